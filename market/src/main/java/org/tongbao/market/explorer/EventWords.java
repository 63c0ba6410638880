package org.tongbao.market.explorer;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.order.OrderAccess;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Events as people read them: what happened by a name, amounts as money, moments as time, accounts
/// by who they are. Thread-safe.
@Component
class EventWords {
  /// Which members of which contract's events are amounts of money, in its smallest unit.
  private static final Map<String, Set<String>> MONEY =
      Map.of(
          "Cash",
          Set.of("value"),
          "Orders",
          Set.of(
              "amount",
              "total",
              "change",
              "received",
              "refunded",
              "fromMerchant",
              "fromPlatform",
              "fromFee",
              "fromCommission",
              "fromCashback",
              "owedByMerchant",
              "owedByPlatform",
              "toBuyer",
              "toVouchers",
              "toSponsor",
              "merchantShare",
              "fee",
              "commissionHeld",
              "cashbackHeld",
              "commission",
              "cashback",
              "order.goods",
              "order.shipping",
              "order.discount",
              "order.fee",
              "order.commission",
              "order.cashback",
              "order.pointsValue"),
          "Treasury",
          Set.of("amount", "limit", "supply"),
          "Merchants",
          Set.of("amount", "bond", "conditions.bond"),
          "Points",
          Set.of("amount", "pot"));

  private static final Set<String> MOMENTS =
      Set.of(
          "shipBy",
          "receiveBy",
          "answerBy",
          "disputeBy",
          "ruleBy",
          "appealBy",
          "decideBy",
          "orderBy",
          "settleFrom",
          "returnUntil",
          "asOf",
          "payableAt",
          "until",
          "expires");

  private static final int LARGEST_BITS = 63;

  private final Contracts contracts;
  private final BlockReader reader;
  private final OrderAccess orders;

  EventWords(Contracts contracts, BlockReader reader, OrderAccess orders) {
    this.contracts = contracts;
    this.reader = reader;
    this.orders = orders;
  }

  TransactionPage.Happening of(Event event, Texts texts) {
    String kind = kind(event.contract());
    Optional<Currency> currency = event.members().isEmpty() ? Optional.empty() : currency(event);
    List<TransactionPage.Member> members =
        event.members().entrySet().stream()
            .map(it -> member(kind, it.getKey(), it.getValue(), currency, texts))
            .toList();
    return new TransactionPage.Happening(
        name(event, kind, texts), event.contract(), event.name(), event.index(), members);
  }

  /// What a contract of ours is asked for, in words where there are any.
  static String call(Transaction.Call call, Texts texts) {
    if (call.name().isEmpty()) {
      return texts.get("chain.unknown-call");
    }
    return texts
        .find("chain.call." + kind(call.contract()) + "." + call.name())
        .orElse(call.contract().name() + "." + call.name());
  }

  /// Who an account is, in words; empty for those whom we do not name.
  static String who(Party party, Texts texts) {
    String name = party.name();
    return texts.find("chain.party." + name.replace(' ', '-')).orElse(name);
  }

  private static String name(Event event, String kind, Texts texts) {
    if (event.name().isEmpty()) {
      return texts.get("chain.unknown-event");
    }
    return texts
        .find("chain.event." + kind + "." + event.name())
        .orElse(event.contract().name() + "." + event.name());
  }

  /// The contract's kind: all money is of one.
  private static String kind(Party contract) {
    int colon = contract.name().indexOf(':');
    return colon < 0 ? contract.name() : contract.name().substring(0, colon);
  }

  private Optional<Currency> currency(Event event) {
    String name = event.contract().name();
    if (name.startsWith("Cash:")) {
      return Optional.of(Currency.of(name.substring("Cash:".length())));
    }
    String cash = event.members().getOrDefault("cash", event.members().get("order.cash"));
    if (cash != null) {
      return ofCash(Address.fromHex(cash));
    }
    String id = event.members().get("id");
    return name.equals("Orders") && id != null
        ? orders.currencyOf(Hash.fromHex(id))
        : Optional.empty();
  }

  private Optional<Currency> ofCash(Address cash) {
    String name = reader.party(cash).name();
    return name.startsWith("Cash:")
        ? Optional.of(Currency.of(contracts.currencyOf(cash)))
        : Optional.empty();
  }

  private TransactionPage.Member member(
      String kind, String name, String value, Optional<Currency> currency, Texts texts) {
    String label = texts.find("chain.member." + name).orElse(name);
    if (value.matches("0x[0-9a-f]{40}")) {
      return TransactionPage.Member.of(label, reader.party(Address.fromHex(value)));
    }
    if (currency.isPresent() && MONEY.getOrDefault(kind, Set.of()).contains(name)) {
      BigInteger minor = new BigInteger(value);
      if (minor.bitLength() <= LARGEST_BITS) {
        String money = MoneyText.of(Money.ofMinor(minor.longValueExact(), currency.get()));
        return TransactionPage.Member.text(label, money);
      }
    }
    if (MOMENTS.contains(name) && value.matches("[1-9][0-9]{8,10}")) {
      return TransactionPage.Member.at(label, Instant.ofEpochSecond(Long.parseLong(value)));
    }
    return TransactionPage.Member.text(label, value);
  }
}
