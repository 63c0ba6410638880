package org.tongbao.payments.card;

import com.google.gson.JsonParseException;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.EventDataObjectDeserializer;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.Bytes;

/// Webhooks: events signed with the endpoint's secret and the time at which they were sent.
final class CardNotifications {
  private static final long TOLERANCE_SECONDS = 300;
  private static final Set<String> PAID =
      Set.of("checkout.session.completed", "checkout.session.async_payment_succeeded");

  /// Stripe reads the status alone.
  private static final Bytes RECEIVED =
      Bytes.wrap("{\"received\":true}".getBytes(StandardCharsets.UTF_8));

  private final CardSettings settings;
  private final Clock clock;

  CardNotifications(CardSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  NotificationOutcome read(NotificationMessage message) {
    String body = new String(message.body().toArray(), StandardCharsets.UTF_8);
    String signature = message.header("Stripe-Signature").orElse("");
    try {
      return outcome(
          Webhook.constructEvent(
              body, signature, settings.webhookSecret(), TOLERANCE_SECONDS, clock));
    } catch (SignatureVerificationException forged) {
      return new NotificationOutcome.Rejected("the signature does not match the content");
    } catch (EventDataObjectDeserializationException
        | JsonParseException
        | NullPointerException
        | IllegalArgumentException
        | IllegalStateException malformed) {
      return new NotificationOutcome.Rejected("malformed");
    }
  }

  private NotificationOutcome outcome(Event event) throws EventDataObjectDeserializationException {
    boolean ours = event.getAccount() == null || event.getAccount().equals(settings.account());
    if (!ours || event.getLivemode() != settings.isLive()) {
      return new NotificationOutcome.Rejected("it is addressed to another merchant");
    }
    if (!PAID.contains(event.getType())
        || !(object(event) instanceof Session session)
        || !"paid".equals(session.getPaymentStatus())) {
      return new NotificationOutcome.Noted(event.getType(), RECEIVED);
    }
    return new NotificationOutcome.Verified(
        Objects.requireNonNull(event.getId()),
        new PaymentReference(Objects.requireNonNull(session.getClientReferenceId())),
        new PaymentState.Paid(
            CardAmounts.money(session.getAmountTotal(), session.getCurrency()),
            Objects.requireNonNull(session.getPaymentIntent()),
            Instant.ofEpochSecond(event.getCreated())),
        RECEIVED);
  }

  /// Events are written in the version of the endpoint, which may be older than the library's; what
  /// is read here has been the same in all of them.
  private static StripeObject object(Event event) throws EventDataObjectDeserializationException {
    EventDataObjectDeserializer data = event.getDataObjectDeserializer();
    return data.getObject().isPresent() ? data.getObject().get() : data.deserializeUnsafe();
  }
}
