package org.tongbao.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What every institution's adapter must do. A test class per adapter extends it and says how its
/// payer pays and where notifications arrive.
public abstract class PaymentInstitutionContract {
  /// The adapter under test.
  protected abstract PaymentInstitution institution();

  /// Makes the payer of an open payment pay; the notification is on its way afterwards.
  protected abstract void payerPays(PaymentReference reference) throws Exception;

  /// The next notification that arrives; fails when none does for a while.
  protected abstract NotificationMessage nextNotification() throws Exception;

  /// What the institution has paid back, by its own books.
  protected abstract Money refunded(PaymentReference reference);

  /// Where notifications arrive.
  protected abstract URI notifyTo();

  /// The present, as the institution sees it.
  protected abstract Instant now();

  /// What a payer's browser does first; some institutions learn of a payment only then.
  protected void payerOpens(URI payAt) throws Exception {}

  /// Two outcomes of one request: the same, as far as the payer sees.
  protected void assertSame(RequestOutcome first, RequestOutcome second) {
    assertThat(second).isEqualTo(first);
  }

  /// A currency that the institution takes.
  protected Currency currency() {
    return Currency.CNY;
  }

  @Test
  void isPaidOnceAndSaysSo() throws Exception {
    PaymentRequest request = requested(12_345);

    assertThat(state(request)).isInstanceOf(PaymentState.Open.class);
    payerPays(request.reference());
    NotificationOutcome notified = institution().read(nextNotification());

    assertThat(notified).isInstanceOf(NotificationOutcome.Verified.class);
    NotificationOutcome.Verified verified = (NotificationOutcome.Verified) notified;
    assertThat(verified.payment()).isEqualTo(request.reference());
    assertThat(verified.state().amount()).isEqualTo(request.amount());
    assertThat(state(request)).isEqualTo(verified.state());
    assertThat(institution().request(request))
        .isInstanceOfSatisfying(
            RequestOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.ALREADY_PAID));
  }

  @Test
  void givesTheSameOutcomeForTheSameRequest() throws Exception {
    PaymentRequest request = requested(500);

    assertSame(institution().request(request), institution().request(request));
    assertThat(institution().request(withAmount(request, money(501))))
        .isInstanceOfSatisfying(
            RequestOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.REFERENCE_USED));
  }

  @Test
  void refundsInPartsAndNeverMoreThanWasPaid() throws Exception {
    PaymentRequest request = paid(1_000);
    RefundRequest first = refund(request, 300);

    assertThat(settled(first)).isInstanceOf(RefundOutcome.Refunded.class);
    assertThat(settled(first)).isInstanceOf(RefundOutcome.Refunded.class);
    assertThat(refunded(request.reference())).isEqualTo(money(300));
    assertThat(institution().refund(refund(request, 701)))
        .isInstanceOfSatisfying(
            RefundOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.ABOVE_PAID));
    assertThat(settled(refund(request, 700))).isInstanceOf(RefundOutcome.Refunded.class);
    assertThat(refunded(request.reference())).isEqualTo(request.amount());
  }

  @Test
  void refundsNothingThatWasNotPaid() throws Exception {
    PaymentRequest request = requested(1_000);

    assertThat(institution().refund(refund(request, 1)))
        .isInstanceOfSatisfying(
            RefundOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.NOT_PAID));
  }

  @Test
  void takesARefundsReferenceForOneAmountOnly() throws Exception {
    PaymentRequest request = paid(1_000);
    RefundRequest refund = refund(request, 300);
    RefundRequest changed =
        new RefundRequest(refund.reference(), refund.payment(), money(301), refund.reason());

    assertThat(settled(refund)).isInstanceOf(RefundOutcome.Refunded.class);
    assertThat(institution().refund(changed))
        .isInstanceOfSatisfying(
            RefundOutcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.REFERENCE_USED));
    assertThat(refunded(request.reference())).isEqualTo(money(300));
  }

  @Test
  void closesWhatIsOpenAndKeepsWhatIsPaid() throws Exception {
    PaymentRequest open = requested(100);
    PaymentRequest paid = paid(100);

    assertThat(institution().close(open.reference())).isEqualTo(new CloseOutcome.Closed());
    assertThat(institution().close(open.reference())).isEqualTo(new CloseOutcome.Closed());
    assertThat(state(open)).isEqualTo(new PaymentState.Closed());
    assertThat(institution().close(paid.reference())).isInstanceOf(CloseOutcome.AlreadyPaid.class);
    assertThat(state(paid)).isInstanceOf(PaymentState.Paid.class);
  }

  @Test
  void knowsNothingOfWhatWasNeverAsked() {
    PaymentReference never = newReference();

    assertThat(institution().query(never)).isEqualTo(new QueryOutcome.NotFound());
    assertThat(institution().close(never)).isEqualTo(new CloseOutcome.NotFound());
  }

  @Test
  void believesNoNotificationThatWasChanged() throws Exception {
    PaymentRequest request = requested(100);
    payerPays(request.reference());
    NotificationMessage genuine = nextNotification();

    byte[] body = genuine.body().toArray();
    for (int i = 0; i < body.length; i++) {
      byte[] changed = body.clone();
      changed[i] ^= 1;
      NotificationMessage forged = new NotificationMessage(genuine.headers(), Bytes.wrap(changed));
      assertThat(institution().read(forged))
          .as("byte %s changed", i)
          .isInstanceOf(NotificationOutcome.Rejected.class);
    }
  }

  /// What is known of the payer's browser.
  protected @Nullable Payer payer() {
    return null;
  }

  protected final PaymentRequest requested(long amountMinor) throws Exception {
    PaymentRequest request =
        new PaymentRequest(
            newReference(),
            money(amountMinor),
            "Tea 茶 & cups",
            now().plusSeconds(1800),
            notifyTo(),
            URI.create("https://shop.example/orders/1"),
            payer());
    RequestOutcome outcome = institution().request(request);
    assertThat(outcome).isInstanceOf(RequestOutcome.Requested.class);
    payerOpens(((RequestOutcome.Requested) outcome).payAt());
    return request;
  }

  protected final PaymentRequest paid(long amountMinor) throws Exception {
    PaymentRequest request = requested(amountMinor);
    payerPays(request.reference());
    nextNotification();
    return request;
  }

  /// Asks for a refund, and again as long as it is only accepted.
  protected final RefundOutcome settled(RefundRequest refund) {
    RefundOutcome outcome = institution().refund(refund);
    for (int turn = 0; turn < 3 && outcome instanceof RefundOutcome.Accepted; turn++) {
      outcome = institution().refund(refund);
    }
    return outcome;
  }

  protected final PaymentState state(PaymentRequest request) {
    QueryOutcome outcome = institution().query(request.reference());
    assertThat(outcome).isInstanceOf(QueryOutcome.Known.class);
    return ((QueryOutcome.Known) outcome).state();
  }

  protected final Money money(long amountMinor) {
    return Money.ofMinor(amountMinor, currency());
  }

  protected final RefundRequest refund(PaymentRequest request, long amountMinor) {
    String reference = newReference().value();
    return new RefundRequest(
        new RefundReference(reference), request.reference(), money(amountMinor), "wrong size");
  }

  protected static PaymentReference newReference() {
    return new PaymentReference(UUID.randomUUID().toString().replace("-", ""));
  }

  private static PaymentRequest withAmount(PaymentRequest request, Money amount) {
    return new PaymentRequest(
        request.reference(),
        amount,
        request.subject(),
        request.expiresAt(),
        request.notifyTo(),
        request.returnTo(),
        request.payer());
  }
}
