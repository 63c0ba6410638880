package org.tongbao.market.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainRecord;
import org.tongbao.market.onchain.ChainRecords;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.TestInstitutions;
import org.tongbao.market.payment.TestReporting;
import org.tongbao.market.treasury.TestTreasury;
import org.tongbao.market.web.PageOfList;
import org.tongbao.payments.PaymentReference;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Money in and out of wallets: sandbox bank, database and chain.
final class WalletTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain(TestInstitutions.class, TestReporting.class, TestTreasury.class)
          .scanning(
              "identity", "currency", "payment", "treasury", "wallet", "promotion", "merchant")
          .with("tongbao.session.timeout", "14d")
          .with("tongbao.treasury.own-money", "0");

  private static final URI RETURN_TO = URI.create("https://shop.example/wallet");
  private static final Money HUNDRED = yuan(100);

  private final Recharges recharges = CHAIN.bean(Recharges.class);
  private final Withdrawals withdrawals = CHAIN.bean(Withdrawals.class);
  private final Payouts payouts = CHAIN.bean(Payouts.class);
  private final TestInstitutions institutions = CHAIN.bean(TestInstitutions.class);
  private final UserId user = newUser();
  private final UserId cashier = newUser();
  private final UserId colleague = newUser();
  private final Address account = CHAIN.bean(ChainAccounts.class).of(Holder.of(user));

  @BeforeEach
  void amountsAreWhatTheyAre() {
    institutions.paidAs(amount -> amount);
  }

  /// The platform has no money of its own here, so that each deposit needs its own statement of the
  /// reserve, and waits for it.
  @Test
  void aRechargeIsCreditedWhenTheReserveCoversIt() {
    Recharge recharge = recharges.begin(user, HUNDRED, "sandbox", RETURN_TO);
    pay(recharge);
    CHAIN.settle();
    assertThat(balance()).isZero();
    assertThat(deposit(recharge)).isEqualTo("WAITING");

    settle();

    assertThat(balance()).isEqualTo(10_000);
    assertThat(deposit(recharge)).isEqualTo("CREDITED");
    assertThat(recharges.require(user, recharge.id()).state()).isEqualTo(Recharge.State.CREDITED);
    assertThat(CHAIN.bean(ChainRecords.class).of(new Subject("recharge", recharge.id())))
        .extracting(ChainRecord::event)
        .containsExactly("Treasury.Deposited");
    assertThat(isSolvent()).isTrue();
  }

  /// M18: what arrives is credited, be it less, more, or late.
  @Test
  void tooLittleTooMuchAndLateAreCredited() {
    institutions.paidAs(amount -> amount.minus(yuan(1)));
    Recharge under = recharges.begin(user, HUNDRED, "sandbox", RETURN_TO);
    pay(under);
    settle();
    assertThat(balance()).isEqualTo(9_900);

    institutions.paidAs(amount -> amount.plus(yuan(1)));
    Recharge over = recharges.begin(user, HUNDRED, "sandbox", RETURN_TO);
    pay(over);
    settle();
    assertThat(balance()).isEqualTo(9_900 + 10_100);

    institutions.paidAs(amount -> amount);
    Recharge late = recharges.begin(user, HUNDRED, "sandbox", RETURN_TO);
    PaymentAttempt attempt = open(late);
    institutions.bank().courier().hold();
    institutions.bank().pay(new PaymentReference(attempt.reference()));
    institutions.bank().courier().lose();
    institutions.bank().courier().resume();
    await(
        () -> {
          CHAIN.advance(Duration.ofMinutes(40));
          CHAIN.bean(TestReporting.class).work();
          return recharges.attempts(late).getFirst().state() == PaymentAttempt.State.CAPTURED;
        });
    settle();
    assertThat(balance()).isEqualTo(9_900 + 10_100 + 10_000);
    assertThat(recharges.require(user, late.id()).state()).isEqualTo(Recharge.State.CREDITED);
    assertThat(isSolvent()).isTrue();
  }

  @Test
  void aRechargeThatNobodyPaysIsClosed() {
    Recharge recharge = recharges.begin(user, HUNDRED, "sandbox", RETURN_TO);
    open(recharge);
    await(
        () -> {
          CHAIN.advance(Duration.ofMinutes(40));
          CHAIN.bean(TestReporting.class).work();
          return recharges.require(user, recharge.id()).state() == Recharge.State.CLOSED;
        });
    assertThat(balance()).isZero();
  }

  @Test
  void aWithdrawalThatTwoPeopleApproveGoesBackThroughItsPayments() {
    recharge(yuan(60));
    recharge(yuan(40));
    Withdrawal asked = ask(yuan(70));
    assertThat(state(asked)).isEqualTo(Withdrawal.State.HELD);
    assertThat(balance()).isEqualTo(3_000);

    approve(cashier, asked);
    assertThat(state(asked)).isEqualTo(Withdrawal.State.APPROVED_ONCE);
    assertThatThrownBy(() -> approve(cashier, asked)).hasMessageContaining("same-person");
    assertThatThrownBy(() -> approve(user, asked)).hasMessageContaining("own-withdrawal");
    approve(colleague, asked);
    await(() -> state(asked) == Withdrawal.State.PAID);

    assertThat(refunded()).containsExactlyInAnyOrder(4_000L, 3_000L);
    assertThat(balance()).isEqualTo(3_000);
    assertThat(statement())
        .extracting(WalletLine::kind, WalletLine::amount)
        .containsExactly(
            tuple(WalletLine.Kind.WITHDRAWAL, -7_000L),
            tuple(WalletLine.Kind.DEPOSIT, 4_000L),
            tuple(WalletLine.Kind.DEPOSIT, 6_000L));
    settle();
    assertThat(isSolvent()).isTrue();
    assertThatThrownBy(() -> approve(colleague, asked)).hasMessageContaining("not-waiting");
  }

  /// M14: a payout consumes its key. The answers to the refund get lost, workers repeat it, and the
  /// chain's news come again.
  @Test
  void aRetriedPayoutPaysOnce() {
    recharge(HUNDRED);
    Withdrawal asked = ask(HUNDRED);
    institutions.loseAnswers(2);
    int before = institutions.refundCalls();
    approve(cashier, asked);
    approve(colleague, asked);
    await(() -> institutions.refundCalls() == before + 1);
    await(
        () -> {
          CHAIN.advance(Duration.ofMinutes(3));
          CHAIN.bean(TestReporting.class).work();
          return state(asked) == Withdrawal.State.PAID;
        });

    assertThat(institutions.refundCalls()).isEqualTo(before + 3);
    assertThat(refunded()).containsExactly(10_000L);
    assertThat(balance()).isZero();
  }

  /// M14: many withdrawals of one balance at once: as many as it covers are locked.
  @Test
  void oneBalanceIsNotWithdrawnTwice() throws Exception {
    recharge(HUNDRED);
    List<Future<String>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      for (int i = 0; i < 10; i++) {
        outcomes.add(
            threads.submit(
                () -> {
                  try {
                    return withdrawals
                        .ask(user, yuan(40), Withdrawal.Destination.ORIGINAL, "")
                        .id()
                        .toString();
                  } catch (DomainException refused) {
                    return refused.code().code();
                  }
                }));
      }
    }
    List<String> said = new ArrayList<>();
    for (Future<String> outcome : outcomes) {
      said.add(outcome.get(30, TimeUnit.SECONDS));
    }
    CHAIN.settle();

    assertThat(said).filteredOn("wallet.balance-too-small"::equals).hasSize(8);
    assertThat(balance()).isEqualTo(2_000);
    assertThat(
            CHAIN
                .jdbc()
                .sql("SELECT count(*) FROM withdrawals WHERE user_id = ? AND state = 'HELD'")
                .param(user.value())
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void aRejectedWithdrawalGoesBack() {
    recharge(HUNDRED);
    Withdrawal asked = ask(HUNDRED);
    int version = withdrawals.require(asked.id()).version();
    withdrawals.reject(asked.id(), version, "the name differs");
    assertThatThrownBy(() -> withdrawals.reject(asked.id(), version, "again"))
        .hasMessageContaining("step-under-way");
    CHAIN.settle();

    assertThat(state(asked)).isEqualTo(Withdrawal.State.RETURNED);
    assertThat(withdrawals.require(asked.id()).reason()).isEqualTo("the name differs");
    assertThat(balance()).isEqualTo(10_000);
  }

  @Test
  void whatNobodyDecidesForSevenDaysGoesBackByItself() {
    recharge(HUNDRED);
    Withdrawal asked = ask(HUNDRED);
    assertThat(payouts.returnUndecided()).isZero();
    CHAIN.advance(Duration.ofDays(7));
    assertThatThrownBy(() -> approve(cashier, asked)).hasMessageContaining("not-waiting");

    assertThat(payouts.returnUndecided()).isEqualTo(1);
    CHAIN.settle();
    assertThat(state(asked)).isEqualTo(Withdrawal.State.RETURNED);
    assertThat(balance()).isEqualTo(10_000);
  }

  @Test
  void moneyForABankAccountIsPaidOutByAPersonOnce() {
    recharge(HUNDRED);
    Withdrawal asked =
        withdrawals.ask(user, HUNDRED, Withdrawal.Destination.ACCOUNT, "bank-token-1");
    CHAIN.settle();
    approve(cashier, asked);
    approve(colleague, asked);
    Withdrawal burned = withdrawals.require(asked.id());
    assertThat(burned.state()).isEqualTo(Withdrawal.State.BURNED);

    withdrawals.paid(cashier, asked.id(), burned.version(), "BANK-77");
    assertThatThrownBy(() -> withdrawals.paid(cashier, asked.id(), burned.version(), "BANK-78"))
        .hasMessageContaining("not-waiting");
    assertThat(state(asked)).isEqualTo(Withdrawal.State.PAID);
    settle();
    assertThat(isSolvent()).isTrue();
  }

  /// What came by no payment of the user's can go back through none: it is credited again.
  @Test
  void whatNoPaymentTakesBackIsCreditedAgain() {
    recharge(yuan(50));
    CHAIN.bean(TestTreasury.class).own(yuan(50));
    CHAIN.bean(TestTreasury.class).credit(account, yuan(50));
    settle();
    assertThat(balance()).isEqualTo(10_000);
    Withdrawal asked = ask(yuan(80));
    approve(cashier, asked);
    approve(colleague, asked);
    await(() -> state(asked) == Withdrawal.State.PAID);
    settle();

    assertThat(refunded()).containsExactly(5_000L);
    assertThat(balance()).isEqualTo(2_000 + 3_000);
    assertThat(isSolvent()).isTrue();
  }

  private static Money yuan(long amount) {
    return Money.parse(String.valueOf(amount), Currency.CNY);
  }

  private static UserId newUser() {
    UserId user = new UserId(UUID.randomUUID());
    CHAIN
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(user.value())
        .update();
    CHAIN.bean(ChainAccounts.class).create(Holder.of(user));
    return user;
  }

  private void recharge(Money amount) {
    pay(recharges.begin(user, amount, "sandbox", RETURN_TO));
    settle();
  }

  private PaymentAttempt open(Recharge recharge) {
    await(() -> recharges.attempts(recharge).getFirst().state() == PaymentAttempt.State.OPEN);
    return recharges.attempts(recharge).getFirst();
  }

  /// Pays, and waits until the news are here.
  private void pay(Recharge recharge) {
    institutions.bank().pay(new PaymentReference(open(recharge).reference()));
    await(() -> recharges.attempts(recharge).getFirst().state() == PaymentAttempt.State.CAPTURED);
  }

  private Withdrawal ask(Money amount) {
    Withdrawal asked = withdrawals.ask(user, amount, Withdrawal.Destination.ORIGINAL, "");
    CHAIN.settle();
    return asked;
  }

  private void approve(UserId person, Withdrawal asked) {
    withdrawals.approve(person, asked.id(), withdrawals.require(asked.id()).version());
    CHAIN.settle();
  }

  private Withdrawal.State state(Withdrawal asked) {
    return withdrawals.require(asked.id()).state();
  }

  /// States the reserve, and lets everything settle.
  private void settle() {
    CHAIN.settle();
    for (int round = 0; round < 3; round++) {
      CHAIN.advance(Duration.ofSeconds(3));
      CHAIN.bean(TestTreasury.class).state();
      CHAIN.settle();
    }
  }

  private long balance() {
    return CHAIN.balance(account, "CNY");
  }

  private static String deposit(Recharge recharge) {
    return CHAIN
        .jdbc()
        .sql("SELECT state FROM deposits WHERE subject_id = ?")
        .param(recharge.id())
        .query(String.class)
        .single();
  }

  private List<Long> refunded() {
    return CHAIN
        .jdbc()
        .sql(
            """
            SELECT refund.amount_minor FROM payment_refunds AS refund
            JOIN payment_attempts AS attempt ON attempt.id = attempt_id
            WHERE payer_id = ? AND refund.state = 'PAID'
            """)
        .param(user.value())
        .query((row, number) -> row.getLong(1))
        .list();
  }

  private List<WalletLine> statement() {
    return CHAIN
        .bean(Statements.class)
        .list(Holder.of(user), "CNY", PageOfList.Request.of(null, null))
        .items();
  }

  private static boolean isSolvent() {
    Contracts contracts = CHAIN.bean(Contracts.class);
    Address cash = contracts.address("Cash:CNY");
    return CHAIN.bean(ChainView.class).call(contracts.treasury().isSolvent(cash));
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
      Thread.onSpinWait();
    }
  }
}
