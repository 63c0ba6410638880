package org.tongbao.market.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.work.Changes;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Payments against the sandbox bank, with what gets lost, late, repeated and forged on the way.
final class PaymentsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final URI RETURN_TO = URI.create("https://shop.example/orders");
  private static final Money PRICE = Money.ofMinor(12_345, Currency.CNY);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final List<Object> events = new CopyOnWriteArrayList<>();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
  private final Changes changes = new Changes();
  private final PaymentStore store = new PaymentStore(DATABASE.jdbc(), changes);
  private final UserId payer = new UserId(UUID.randomUUID());

  private TestInstitutions institutions = institutions();
  private Refunds refunds = refunds();
  private Captures captures = captures();
  private PaymentWorker worker = worker();
  private Payments payments = payments();

  private TestInstitutions institutions() {
    try {
      return new TestInstitutions(clock);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Refunds refunds() {
    return new Refunds(
        new RefundStore(DATABASE.jdbc()), institutions, transaction, events::add, clock);
  }

  private Captures captures() {
    return new Captures(store, refunds, transaction, this::keep, clock);
  }

  /// What others hear of a payment, apart from that one is about to be booked.
  private void keep(Object event) {
    if (!(event instanceof PaymentArriving)) {
      events.add(event);
    }
  }

  private PaymentWorker worker() {
    return new PaymentWorker(store, captures, institutions, clock);
  }

  private Payments payments() {
    return new Payments(store, institutions, worker, refunds, transaction, changes, clock);
  }

  @BeforeEach
  void begin() {
    DATABASE
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(payer.value())
        .update();
    institutions.reportTo(
        new Notifications(
            institutions,
            store,
            new NotificationStore(DATABASE.jdbc()),
            captures,
            worker,
            transaction,
            clock));
  }

  @AfterEach
  void end() {
    worker.close();
    refunds.close();
    institutions.close();
    DATABASE.jdbc().sql("UPDATE payment_attempts SET due_at = NULL").update();
    DATABASE.jdbc().sql("UPDATE payment_refunds SET due_at = NULL").update();
  }

  @Test
  void isPaidThroughANotification() {
    PaymentAttempt attempt = opened(start(PRICE));
    pay(attempt);

    PaymentAttempt paid = captured(attempt);
    assertThat(capture(paid).amount()).isEqualTo(PRICE);
    assertThat(capture(paid).fit()).isEqualTo(PaymentAttempt.Fit.EXACT);
    assertThat(capture(paid).late()).isFalse();
    assertThat(events)
        .containsExactly(
            new PaymentCaptured(
                attempt.id(), "order", attempt.payable(), PRICE, capture(paid).at()));
  }

  /// M1: the key is in the table before the institution is asked, and every further try has the
  /// same; after an answer that got lost the institution is queried, not asked for another payment.
  @Test
  void aRequestWhoseAnswerGotLostIsAskedForAgainUnderTheSameKey() {
    institutions.loseAnswers(1);
    PaymentAttempt attempt = start(PRICE);
    await(() -> isLetGo(attempt));
    assertThat(find(attempt).state()).isEqualTo(PaymentAttempt.State.REQUESTED);

    later(Duration.ofSeconds(5));

    PaymentAttempt open = find(attempt);
    assertThat(open.state()).isEqualTo(PaymentAttempt.State.OPEN);
    assertThat(open.payAt()).isNotNull();
    assertThat(payments.of("order", attempt.payable())).hasSize(1);
  }

  @Test
  void aRequestThatNeverArrivedIsMadeAgain() {
    institutions.loseRequests(1);
    PaymentAttempt attempt = start(PRICE);
    await(() -> isLetGo(attempt));
    later(Duration.ofSeconds(5));
    assertThat(find(attempt).state()).isEqualTo(PaymentAttempt.State.OPEN);
  }

  @Test
  void aPaymentWhoseNotificationsAreAllLostIsFoundByAsking() {
    PaymentAttempt attempt = opened(start(PRICE));
    institutions.bank().courier().hold();
    pay(attempt);
    institutions.bank().courier().lose();
    assertThat(find(attempt).state()).isEqualTo(PaymentAttempt.State.OPEN);

    later(Duration.ofSeconds(5));
    assertThat(find(attempt).state()).isEqualTo(PaymentAttempt.State.CAPTURED);
    assertThat(events).hasSize(1);
  }

  /// M2, M21: twenty deliveries of one notification, the worker's query and a closing at the same
  /// moment: booked once.
  @Test
  void oneNotificationTwentyTimesAtOnceBooksOnce() throws Exception {
    PaymentAttempt attempt = opened(start(PRICE));
    institutions.bank().courier().hold();
    pay(attempt);
    payments.close("order", attempt.payable());

    List<Callable<Object>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(() -> institutions.bank().courier().release());
    }
    all.add(() -> worker.pass());
    assertThat(atOnce(all).subList(0, 20)).containsOnly(1L);

    assertThat(capture(captured(attempt)).amount()).isEqualTo(PRICE);
    assertThat(events).filteredOn(PaymentCaptured.class::isInstance).hasSize(1);
    assertThat(events).noneMatch(PaymentClosed.class::isInstance);
    assertThat(rows("payment_notifications WHERE attempt_id = '" + attempt.id() + "'"))
        .isEqualTo(1);
  }

  /// M11: only the institution's signature counts.
  @Test
  void aForgedNotificationChangesNothingAndIsCounted() {
    PaymentAttempt attempt = opened(start(PRICE));
    institutions.bank().courier().hold();
    institutions
        .bank()
        .forge(reference(attempt), new PaymentState.Paid(PRICE, "SB-1", clock.instant()));

    long before = refusals("REJECTED");
    assertThat(institutions.bank().courier().release()).isZero();
    assertThat(refusals("REJECTED")).isEqualTo(before + 1);
    assertThat(find(attempt).state()).isEqualTo(PaymentAttempt.State.OPEN);
    assertThat(events).isEmpty();
  }

  /// M12: the signature is good, and yet it is not what was asked for.
  @Test
  void aSignedNotificationOfAnotherAmountIsNotBelievedAndTheInstitutionIsAsked() {
    PaymentAttempt attempt = opened(start(PRICE));
    institutions.bank().courier().hold();
    pay(attempt);
    institutions.paidAs(amount -> amount.minus(Money.ofMinor(45, Currency.CNY)));
    long before = refusals("MISMATCH");

    assertThat(institutions.bank().courier().release()).isZero();

    assertThat(refusals("MISMATCH")).isEqualTo(before + 1);
    assertThat(rows("payment_notifications WHERE attempt_id = '" + attempt.id() + "'")).isZero();
    // What the institution answers itself is true: too little came (M18), and counts as far as it
    // goes.
    PaymentAttempt paid = captured(attempt);
    assertThat(capture(paid).fit()).isEqualTo(PaymentAttempt.Fit.UNDER);
    assertThat(capture(paid).amount()).isEqualTo(Money.ofMinor(12_300, Currency.CNY));
  }

  /// M12: of another merchant's payment, or one that is not ours.
  @Test
  void aNotificationOfAPaymentThatIsNotOursIsTurnedAway() {
    PaymentAttempt attempt = opened(start(PRICE));
    DATABASE
        .jdbc()
        .sql("UPDATE payment_attempts SET institution = 'other' WHERE id = ?")
        .param(attempt.id())
        .update();
    institutions.bank().courier().hold();
    pay(attempt);
    long before = refusals("UNKNOWN_REFERENCE");

    assertThat(institutions.bank().courier().release()).isZero();
    assertThat(refusals("UNKNOWN_REFERENCE")).isEqualTo(before + 1);
    assertThat(events).isEmpty();
  }

  /// M18: too much is booked whole; another currency goes back by itself.
  @Test
  void tooMuchIsBookedWhole() {
    institutions.paidAs(amount -> amount.plus(Money.ofMinor(55, Currency.CNY)));
    PaymentAttempt paid = paidWithoutNews(PRICE);
    assertThat(capture(paid).fit()).isEqualTo(PaymentAttempt.Fit.OVER);
    assertThat(events)
        .containsExactly(
            new PaymentCaptured(
                paid.id(),
                "order",
                paid.payable(),
                Money.ofMinor(12_400, Currency.CNY),
                capture(paid).at()));
  }

  @Test
  void anotherCurrencyServesNothingAndGoesBack() {
    institutions.paidAs(amount -> new Money(amount.amountMinor(), Currency.USD));
    PaymentAttempt paid = paidWithoutNews(PRICE);
    assertThat(capture(paid).fit()).isEqualTo(PaymentAttempt.Fit.OTHER_CURRENCY);
    assertThat(events).noneMatch(PaymentCaptured.class::isInstance);
    assertThat(
            rows("payment_refunds WHERE attempt_id = '" + paid.id() + "' AND amount_minor = 12345"))
        .isEqualTo(1);
  }

  /// M13: the attempt expired, and is closed at the institution; what comes after does not undo a
  /// payment.
  @Test
  void whatExpiredIsClosedAndWhatWasPaidInTimeStaysPaid() {
    PaymentAttempt unpaid = opened(start(PRICE));
    PaymentAttempt paid = opened(start(PRICE));
    institutions.bank().courier().hold();
    pay(paid);

    later(Duration.ofMinutes(31));
    assertThat(find(unpaid).state()).isEqualTo(PaymentAttempt.State.CLOSED);
    assertThat(capture(captured(paid)).late()).isTrue();

    captures.ended(paid, PaymentAttempt.State.CLOSED, "expired");
    assertThat(find(paid).state()).isEqualTo(PaymentAttempt.State.CAPTURED);
    assertThat(events)
        .filteredOn(PaymentClosed.class::isInstance)
        .containsExactly(new PaymentClosed(unpaid.id(), "order", unpaid.payable()));
    assertThatThrownBy(() -> pay(unpaid)).hasMessageContaining("closed");
  }

  /// M18: closed here, and paid all the same: the money is booked, and said to be late.
  @Test
  void latePaymentOfAClosedAttemptIsBooked() {
    PaymentAttempt attempt = opened(start(PRICE));
    institutions.bank().courier().hold();
    pay(attempt);
    captures.ended(attempt, PaymentAttempt.State.CLOSED, "");

    assertThat(institutions.bank().courier().release()).isEqualTo(1);
    assertThat(capture(captured(attempt)).late()).isTrue();
    assertThat(events).hasSize(2).last().isInstanceOf(PaymentCaptured.class);
  }

  /// M17: 1,200 yen are 1,200 of the smallest unit.
  @Test
  void amountsFollowTheExponentOfTheirCurrency() {
    Money yen = Money.parse("1200", Currency.JPY);
    PaymentAttempt paid = paidWithoutNews(yen);
    assertThat(capture(paid).amount().amountMinor()).isEqualTo(1_200);
    assertThat(capture(paid).fit()).isEqualTo(PaymentAttempt.Fit.EXACT);
  }

  /// M16: two tabs begin to pay at once.
  @Test
  void startingTwiceAtOnceMakesOneAttempt() throws Exception {
    Payable payable = payable(PRICE);
    List<Callable<Object>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(() -> payments.start(payable, "sandbox", RETURN_TO).id());
    }
    assertThat(atOnce(all).stream().distinct()).hasSize(1);

    opened(payments.of("order", payable.id()).getFirst());
    PaymentAttempt other = payments.start(payable, "other", RETURN_TO);
    await(
        () ->
            payments.of("order", payable.id()).stream()
                    .filter(it -> it.state() == PaymentAttempt.State.CLOSED)
                    .count()
                == 1);
    assertThat(payments.start(payable, "other", RETURN_TO).id()).isEqualTo(other.id());
    assertThatThrownBy(() -> payments.start(payable, "barter", RETURN_TO))
        .hasMessageContaining("method-not-offered");
    later(Duration.ofMinutes(30));
    assertThatThrownBy(() -> payments.start(payable, "other", RETURN_TO))
        .hasMessageContaining("too-late");
  }

  /// M3: refunds from many sides at once never add up to more than was captured.
  @Test
  void refundsAtOnceNeverExceedWhatWasCaptured() throws Exception {
    PaymentAttempt paid = paidWithoutNews(PRICE);
    Money part = Money.ofMinor(3_000, Currency.CNY);
    List<Callable<Object>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(
          () -> {
            try {
              return payments.refund(paid.id(), Uuid7.next(clock), part).state();
            } catch (DomainException refused) {
              return refused.code();
            }
          });
    }
    List<Object> outcomes = atOnce(all);

    assertThat(outcomes).filteredOn(it -> it == PaymentError.ABOVE_CAPTURED).hasSize(8);
    assertThat(find(paid).refunding()).isEqualTo(part.times(4));
    assertThat(find(paid).refundable()).isEqualTo(Money.ofMinor(345, Currency.CNY));
    assertThatThrownBy(
            () ->
                DATABASE
                    .jdbc()
                    .sql("UPDATE payment_attempts SET refunding_minor = 12346 WHERE id = ?")
                    .param(paid.id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
    await(() -> events.stream().filter(RefundPaid.class::isInstance).count() == 4);
  }

  /// M1: the answer to a refund gets lost; asking again under its key pays nothing twice.
  @Test
  void aRefundWhoseAnswerGotLostIsPaidOnce() {
    PaymentAttempt paid = paidWithoutNews(PRICE);
    UUID refund = Uuid7.next(clock);
    institutions.loseAnswers(2);
    payments.refund(paid.id(), refund, PRICE);
    await(() -> isRefundLetGo(paid));
    assertThat(payments.refund(paid.id(), refund, PRICE).state())
        .isEqualTo(RefundHandle.State.PENDING);

    now.updateAndGet(it -> it.plusSeconds(90));
    refunds.pass();
    now.updateAndGet(it -> it.plusSeconds(90));
    refunds.pass();

    assertThat(payments.refund(paid.id(), refund, PRICE).state())
        .isEqualTo(RefundHandle.State.PAID);
    assertThat(institutions.refundCalls()).isEqualTo(3);
    assertThat(events).filteredOn(RefundPaid.class::isInstance).hasSize(1);
    assertThatThrownBy(() -> payments.refund(paid.id(), refund, Money.ofMinor(1, Currency.CNY)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> payments.refund(paid.id(), Uuid7.next(clock), Money.ofMinor(1, Currency.CNY)))
        .hasMessageContaining("above-captured");
  }

  /// M1, M21: two workers, as in two processes, at one refund.
  @Test
  void twoWorkersRefundOnce() throws Exception {
    PaymentAttempt paid = paidWithoutNews(PRICE);
    institutions.loseRequests(1);
    payments.refund(paid.id(), Uuid7.next(clock), PRICE);
    await(() -> isRefundLetGo(paid));
    now.updateAndGet(it -> it.plusSeconds(90));
    Refunds second = refunds();
    List<Callable<Object>> both = List.of(refunds::pass, second::pass);
    List<Object> rows = atOnce(both);
    second.close();

    assertThat(rows).containsExactlyInAnyOrder(0, 1);
    assertThat(events).filteredOn(RefundPaid.class::isInstance).hasSize(1);
  }

  private Payable payable(Money amount) {
    return new Payable(
        "order",
        Uuid7.next(clock),
        payer,
        amount,
        "Order 2026",
        clock.instant().plus(Duration.ofMinutes(30)));
  }

  private PaymentAttempt start(Money amount) {
    return payments.start(payable(amount), "sandbox", RETURN_TO);
  }

  /// Open, and the worker that asked for it has let go of it.
  private PaymentAttempt opened(PaymentAttempt attempt) {
    await(
        () ->
            rows(
                    "payment_attempts WHERE state = 'OPEN' AND due_at < created_at + interval '30"
                        + " s' AND id = '"
                        + attempt.id()
                        + "'")
                == 1);
    return find(attempt);
  }

  private PaymentAttempt captured(PaymentAttempt attempt) {
    await(() -> find(attempt).state() == PaymentAttempt.State.CAPTURED);
    return find(attempt);
  }

  /// Paid, and found out by the worker's question.
  private PaymentAttempt paidWithoutNews(Money amount) {
    PaymentAttempt attempt = opened(start(amount));
    institutions.bank().courier().hold();
    pay(attempt);
    later(Duration.ofSeconds(5));
    return captured(attempt);
  }

  private void pay(PaymentAttempt attempt) {
    institutions.bank().pay(reference(attempt));
  }

  /// Lets time pass, past every lease, and the worker look.
  private void later(Duration time) {
    now.updateAndGet(
        it -> it.plus(time.compareTo(Retries.LEASE) < 0 ? time.plus(Retries.LEASE) : time));
    worker.pass();
  }

  private static PaymentReference reference(PaymentAttempt attempt) {
    return new PaymentReference(attempt.reference());
  }

  private PaymentAttempt find(PaymentAttempt attempt) {
    return payments.find(attempt.id()).orElseThrow();
  }

  /// Whether a worker has tried and let go of it.
  private static boolean isLetGo(PaymentAttempt attempt) {
    return rows(
            "payment_attempts WHERE tries > 0 AND due_at < created_at + interval '30 s' AND id = '"
                + attempt.id()
                + "'")
        == 1;
  }

  private static boolean isRefundLetGo(PaymentAttempt attempt) {
    return rows(
            "payment_refunds WHERE tries > 0 AND due_at < requested_at + interval '30 s'"
                + " AND attempt_id = '"
                + attempt.id()
                + "'")
        == 1;
  }

  private static long rows(String where) {
    return DATABASE.jdbc().sql("SELECT count(*) FROM " + where).query(Long.class).single();
  }

  private static long refusals(String reason) {
    return DATABASE
        .jdbc()
        .sql("SELECT COALESCE(sum(count), 0) FROM payment_notification_refusals WHERE reason = ?")
        .param(reason)
        .query(Long.class)
        .single();
  }

  private static List<Object> atOnce(List<Callable<Object>> all) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Object> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
      List<Future<Object>> futures = new ArrayList<>();
      for (Callable<Object> one : all) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      start.countDown();
      for (Future<Object> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
    }
    return results;
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  private static PaymentAttempt.Capture capture(PaymentAttempt paid) {
    return Objects.requireNonNull(paid.capture());
  }
}
