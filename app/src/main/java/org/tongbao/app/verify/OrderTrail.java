package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.audit.AuditEvent;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.Books;
import org.tongbao.market.audit.OrderAccount;
import org.tongbao.market.audit.OrderKey;
import org.tongbao.market.explorer.EventAbis;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Everything that happened to one order, with proofs: for each seller order its amounts, what the
/// contract has stored, and each event with its place.
final class OrderTrail {
  /// An event and the log that it was decoded from.
  record Step(AuditEvent event, AuditLog log) {}

  private final EthClient client;
  private final Seals seals;
  private final long block;

  /// @param block after which the state is proved
  OrderTrail(EthClient client, long block) {
    this.client = client;
    this.seals = new Seals(client);
    this.block = block;
  }

  /// @param number as people know it
  /// @param parts the seller orders, with all that happened to each
  Map<String, Object> json(String number, Books books, Map<OrderKey, List<Step>> parts) {
    Map<String, Object> trail = new LinkedHashMap<>();
    trail.put("order", number);
    trail.put("chainId", client.chainId().toString());
    trail.put(
        "parts",
        parts.entrySet().stream()
            .map(each -> part(books, each.getKey(), each.getValue()))
            .toList());
    return trail;
  }

  private Map<String, Object> part(Books books, OrderKey key, List<Step> steps) {
    OrderAccount account = books.orders().get(key);
    if (account == null) {
      throw new IllegalStateException(key + " is not in the books");
    }
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("reference", key.id().toHex());
    part.put("contract", key.orders().toHex());
    part.put("currency", books.contracts().nameOf(account.terms().cash()).replace("Cash:", ""));
    part.put("orderState", account.state().name());
    part.put("termsHash", account.placed().terms().toHex());
    part.put("terms", plain(RecordCodec.toMap(account.terms())));
    part.put("amounts", amounts(account));
    part.put("state", new OrderProof(client, seals, block).of(key, account.placed().terms()));
    var proofs = new ReceiptProofs(client, seals);
    List<Map<String, Object>> events = new ArrayList<>();
    for (Step step : steps) {
      events.add(event(books, step, proofs));
    }
    part.put("events", events);
    return part;
  }

  /// Minor units, as text: they can be larger than what JSON's readers keep exactly.
  private static Map<String, String> amounts(OrderAccount account) {
    Map<String, String> amounts = new LinkedHashMap<>();
    amounts.put("paid", account.paid().toString());
    amounts.put("merchant", account.merchant().toString());
    amounts.put("platform", account.platform().toString());
    amounts.put("affiliate", account.affiliate().toString());
    amounts.put("cashback", account.cashback().toString());
    amounts.put("refunds", account.refunds().toString());
    amounts.put("change", account.change().toString());
    amounts.put("held", account.held().toString());
    amounts.put("refunded", account.refunded().toString());
    amounts.put("owed", account.owed().toString());
    return amounts;
  }

  private static Map<String, Object> event(Books books, Step step, ReceiptProofs proofs) {
    AuditEvent at = step.event();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", books.contracts().nameOf(at.emitter()) + "." + at.name());
    if (stepOf(at) > 0) {
      event.put("step", stepOf(at));
    }
    event.put("at", at.at().toString());
    event.put("block", at.block());
    event.put("blockHash", at.blockHash().toHex());
    event.put("transaction", at.transaction().toHex());
    event.put("contract", at.emitter().toHex());
    event.put("topics", step.log().topics().stream().map(Hash::toHex).toList());
    event.put("data", step.log().data().toHex());
    EventAbis.find(books.contracts().nameOf(at.emitter()), at.name())
        .ifPresent(abi -> event.put("abi", abi));
    event.put("members", plain(RecordCodec.toMap((Record) at.event())));
    event.put("proof", proofs.of(at));
    return event;
  }

  /// Which of the twelve steps an event is; 0 when it is none.
  private static int stepOf(AuditEvent at) {
    return switch (at.event()) {
      case OrdersEvent.Placed _ -> 6;
      case OrdersEvent.Paid _ -> 7;
      case OrdersEvent.Shipped _ -> 8;
      case OrdersEvent.Received _ -> 9;
      case OrdersEvent.Settled _ -> 10;
      case OrdersEvent.Completed _ -> 11;
      case OrdersEvent.Released _ -> 12;
      default -> 0;
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Hash hash -> hash.toHex();
      case Address address -> address.toHex();
      case Bytes bytes -> bytes.toHex();
      case U256 number -> number.toString();
      case List<?> list -> list.stream().map(OrderTrail::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
        yield plain;
      }
      default -> value;
    };
  }
}
