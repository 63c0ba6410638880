package org.tongbao.payments.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentInstitutionContract;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// What every adapter must do against its sandbox over HTTP, whatever goes wrong on the way.
public abstract class SandboxedInstitutionContract extends PaymentInstitutionContract {
  protected static final String TOKEN = "a token of the tests";

  @TempDir private static Path keys;
  @TempDir protected Path folder;

  protected Sandbox sandbox;
  protected PaymentInstitution institution;
  protected NotificationReceiver receiver;
  protected final Names names = new Names();

  /// Names that institutions gave to payments, kept in memory.
  protected static final class Names implements PaymentNames {
    private final Map<PaymentReference, String> known = new ConcurrentHashMap<>();

    @Override
    public void remember(PaymentReference ours, String theirs) {
      known.put(ours, theirs);
    }

    @Override
    public Optional<String> find(PaymentReference ours) {
      return Optional.ofNullable(known.get(ours));
    }
  }

  protected abstract Sandbox start(SandboxPlace place) throws IOException;

  /// What the merchant of this sandbox is given, for calls that take so long at most.
  protected abstract InstitutionSettings settings(Duration timeout);

  /// Making keys takes longer than the tests do; how they are made has a test of its own.
  @BeforeAll
  static void makeKeys() throws IOException {
    SandboxKeys.in(keys);
  }

  @BeforeEach
  final void open() throws IOException {
    for (String pair : List.of("institution.pem", "merchant.pem")) {
      Files.copy(keys.resolve(pair), folder.resolve(pair));
    }
    receiver = new NotificationReceiver();
    receiver.answerWith(acknowledgement());
    sandbox = start(place());
    institution = settings(Duration.ofSeconds(10)).connect(names, clock());
  }

  @AfterEach
  final void shut() {
    institution.disconnect();
    sandbox.close();
    receiver.close();
  }

  protected String acknowledgement() {
    return "success";
  }

  /// Where the payer goes afterwards.
  protected URI returnsTo(PaymentRequest request) {
    return request.returnTo();
  }

  protected Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  protected final PaymentInstitution institution() {
    return institution;
  }

  @Override
  protected final void payerPays(PaymentReference reference) {
    sandbox.pay(reference);
  }

  @Override
  protected final NotificationMessage nextNotification() throws InterruptedException {
    return receiver.next();
  }

  @Override
  protected final Money refunded(PaymentReference reference) {
    return sandbox.payment(reference).refunded();
  }

  @Override
  protected final URI notifyTo() {
    return receiver.address();
  }

  @Override
  protected final Instant now() {
    return clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  // What the network does to calls

  @Test
  void doesNotKnowTheOutcomeOfACallThatWasDropped() throws Exception {
    PaymentRequest open = requested(500);
    PaymentRequest paid = paid(700);
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.DROP_BEFORE, 100));

    assertThat(institution.query(open.reference())).isInstanceOf(QueryOutcome.Unknown.class);
    assertThat(institution.close(open.reference())).isInstanceOf(CloseOutcome.Unknown.class);
    assertThat(institution.refund(refund(paid, 1))).isInstanceOf(RefundOutcome.Unknown.class);

    sandbox.setFaults(SandboxFaults.none());
    assertThat(state(open)).isInstanceOf(PaymentState.Open.class);
    assertThat(refunded(paid.reference())).isEqualTo(money(0));
  }

  /// M1: a refund whose answer was lost is asked for again under its name, and paid once.
  @Test
  void paysBackOnceWhenTheAnswerWasLost() throws Exception {
    PaymentRequest paid = paid(700);
    RefundRequest refund = refund(paid, 300);
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.DROP_AFTER, 100));

    assertThat(institution.refund(refund)).isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(institution.refund(refund)).isInstanceOf(RefundOutcome.Unknown.class);
    sandbox.setFaults(SandboxFaults.none());

    assertThat(settled(refund))
        .isInstanceOfSatisfying(
            RefundOutcome.Refunded.class,
            outcome -> assertThat(outcome.amount()).isEqualTo(money(300)));
    assertThat(refunded(paid.reference())).isEqualTo(money(300));
  }

  @Test
  void findsOutWhatBecameOfAClosureWhoseAnswerWasLost() throws Exception {
    PaymentRequest open = requested(500);
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.DROP_AFTER, 100));

    assertThat(institution.close(open.reference())).isInstanceOf(CloseOutcome.Unknown.class);
    sandbox.setFaults(SandboxFaults.none());

    assertThat(institution.close(open.reference())).isEqualTo(new CloseOutcome.Closed());
    assertThat(state(open)).isEqualTo(new PaymentState.Closed());
  }

  /// M1: a request whose answer was lost is queried, then asked for again; one payment results.
  @Test
  void requestsOncePerReferenceWhenTheAnswerWasLost() throws Exception {
    PaymentRequest request = unasked(900);
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.DROP_AFTER, 100));
    assertThat(institution.request(request)).isInstanceOf(RequestOutcome.Unknown.class);
    sandbox.setFaults(SandboxFaults.none());

    RequestOutcome again = institution.request(request);

    assertThat(again).isInstanceOf(RequestOutcome.Requested.class);
    payerOpens(((RequestOutcome.Requested) again).payAt());
    assertThat(sandbox.payments()).hasSize(1);
    sandbox.pay(request.reference());
    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
  }

  @Test
  void waitsForAnAnswerOnlySoLong() throws Exception {
    PaymentRequest open = requested(500);
    PaymentInstitution hasty = settings(Duration.ofMillis(200)).connect(names, clock());
    sandbox.setFaults(
        SandboxFaults.none().with(SandboxFault.SLOW_ANSWER, 100).withDelay(Duration.ofSeconds(20)));

    assertThat(hasty.query(open.reference())).isInstanceOf(QueryOutcome.Unknown.class);
    hasty.disconnect();
  }

  // Notifications

  @Test
  void asksWhenTheNotificationIsLost() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.LOSE, 100));
    PaymentRequest request = requested(100);

    sandbox.pay(request.reference());

    assertThat(state(request)).isInstanceOf(PaymentState.Paid.class);
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void tellsTheSameHoweverOftenItIsRepeated() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.REPEAT, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    NotificationOutcome first = institution.read(receiver.next());

    assertThat(first).isInstanceOf(NotificationOutcome.Verified.class);
    assertThat(institution.read(receiver.next())).isEqualTo(first);
    assertThat(institution.read(receiver.next())).isEqualTo(first);
  }

  /// M21: the same completion twenty times at once is one completion, by its id.
  @Test
  void tellsTheSameTwentyTimesAtOnce() throws Exception {
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());
    NotificationMessage message = receiver.next();
    Callable<NotificationOutcome> read = () -> institution.read(message);

    List<NotificationOutcome> outcomes = atOnce(read, 20);

    assertThat(outcomes).allMatch(NotificationOutcome.Verified.class::isInstance);
    assertThat(outcomes.stream().distinct()).hasSize(1);
  }

  @Test
  void comesInAnyOrder() throws Exception {
    PaymentRequest first = requested(100);
    PaymentRequest second = requested(200);
    sandbox.setFaults(
        SandboxFaults.none().with(SandboxFault.REORDER, 100).withDelay(Duration.ofSeconds(20)));
    sandbox.pay(first.reference());
    until(() -> sandbox.courier().isHoldingBack());
    sandbox.setFaults(SandboxFaults.none());
    sandbox.pay(second.reference());

    assertThat(paymentOf(receiver.next())).isEqualTo(second.reference());
    assertThat(paymentOf(receiver.next())).isEqualTo(first.reference());
  }

  @Test
  void comesLate() throws Exception {
    sandbox.setFaults(
        SandboxFaults.none().with(SandboxFault.DELAY, 100).withDelay(Duration.ofMillis(300)));
    PaymentRequest request = requested(100);
    Instant before = Instant.now();

    sandbox.pay(request.reference());

    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
    assertThat(Instant.now()).isAfter(before.plusMillis(299));
  }

  @Test
  void insistsUntilItIsAcknowledged() throws Exception {
    receiver.refuse(2);
    PaymentRequest request = requested(100);

    sandbox.pay(request.reference());

    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
    }
    until(() -> sandbox.payment(request.reference()).notified());
    assertThat(receiver.waiting()).isZero();
  }

  /// M11, M12: whoever else signs, nothing is believed.
  @Test
  void rejectsWhatSomebodyElseSigned() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.FORGE, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    assertThat(institution.read(receiver.next())).isInstanceOf(NotificationOutcome.Rejected.class);
    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
  }

  /// M12: a signature proves who wrote it, not that it is about this payment and amount.
  @Test
  void tellsAnotherAmountApart() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.WRONG_AMOUNT, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    NotificationOutcome.Verified wrong = verified(receiver.next());
    NotificationOutcome.Verified right = verified(receiver.next());

    assertThat(wrong.pays(request.reference(), request.amount())).isFalse();
    assertThat(right.pays(request.reference(), request.amount())).isTrue();
  }

  /// M12: another order's reference in a genuine notification.
  @Test
  void tellsAnotherPaymentApart() throws Exception {
    PaymentRequest other = requested(999);
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.WRONG_ORDER, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    NotificationOutcome.Verified wrong = verified(receiver.next());

    assertThat(wrong.payment()).isEqualTo(other.reference());
    assertThat(wrong.pays(request.reference(), request.amount())).isFalse();
    assertThat(wrong.pays(other.reference(), other.amount())).isFalse();
  }

  @Test
  void rejectsWhatIsMeantForAnotherMerchant() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.WRONG_MERCHANT, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    assertThat(institution.read(receiver.next())).isInstanceOf(NotificationOutcome.Rejected.class);
    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
  }

  /// M11: a message without a signature, or with rubbish in it, is no message.
  @Test
  void rejectsRubbish() throws Exception {
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());
    NotificationMessage genuine = receiver.next();

    assertThat(institution.read(new NotificationMessage(Map.of(), genuine.body())))
        .satisfies(this::rejectedUnlessSignedInTheBody);
    for (String rubbish : List.of("", "=", "&", "{}", "null", "[]", "a=b", "{\"id\":1}", "%")) {
      assertThat(institution.read(message(genuine, rubbish)))
          .as(rubbish)
          .isInstanceOf(NotificationOutcome.Rejected.class);
    }
  }

  /// Most sign in a header; Alipay signs in the body.
  protected void rejectedUnlessSignedInTheBody(NotificationOutcome outcome) {
    assertThat(outcome).isInstanceOf(NotificationOutcome.Rejected.class);
  }

  // Many at once

  /// M2, M3: one refund asked for by twenty at once is paid once.
  @Test
  void paysBackOnceHoweverManyAskAtOnce() throws Exception {
    PaymentRequest request = paid(1_000);
    RefundRequest refund = refund(request, 600);

    List<RefundOutcome> outcomes = atOnce(() -> institution.refund(refund), 20);

    assertThat(outcomes).noneMatch(RefundOutcome.Refused.class::isInstance);
    assertThat(refunded(request.reference())).isEqualTo(money(600));
    assertThat(settled(refund)).isInstanceOf(RefundOutcome.Refunded.class);
  }

  /// M3: twenty different refunds at once never pay back more than was paid.
  @Test
  void neverPaysBackMoreThanWasPaidHoweverManyAskAtOnce() throws Exception {
    PaymentRequest request = paid(1_000);

    List<RefundOutcome> outcomes = atOnce(() -> institution.refund(refund(request, 150)), 20);

    assertThat(outcomes)
        .filteredOn(
            outcome ->
                outcome instanceof RefundOutcome.Refunded
                    || outcome instanceof RefundOutcome.Accepted)
        .hasSize(6);
    assertThat(refunded(request.reference())).isEqualTo(money(900));
  }

  /// M13: whichever of closing and paying comes first wins, and both sides are told the same.
  @Test
  void isEitherPaidOrClosed() throws Exception {
    for (int round = 0; round < 10; round++) {
      PaymentRequest request = requested(100);
      boolean paid;
      CloseOutcome closing;
      try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<CloseOutcome> close = people.submit(() -> institution.close(request.reference()));
        paid = triesToPay(request.reference());
        closing = close.get();
      }

      if (paid) {
        assertThat(closing).isInstanceOf(CloseOutcome.AlreadyPaid.class);
        assertThat(state(request)).isInstanceOf(PaymentState.Paid.class);
        assertThat(nextPaid()).isEqualTo(request.reference());
      } else {
        assertThat(closing).isEqualTo(new CloseOutcome.Closed());
        assertThat(state(request)).isEqualTo(new PaymentState.Closed());
      }
    }
  }

  /// M13: a payment that was paid stays paid, whatever is refunded.
  @Test
  void staysPaidWhenAllOfItIsRefunded() throws Exception {
    PaymentRequest request = paid(100);
    PaymentState before = state(request);

    assertThat(settled(refund(request, 100))).isInstanceOf(RefundOutcome.Refunded.class);

    assertThat(state(request)).isEqualTo(before);
    assertThat(institution.close(request.reference())).isInstanceOf(CloseOutcome.AlreadyPaid.class);
    assertThat(institution.refund(refund(request, 1))).isInstanceOf(RefundOutcome.Refused.class);
  }

  // The payer, restarts, the control address

  @Test
  void letsThePayerPayOrFailOnAPage() throws Exception {
    PaymentRequest request = unasked(12_345);
    URI page = ((RequestOutcome.Requested) institution.request(request)).payAt();
    try (HttpClient browser = HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build()) {
      HttpResponse<String> shown =
          browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      assertThat(shown.body()).contains("123.45", "Tea 茶").contains("<form");

      assertThat(post(shown.uri(), "action=fail")).isEqualTo(returnsTo(request).toString());
      assertThat(state(request)).isInstanceOf(PaymentState.Open.class);
      assertThat(post(shown.uri(), "action=pay")).isEqualTo(returnsTo(request).toString());
    }
    assertThat(state(request)).isInstanceOf(PaymentState.Paid.class);
    assertThat(nextPaid()).isEqualTo(request.reference());
  }

  @Test
  void knowsItsPaymentsAfterARestart() throws Exception {
    PaymentRequest open = requested(100);
    PaymentRequest paid = paid(1_000);
    until(() -> sandbox.payment(paid.reference()).notified());
    RefundRequest refund = refund(paid, 400);
    RefundOutcome refunded = settled(refund);
    int port = sandbox.port();

    sandbox.close();
    sandbox = start(new SandboxPlace(folder, clock(), port, 1_200, TOKEN));
    institution.disconnect();
    institution = settings(Duration.ofSeconds(10)).connect(names, clock());

    assertThat(state(open)).isInstanceOf(PaymentState.Open.class);
    assertThat(state(paid)).isInstanceOf(PaymentState.Paid.class);
    assertThat(institution.refund(refund)).isEqualTo(refunded);
    assertThat(refunded(paid.reference())).isEqualTo(money(400));
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void notifiesAfterARestartOfWhatWasNotAcknowledged() throws Exception {
    sandbox.setFaults(SandboxFaults.none().with(SandboxFault.LOSE, 100));
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());

    sandbox.close();
    sandbox = start(place());

    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
  }

  @Test
  void isControlledOnlyWithTheToken() throws Exception {
    PaymentRequest request = requested(100);
    String pay = "/control/payments/" + request.reference() + "/payment";

    assertThat(control("POST", pay, "", "wrong token").statusCode()).isEqualTo(401);
    assertThat(state(request)).isInstanceOf(PaymentState.Open.class);
    assertThat(control("PUT", "/control/faults", "seed=7&LOSE=100", TOKEN).body())
        .contains("\"LOSE\":100", "\"seed\":7");
    assertThat(control("POST", pay, "", TOKEN).statusCode()).isEqualTo(204);
    assertThat(control("POST", pay, "", TOKEN).statusCode()).isEqualTo(409);
    assertThat(control("GET", "/control/payments", "", TOKEN).body())
        .contains(request.reference().value(), "\"paid\"");
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void keepsKeysOutOfWhatIsLogged() {
    InstitutionSettings settings = settings(Duration.ofSeconds(1));

    assertThat(settings.toString()).doesNotContainPattern("[A-Za-z0-9+/=]{30,}");
    assertThat(place().toString()).doesNotContain(TOKEN);
  }

  protected final PaymentRequest unasked(long amountMinor) {
    return new PaymentRequest(
        newReference(),
        money(amountMinor),
        "Tea 茶 & cups",
        now().plusSeconds(1800),
        notifyTo(),
        URI.create("https://shop.example/orders/1"),
        payer());
  }

  protected final NotificationOutcome.Verified verified(NotificationMessage message) {
    NotificationOutcome outcome = institution.read(message);
    assertThat(outcome).isInstanceOf(NotificationOutcome.Verified.class);
    return (NotificationOutcome.Verified) outcome;
  }

  protected final PaymentReference paymentOf(NotificationMessage message) {
    return verified(message).payment();
  }

  /// The next that tells of a payment; those that tell nothing are passed over.
  protected final PaymentReference nextPaid() throws InterruptedException {
    NotificationOutcome outcome = institution.read(receiver.next());
    while (outcome instanceof NotificationOutcome.Noted) {
      outcome = institution.read(receiver.next());
    }
    return ((NotificationOutcome.Verified) outcome).payment();
  }

  protected final SandboxPlace place() {
    return new SandboxPlace(folder, clock(), 0, 1_200, TOKEN);
  }

  protected static NotificationMessage message(NotificationMessage genuine, String body) {
    return new NotificationMessage(
        genuine.headers(), Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean triesToPay(PaymentReference reference) {
    try {
      sandbox.pay(reference);
      return true;
    } catch (SandboxBooks.RefusedException closed) {
      return false;
    }
  }

  private HttpResponse<String> control(String method, String path, String form, String token)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(sandbox.address() + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .method(method, BodyPublishers.ofString(form))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static String post(URI page, String form) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser
          .send(
              HttpRequest.newBuilder(page)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.discarding())
          .headers()
          .firstValue("location")
          .orElse("");
    }
  }

  protected static void until(BooleanSupplier condition) {
    Instant limit = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("still waiting").isBefore(limit);
      Thread.onSpinWait();
    }
  }

  protected static <T> List<T> atOnce(Callable<T> call, int times) throws Exception {
    List<T> outcomes = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> outcome : people.invokeAll(Collections.nCopies(times, call))) {
        outcomes.add(outcome.get());
      }
    }
    return outcomes;
  }
}
