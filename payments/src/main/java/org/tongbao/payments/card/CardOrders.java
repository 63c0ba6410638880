package org.tongbao.payments.card;

import com.stripe.StripeClient;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;

/// Asking payers to pay.
final class CardOrders {
  /// Stripe keeps a session open for 30 minutes at least. Added to every expiry, so that a request
  /// that is repeated says the same; what is paid in that time is paid late, unless the session was
  /// closed before.
  private static final Duration LONGER = Duration.ofMinutes(31);

  private final StripeClient client;
  private final PaymentNames names;

  CardOrders(StripeClient client, PaymentNames names) {
    this.client = client;
    this.names = names;
  }

  RequestOutcome create(PaymentRequest request) {
    Optional<Long> amount = CardAmounts.of(request.amount());
    if (amount.isEmpty()) {
      return new RequestOutcome.Refused(
          Refusal.CURRENCY, "Stripe cannot count " + request.amount());
    }
    SessionCreateParams call = call(request, amount.get());
    RequestOptions once =
        RequestOptions.builder()
            .setIdempotencyKey("payment-" + request.reference().value())
            .build();
    return switch (CardAnswer.to(() -> client.v1().checkout().sessions().create(call, once))) {
      case CardAnswer.Done<Session> done -> created(request, done.value());
      case CardAnswer.Failed<Session> failed ->
          new RequestOutcome.Refused(
              failed.isOtherContent() ? Refusal.REFERENCE_USED : Refusal.OTHER, failed.detail());
      case CardAnswer.None<Session> none -> new RequestOutcome.Unknown(none.detail());
    };
  }

  /// A session that is known already, as it is now.
  RequestOutcome again(PaymentRequest request, CardAnswer<Session> known) {
    return switch (known) {
      case CardAnswer.Done<Session> done -> again(request, done.value());
      case CardAnswer.Failed<Session> failed -> new RequestOutcome.Unknown(failed.detail());
      case CardAnswer.None<Session> none -> new RequestOutcome.Unknown(none.detail());
    };
  }

  private static RequestOutcome again(PaymentRequest request, Session session) {
    if (!CardAmounts.money(session.getAmountTotal(), session.getCurrency())
        .equals(request.amount())) {
      return new RequestOutcome.Refused(Refusal.REFERENCE_USED, "for another amount");
    }
    return switch (CardInstitution.state(session)) {
      case PaymentState.Open _ when session.getUrl() != null ->
          new RequestOutcome.Requested(URI.create(session.getUrl()));
      case PaymentState.Open _ -> new RequestOutcome.Unknown("being paid");
      case PaymentState.Paid _ -> new RequestOutcome.Refused(Refusal.ALREADY_PAID, "paid");
      case PaymentState.Closed _ -> new RequestOutcome.Refused(Refusal.CLOSED, "closed");
      case null -> new RequestOutcome.Unknown("unknown state");
    };
  }

  private RequestOutcome created(PaymentRequest request, Session session) {
    if (!request.reference().value().equals(session.getClientReferenceId())) {
      return new RequestOutcome.Unknown("the answer is about another payment");
    }
    try {
      names.remember(request.reference(), session.getId());
    } catch (RuntimeException notKept) {
      return new RequestOutcome.Unknown("its name could not be kept");
    }
    return new RequestOutcome.Requested(URI.create(session.getUrl()));
  }

  private static SessionCreateParams call(PaymentRequest request, long amount) {
    String reference = request.reference().value();
    return SessionCreateParams.builder()
        .setMode(SessionCreateParams.Mode.PAYMENT)
        .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
        .setClientReferenceId(reference)
        .setSuccessUrl(request.returnTo().toString())
        .setCancelUrl(request.returnTo().toString())
        .setExpiresAt(request.expiresAt().plus(LONGER).getEpochSecond())
        .addLineItem(
            SessionCreateParams.LineItem.builder()
                .setQuantity(1L)
                .setPriceData(
                    SessionCreateParams.LineItem.PriceData.builder()
                        .setCurrency(request.amount().currency().code().toLowerCase(Locale.ROOT))
                        .setUnitAmount(amount)
                        .setProductData(
                            SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                .setName(request.subject())
                                .build())
                        .build())
                .build())
        // Stripe's endpoints are configured once for the account; this is for people, and for the
        // sandbox, which has no account to configure.
        .putMetadata("notify_to", request.notifyTo().toString())
        .setPaymentIntentData(
            SessionCreateParams.PaymentIntentData.builder()
                .putMetadata("reference", reference)
                .build())
        .build();
  }
}
