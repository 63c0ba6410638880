package org.tongbao.payments.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxedInstitutionContract;
import org.tongbao.payments.sandbox.card.CardSandbox;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class CardInstitutionTest extends SandboxedInstitutionContract {
  @Override
  protected Sandbox start(SandboxPlace place) throws IOException {
    return CardSandbox.start(place);
  }

  @Override
  protected InstitutionSettings settings(Duration timeout) {
    return ((CardSandbox) sandbox).settings(timeout);
  }

  @Override
  protected Currency currency() {
    return Currency.USD;
  }

  /// M13: an "expired" event after the payment, or a declined card, changes nothing.
  @Test
  void onlyNotesWhatIsNoPayment() throws Exception {
    PaymentRequest request = requested(100);

    sandbox.fail(request.reference());
    assertThat(institution.read(receiver.next()))
        .isInstanceOfSatisfying(
            NotificationOutcome.Noted.class,
            noted -> assertThat(noted.detail()).isEqualTo("payment_intent.payment_failed"));
    institution.close(request.reference());
    assertThat(institution.read(receiver.next()))
        .isInstanceOfSatisfying(
            NotificationOutcome.Noted.class,
            noted -> assertThat(noted.detail()).isEqualTo("checkout.session.expired"));
    assertThat(state(request)).isEqualTo(new PaymentState.Closed());
  }

  /// M17: a yen is one unit, at Stripe too, and comes back as one.
  @Test
  void chargesYenInYen() throws Exception {
    Money yen = Money.ofMinor(5_000, Currency.JPY);
    PaymentRequest dollars = unasked(1);
    PaymentRequest request =
        new PaymentRequest(
            dollars.reference(),
            yen,
            dollars.subject(),
            dollars.expiresAt(),
            dollars.notifyTo(),
            dollars.returnTo());

    assertThat(institution.request(request)).isInstanceOf(RequestOutcome.Requested.class);
    sandbox.pay(request.reference());

    assertThat(verified(receiver.next()).pays(request.reference(), yen)).isTrue();
    assertThat(state(request))
        .isInstanceOfSatisfying(
            PaymentState.Paid.class, paid -> assertThat(paid.amount()).isEqualTo(yen));
  }
}
