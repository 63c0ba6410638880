package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.DirectoryEvent;
import org.tongbao.ledger.contract.GroupBuysEvent;
import org.tongbao.ledger.contract.InvoicesEvent;
import org.tongbao.ledger.contract.MembershipsEvent;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.ledger.contract.RelayEvent;
import org.tongbao.ledger.contract.ReviewsEvent;
import org.tongbao.ledger.contract.TimelockEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.contract.VouchersEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The books of everything of value, kept from the events of all blocks in their order and from
/// nothing else, with every principle checked on the way that events can show. Not thread-safe.
public final class Books {
  private final Contracted contracts;
  private final Findings findings;
  private final Consumer<AuditEvent> listener;
  private final Map<Address, CashBook> cash = new LinkedHashMap<>();
  private final Map<OrderKey, OrderAccount> orders = new LinkedHashMap<>();
  private final Obligations obligations = new Obligations();
  private final Pots pots;
  private final TreasuryBook treasury;
  private long blocks;
  private long events;
  private Instant now = Instant.EPOCH;

  /// @param listener is shown every event of our contracts after it was entered
  public Books(Contracted contracts, Findings findings, Consumer<AuditEvent> listener) {
    this.contracts = contracts;
    this.findings = findings;
    this.listener = listener;
    this.pots = new Pots(obligations, findings);
    this.treasury = new TreasuryBook(this, obligations, findings);
  }

  /// Enters the next block.
  ///
  /// @throws BooksException when an event cannot follow those before it
  public void enter(AuditBlock block) {
    blocks++;
    now = block.at();
    for (AuditLog log : block.logs()) {
      Optional<ContractEvent> event = contracts.decode(log);
      if (event.isPresent()) {
        events++;
        var at =
            new AuditEvent(
                log.emitter(),
                event.get(),
                log.transaction(),
                log.index(),
                block.number(),
                block.hash(),
                block.at());
        enter(at);
        listener.accept(at);
      }
    }
    obligations.checkAfter(block.number(), contracts, cash, findings);
    treasury.checkAfter(block.number());
  }

  private void enter(AuditEvent at) {
    switch (at.event()) {
      case CashEvent e -> enter(at, e);
      case DirectoryEvent.Published e -> {
        contracts.publish(e);
        String name = contracts.nameOf(e.deployed());
        if (name.startsWith("Cash:")) {
          cash.put(e.deployed(), new CashBook(e.deployed(), name.substring("Cash:".length())));
        }
      }
      case OrdersEvent e -> enter(at, e);
      case TreasuryEvent e -> treasury.enter(at, e);
      case VouchersEvent e -> {
        pots.enter(at, e);
        if (e instanceof VouchersEvent.Redeemed used) {
          OrderAccount order = order(at, used.orders(), used.order());
          order.fromVouchers = order.fromVouchers.add(used.value().toBigInteger());
          owe(order, used.value().toBigInteger());
        }
      }
      case PointsEvent e -> {
        pots.enter(at, e);
        if (e instanceof PointsEvent.Spent used) {
          OrderAccount order = order(at, used.orders(), used.order());
          order.fromPoints = order.fromPoints.add(used.value().toBigInteger());
          owe(order, used.value().toBigInteger());
        }
      }
      case MerchantsEvent e -> {
        pots.enter(at, e);
        if (e instanceof MerchantsEvent.BondSlashed drawn) {
          OrderAccount order = order(at, drawn.orders(), drawn.order());
          order.draw(drawn.amount().toBigInteger(), order.isMerchant(drawn.account()));
          owe(order, drawn.amount().toBigInteger());
        }
      }
      case GroupBuysEvent e -> pots.enter(at, e);
      case DirectoryEvent _,
          InvoicesEvent _,
          MembershipsEvent _,
          RelayEvent _,
          ReviewsEvent _,
          TimelockEvent _ -> {}
    }
  }

  private void enter(AuditEvent at, CashEvent event) {
    cash(at.emitter()).enter(at, event, findings);
    if (event instanceof CashEvent.Transfer transfer) {
      BigInteger value = transfer.value().toBigInteger();
      if (transfer.from().isZero()) {
        treasury.explainLater(at.emitter(), value);
      }
      if (transfer.to().isZero()) {
        treasury.explainLater(at.emitter(), value.negate());
      }
    }
  }

  private void enter(AuditEvent at, OrdersEvent event) {
    if (event instanceof OrdersEvent.Placed placed) {
      var key = new OrderKey(at.emitter(), placed.id());
      findings.checked("references work once", 1);
      if (orders.putIfAbsent(key, new OrderAccount(key, placed, at.at())) != null) {
        findings.differ("references work once", key, "placed again in " + at.place());
      }
      return;
    }
    Hash id = OrderEvents.idOf(event);
    if (id == null) {
      return;
    }
    OrderAccount order = order(at, at.emitter(), id);
    BigInteger before = order.held();
    order.enter(event, findings);
    owe(order, order.held().subtract(before));
  }

  private void owe(OrderAccount order, BigInteger amount) {
    obligations.add(order.key().orders(), order.terms().cash(), amount);
  }

  private OrderAccount order(AuditEvent at, Address contract, Hash id) {
    OrderAccount order = orders.get(new OrderKey(contract, id));
    if (order == null) {
      throw new BooksException("order " + id + " was never placed: " + at.place());
    }
    return order;
  }

  CashBook cash(Address address) {
    CashBook book = cash.get(address);
    if (book == null) {
      throw new BooksException(address + " was never published as money");
    }
    return book;
  }

  /// After the last block: what must hold at every time, and at the end of an order.
  public void close() {
    orders.values().forEach(each -> each.checkEnd(findings));
    pots.check(now);
    for (CashBook each : cash.values()) {
      BigInteger sum = each.balances().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      findings.same("supply = balances", each.currency(), "the supply", sum, each.supply());
    }
  }

  public Contracted contracts() {
    return contracts;
  }

  public Collection<CashBook> currencies() {
    return Collections.unmodifiableCollection(cash.values());
  }

  public Map<OrderKey, OrderAccount> orders() {
    return Collections.unmodifiableMap(orders);
  }

  public @Nullable OrderAccount order(OrderKey key) {
    return orders.get(key);
  }

  /// By reference.
  public Map<Hash, Deposit> deposits() {
    return Collections.unmodifiableMap(treasury.deposits());
  }

  public Map<Hash, WithdrawalAccount> withdrawals() {
    return Collections.unmodifiableMap(treasury.withdrawals());
  }

  Pots pots() {
    return pots;
  }

  public Findings findings() {
    return findings;
  }

  public long blocks() {
    return blocks;
  }

  public long events() {
    return events;
  }

  /// The time of the last block.
  public Instant now() {
    return now;
  }
}
