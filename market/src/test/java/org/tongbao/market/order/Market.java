package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.inventory.Warehouse;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.market.payment.PaymentCaptured;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A market with shops, buyers and stock, on a chain of its own.
final class Market {
  static final PostalAddress HOME =
      new PostalAddress("Li Na", "+8613800138000", "CN", "上海", "上海", "", "南京路 1", "200000");
  private static final int RETURN_DAYS = 7;
  private static final int SHIP_DAYS = 3;
  private static final int FEE_BPS = 500;

  final TestChain chain;

  Market(TestChain chain) {
    this.chain = chain;
  }

  static TestChain newChain() {
    return new TestChain(
            Settings.class,
            Merchants.class,
            hidden("merchant.MerchantStore"),
            Catalog.class,
            hidden("catalog.OfferStore"),
            hidden("catalog.ProductStore"),
            hidden("catalog.VariantStore"),
            hidden("catalog.CatalogJson"))
        .with("tongbao.session.timeout", "30m")
        .scanning(
            "identity", "currency", "order", "fulfilment", "promotion", "inventory", "payment");
  }

  private static Class<?> hidden(String name) {
    try {
      return Class.forName("org.tongbao.market." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Where tests publish what other features would.
  record News(ApplicationEventPublisher publisher) {}

  /// What the application configures elsewhere. No stereotype: the application's own tests scan the
  /// classes of these tests too.
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Settings {
    @Bean
    News news(ApplicationEventPublisher publisher) {
      return new News(publisher);
    }

    @Bean
    PaymentMethods paymentMethods() {
      return new PaymentMethods() {
        @Override
        public SortedSet<String> names() {
          return new TreeSet<>();
        }

        @Override
        public SortedSet<String> standIns() {
          return new TreeSet<>();
        }

        @Override
        public Optional<PaymentInstitution> find(String name) {
          return Optional.empty();
        }

        @Override
        public URI notifyTo(String name) {
          return URI.create("https://shop.example/" + name);
        }
      };
    }
  }

  /// Somebody with so much money.
  UserId buyer(long cny) {
    UserId user = person();
    chain.inTransaction(() -> chain.bean(ChainAccounts.class).create(Holder.of(user)));
    if (cny > 0) {
      chain.give(account(user), money(cny));
    }
    return user;
  }

  UserId person() {
    UserId user = new UserId(UUID.randomUUID());
    chain
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, 'Li', 1, now())")
        .param(user.value())
        .update();
    return user;
  }

  Address account(UserId user) {
    return chain.bean(ChainAccounts.class).of(Holder.of(user));
  }

  /// A shop that the chain has approved.
  MerchantId shop() {
    MerchantId id = new MerchantId(UUID.randomUUID());
    UserId owner = person();
    ChainAccounts accounts = chain.bean(ChainAccounts.class);
    chain.inTransaction(() -> accounts.create(Holder.of(id)));
    Address account = accounts.of(Holder.of(id));
    insertShop(id, owner, account);
    Address cash = chain.bean(Contracts.class).address("Cash:CNY");
    MerchantActions actions = new MerchantActions(chain.bean(Intents.class));
    Application conditions =
        new Application(account, cash, account, FEE_BPS, 0, U256.ZERO, Hash.EMPTY_KECCAK);
    act(account, actions.applyFor(conditions));
    act(chain.bean(Operators.class).account(Role.REGISTRAR), actions.approve(conditions));
    return id;
  }

  private void insertShop(MerchantId id, UserId owner, Address account) {
    chain
        .jdbc()
        .sql(
            """
            INSERT INTO merchants (id, owner_id, account, state, name, currency, fee_bps,
              commission_bps, bond_required_minor, payout, profile_salt, profile, version,
              created_at)
            VALUES (:id, :owner, :account, 'APPROVED', :name, 'CNY', :fee, 0, 0, :account,
              decode(repeat('00', 32), 'hex'), :hash, 1, now())
            """)
        .param("id", id.value())
        .param("owner", owner.value())
        .param("account", account.toHex())
        .param("name", "Shop " + id)
        .param("fee", FEE_BPS)
        .param("hash", Hash.EMPTY_KECCAK.toHex())
        .update();
    chain
        .jdbc()
        .sql(
            """
            INSERT INTO merchant_settings (merchant_id, description_zh, description_en,
              contact_email, contact_phone, return_days, ship_days, version)
            VALUES (?, '', '', 'shop@example.com', '+8613800138000', ?, ?, 1)
            """)
        .params(id.value(), RETURN_DAYS, SHIP_DAYS)
        .update();
  }

  void act(Address account, Action action) {
    UUID id = UUID.randomUUID();
    chain.inTransaction(
        () ->
            chain
                .bean(Outbox.class)
                .act(account, action, References.of("test", id), new Subject("test", id)));
    chain.settle();
  }

  /// A variant of which there are so many.
  UUID variant(int stock) {
    UUID variant = UUID.randomUUID();
    chain.bean(Warehouse.class).receive(variant, stock, null);
    return variant;
  }

  /// A part of 95.00 goods (two at 50.00 less 5.00) and 10.00 delivery: 105.00.
  Placement.Part part(MerchantId shop, UUID variant) {
    return part(shop, variant, false, List.of());
  }

  Placement.Part part(MerchantId shop, UUID variant, boolean pickup, List<VoucherUse> vouchers) {
    return new Placement.Part(
        UUID.randomUUID(),
        shop,
        List.of(
            new Placement.Line(
                variant, UUID.randomUUID(), "Tea", "green", money(5_000), 2, money(500))),
        new Placement.Delivery(UUID.randomUUID(), "Express", pickup, money(1_000), money(0)),
        vouchers,
        new Placement.Points(0, money(0), 100),
        List.of(new Placement.Deduction("item", "Sale", "merchant", money(500))),
        Placement.Sharing.none(Currency.CNY),
        "Please ring");
  }

  Placement placement(UserId buyer, Placement.Part... parts) {
    return new Placement(
        UUID.randomUUID(),
        1,
        buyer,
        Currency.CNY,
        now().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS),
        HOME,
        List.of(parts));
  }

  /// Reserves and places, as checkout does; the chain has not heard of it yet.
  Placing confirm(Placement placement) {
    return inTransaction(
        () -> {
          Placing placing = chain.bean(Orders.class).place(placement);
          if (placing instanceof Placing.Placed) {
            reserve(placement);
          }
          return placing;
        });
  }

  private void reserve(Placement placement) {
    for (Placement.Part part : placement.parts()) {
      Map<UUID, Integer> demand = Map.of(part.lines().getFirst().variant(), 2);
      Instant until = placement.payBy().plus(Duration.ofHours(1));
      assertThat(chain.bean(Inventory.class).reserve(part.id(), demand, until))
          .isInstanceOf(Inventory.Outcome.Reserved.class);
    }
  }

  /// An order of one part that stands on the chain.
  SellerOrder placed(UserId buyer, MerchantId shop) {
    return placed(buyer, shop, false);
  }

  SellerOrder placed(UserId buyer, MerchantId shop, boolean pickup) {
    Placement.Part part = part(shop, variant(10), pickup, List.of());
    confirm(placement(buyer, part));
    chain.settle();
    return expect(part.id(), OrderState.PLACED);
  }

  SellerOrder paid(UserId buyer, MerchantId shop) {
    SellerOrder order = placed(buyer, shop);
    payFromBalance(order);
    return expect(order.id(), OrderState.PAID);
  }

  void payFromBalance(SellerOrder order) {
    chain.bean(OrderPayments.class).pay(whole(order), OrderPayments.BALANCE, URI.create("/"), null);
    chain.settle();
  }

  SellerOrder shipped(UserId buyer, MerchantId shop) {
    SellerOrder order = paid(buyer, shop);
    ship(order);
    return expect(order.id(), OrderState.SHIPPED);
  }

  void ship(SellerOrder order) {
    chain
        .bean(OrderWork.class)
        .ship(
            order.ref().merchant(),
            person(),
            new OrderWork.Parcel(
                order.id(), "SF", "SF1234567890", LocalDate.ofInstant(now(), ZoneOffset.UTC)));
    chain.settle();
  }

  /// Received, settled and acknowledged.
  SellerOrder completed(UserId buyer, MerchantId shop) {
    SellerOrder order = settled(buyer, shop);
    asMerchant(order, Command.Wish.of(StepKind.ACKNOWLEDGE_PAYOUT, ""));
    return expect(order.id(), OrderState.COMPLETED);
  }

  SellerOrder settled(UserId buyer, MerchantId shop) {
    SellerOrder order = shipped(buyer, shop);
    asBuyer(order, Command.Wish.of(StepKind.CONFIRM_RECEIPT, ""));
    sweep();
    return expect(order.id(), OrderState.SETTLED);
  }

  void asBuyer(SellerOrder order, Command.Wish wish) {
    chain.bean(OrderWork.class).buyer(order.ref().buyer(), order.id(), wish);
    chain.settle();
  }

  void asMerchant(SellerOrder order, Command.Wish wish) {
    chain.bean(OrderWork.class).merchant(order.ref().merchant(), person(), order.id(), wish);
    chain.settle();
  }

  void answer(SellerOrder order, boolean granted) {
    chain
        .bean(OrderWork.class)
        .answer(order.ref().merchant(), person(), order.id(), granted, "because");
    chain.settle();
  }

  /// An institution says that an order was paid, and the chain hears of it.
  void captured(UUID attempt, UUID order, long cny) {
    book(attempt, order, cny);
    chain.settle();
  }

  void book(UUID attempt, UUID order, long cny) {
    var captured = new PaymentCaptured(attempt, Endings.PAYABLE, order, money(cny), now());
    chain.inTransaction(() -> chain.bean(News.class).publisher().publishEvent(captured));
  }

  /// Lets time pass, and the job do what is due then.
  void later(Duration duration) {
    chain.advance(duration);
    sweep();
  }

  /// The job pushes on until nothing is due.
  void sweep() {
    for (int pass = 0; pass < 10; pass++) {
      chain.settle();
      if (chain.bean(Deadlines.class).pushOn() == 0) {
        return;
      }
    }
    chain.settle();
  }

  WholeOrder whole(SellerOrder order) {
    return chain.bean(Orders.class).find(order.ref().buyer(), order.ref().number()).orElseThrow();
  }

  SellerOrder order(UUID id) {
    return chain.bean(Orders.class).find(id).orElseThrow();
  }

  /// The row is in this state, and everything in it is what the chain has.
  SellerOrder expect(UUID id, OrderState state) {
    SellerOrder order = order(id);
    assertThat(order.state()).as("refusal: %s", order.refusal()).isEqualTo(state);
    assertThat(order.pending()).isNull();
    assertMirrors(order);
    return order;
  }

  void assertMirrors(SellerOrder order) {
    Order chains = onChain(order);
    List<Object> there = new ArrayList<>();
    List<Object> here = new ArrayList<>();
    boolean known = order.state() != OrderState.NEW && order.state() != OrderState.VOID;
    there.add(chains.state().name());
    here.add(known ? order.state().name() : "NONE");
    if (known) {
      there.addAll(
          List.of(
              chains.terms(),
              chains.released(),
              chains.received().toLongExact(),
              chains.refunded().toLongExact(),
              chains.owedByMerchant().toLongExact(),
              chains.owedByPlatform().toLongExact(),
              chains.claim(),
              chains.failedClaims(),
              chains.claimDeadline(),
              chains.returnUntil()));
      here.addAll(
          List.of(
              order.termsHash(),
              order.times().released(),
              order.books().received(),
              order.books().refunded(),
              order.books().owedByMerchant(),
              order.books().owedByPlatform(),
              order.claim().state(),
              order.claim().failed(),
              seconds(order.claim().due()),
              seconds(order.times().returnUntil())));
      if (order.times().deadline() != null) {
        there.add(chains.deadline());
        here.add(seconds(order.times().deadline()));
      }
    }
    assertThat(here).as("what the database says").isEqualTo(there);
  }

  private static long seconds(@Nullable Instant time) {
    return time == null ? 0 : time.getEpochSecond();
  }

  Order onChain(SellerOrder order) {
    return chain
        .bean(ChainView.class)
        .call(chain.bean(Contracts.class).orders().orderOf(order.terms().id()));
  }

  long escrow(SellerOrder order) {
    return chain
        .bean(ChainView.class)
        .call(chain.bean(Contracts.class).orders().escrowOf(order.terms()))
        .toLongExact();
  }

  long points(UserId user) {
    return chain
        .bean(ChainView.class)
        .call(chain.bean(Contracts.class).points().balanceOf(account(user)))
        .toLongExact();
  }

  long balance(UserId user) {
    return chain.balance(account(user), "CNY");
  }

  long balance(MerchantId shop) {
    return chain.balance(chain.bean(ChainAccounts.class).of(Holder.of(shop)), "CNY");
  }

  int available(SellerOrder order) {
    UUID variant = chain.bean(Orders.class).lines(order).getFirst().variant();
    return chain.bean(Inventory.class).available(variant);
  }

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(
        chain.bean(TransactionTemplate.class).execute(status -> work.get()));
  }

  Instant now() {
    return chain.clock().instant();
  }

  static Money money(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }
}
