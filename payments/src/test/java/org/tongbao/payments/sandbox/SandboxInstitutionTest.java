package org.tongbao.payments.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentInstitutionContract;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundReference;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.primitives.money.Money;

final class SandboxInstitutionTest extends PaymentInstitutionContract {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SandboxBank bank;
  private final SandboxInstitution institution;
  private final NotificationReceiver receiver;

  SandboxInstitutionTest() throws IOException {
    bank = SandboxBank.start(Clock.fixed(NOW, ZoneOffset.UTC));
    institution = new SandboxInstitution(bank.account());
    receiver = new NotificationReceiver();
  }

  @AfterEach
  void stop() {
    institution.close();
    receiver.close();
    bank.close();
  }

  @Override
  protected PaymentInstitution institution() {
    return institution;
  }

  @Override
  protected void payerPays(PaymentReference reference) {
    bank.pay(reference);
  }

  @Override
  protected NotificationMessage nextNotification() throws InterruptedException {
    return receiver.next();
  }

  @Override
  protected Money refunded(PaymentReference reference) {
    return bank.refunded(reference);
  }

  @Override
  protected URI notifyTo() {
    return receiver.address();
  }

  @Override
  protected Instant now() {
    return NOW;
  }

  @Test
  void losesNotificationsButAnswersQueries() throws Exception {
    bank.courier().hold();
    PaymentRequest request = requested(100);

    bank.pay(request.reference());
    bank.courier().lose();
    bank.courier().release();

    assertThat(receiver.waiting()).isZero();
    assertThat(state(request)).isInstanceOf(PaymentState.Paid.class);
  }

  @Test
  void repeatsANotificationUnderTheSameId() throws Exception {
    bank.courier().hold();
    PaymentRequest request = requested(100);
    bank.pay(request.reference());

    assertThat(bank.courier().release()).isEqualTo(1);
    assertThat(bank.courier().release()).isEqualTo(1);

    NotificationOutcome first = institution.read(receiver.next());
    assertThat(institution.read(receiver.next())).isEqualTo(first);
  }

  @Test
  void reordersNotifications() throws Exception {
    bank.courier().hold();
    PaymentRequest first = requested(100);
    PaymentRequest second = requested(200);
    bank.pay(first.reference());
    bank.pay(second.reference());

    assertThat(bank.courier().releaseReversed()).isEqualTo(2);

    assertThat(paymentOf(receiver.next())).isEqualTo(second.reference());
    assertThat(paymentOf(receiver.next())).isEqualTo(first.reference());
  }

  @Test
  void insistsUntilANotificationIsAcknowledged() throws Exception {
    receiver.answerWith("fail");
    PaymentRequest request = requested(100);

    bank.pay(request.reference());

    for (int attempt = 1; attempt <= SandboxBank.ATTEMPTS; attempt++) {
      assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
    }
  }

  @Test
  void sendsForgedNotificationsThatAreRejected() throws Exception {
    PaymentRequest request = requested(100);
    PaymentState.Paid claim = new PaymentState.Paid(request.amount(), "SB1", NOW);

    bank.forge(request.reference(), claim);

    assertThat(institution.read(receiver.next()))
        .isEqualTo(new NotificationOutcome.Rejected("the signature does not match the content"));
    assertThat(state(request)).isInstanceOf(PaymentState.Open.class);
  }

  @Test
  void rejectsWhatIsAddressedToAnotherMerchant() throws Exception {
    SandboxAccount own = bank.account();
    PaymentRequest request = requested(100);
    bank.pay(request.reference());
    try (SandboxInstitution other =
        new SandboxInstitution(
            new SandboxAccount(
                own.gateway(), "somebody-else", own.merchantKey(), own.institution()))) {

      assertThat(other.read(receiver.next()))
          .isEqualTo(new NotificationOutcome.Rejected("it is addressed to another merchant"));
    }
  }

  @Test
  void doesNotKnowTheOutcomeWhenNobodyAnswers() throws Exception {
    PaymentRequest request = requested(100);
    bank.close();

    assertThat(institution.request(request)).isInstanceOf(RequestOutcome.Unknown.class);
    assertThat(institution.query(request.reference())).isInstanceOf(QueryOutcome.Unknown.class);
    assertThat(institution.close(request.reference())).isInstanceOf(CloseOutcome.Unknown.class);
    assertThat(
            institution.refund(
                new RefundRequest(
                    new RefundReference("refund-1"), request.reference(), money(1), "late")))
        .isInstanceOf(RefundOutcome.Unknown.class);
  }

  @Test
  void letsAPaymentExpire() throws Exception {
    PaymentRequest request = requested(100);
    SandboxBooks books = new SandboxBooks(Clock.fixed(request.expiresAt(), ZoneOffset.UTC));
    books.request(
        request.reference().value(),
        new SandboxBooks.Terms(
            request.amount(),
            request.subject(),
            request.expiresAt(),
            request.notifyTo(),
            request.returnTo()));

    assertThat(books.get(request.reference().value()).state()).isEqualTo(new PaymentState.Closed());
    assertThatThrownBy(() -> books.pay(request.reference().value())).hasMessage("closed");
  }

  @Test
  void paysBackOnceHoweverManyAskAtOnce() throws Exception {
    PaymentRequest request = paid(1_000);
    RefundRequest refund =
        new RefundRequest(
            new RefundReference("refund-1"), request.reference(), money(600), "broken");
    Callable<RefundOutcome> call = () -> institution.refund(refund);

    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<RefundOutcome> outcome : people.invokeAll(Collections.nCopies(20, call))) {
        assertThat(outcome.get()).isInstanceOf(RefundOutcome.Refunded.class);
      }
    }

    assertThat(refunded(request.reference())).isEqualTo(money(600));
  }

  @Test
  void letsThePayerPayOnAPage() throws Exception {
    PaymentRequest request = requested(12_345);
    URI page = ((RequestOutcome.Requested) institution.request(request)).payAt();

    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> shown =
          browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      HttpResponse<Void> paid =
          browser.send(
              HttpRequest.newBuilder(page).POST(BodyPublishers.noBody()).build(),
              BodyHandlers.discarding());

      assertThat(shown.body()).contains("CNY 123.45", "Tea 茶 &amp; cups");
      assertThat(paid.headers().map().get("location"))
          .isEqualTo(List.of(request.returnTo().toString()));
    }
    assertThat(paymentOf(receiver.next())).isEqualTo(request.reference());
  }

  private PaymentReference paymentOf(NotificationMessage message) {
    return ((NotificationOutcome.Verified) institution.read(message)).payment();
  }
}
