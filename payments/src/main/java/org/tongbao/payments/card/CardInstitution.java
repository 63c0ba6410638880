package org.tongbao.payments.card;

import com.stripe.StripeClient;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.http.BoundedHttp;

/// Cards by Stripe's hosted Checkout. Stripe finds a session by its own id only, which
/// [PaymentNames] keeps; a payment without one was never shown to a payer, so it was never paid.
final class CardInstitution implements PaymentInstitution {
  static final String NAME = "card";

  private final PaymentNames names;
  private final BoundedHttp http;
  private final StripeClient client;
  private final CardOrders orders;
  private final CardRefunds refunds;
  private final CardNotifications notifications;

  CardInstitution(CardSettings settings, PaymentNames names, Clock clock) {
    this.names = names;
    this.http = new BoundedHttp(settings.timeout());
    this.client =
        StripeClient.builder()
            .setApiKey(settings.secretKey())
            .setApiBase(settings.api().toString())
            .setMaxNetworkRetries(0)
            .setHttpClient(new CardTransport(http))
            .build();
    this.orders = new CardOrders(client, names);
    this.refunds = new CardRefunds(client);
    this.notifications = new CardNotifications(settings, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  /// What Stripe keeps under an idempotency key is the first answer, which does not tell of a
  /// payment since, and is gone after a day: a session that is known is asked for instead.
  @Override
  public RequestOutcome request(PaymentRequest request) {
    Optional<String> known = names.find(request.reference());
    return known.isEmpty()
        ? orders.create(request)
        : orders.again(request, session(known.get(), request.reference()));
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    return notifications.read(message);
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    Optional<String> known = names.find(reference);
    return known.isEmpty() ? new QueryOutcome.NotFound() : query(known.get(), reference);
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    Optional<String> known = names.find(request.payment());
    return refunds.refund(
        request,
        known.isEmpty() ? new QueryOutcome.NotFound() : query(known.get(), request.payment()));
  }

  @Override
  public CloseOutcome close(PaymentReference reference) {
    Optional<String> known = names.find(reference);
    if (known.isEmpty()) {
      return new CloseOutcome.NotFound();
    }
    return switch (CardAnswer.to(() -> client.v1().checkout().sessions().expire(known.get()))) {
      case CardAnswer.Done<Session> done ->
          "expired".equals(done.value().getStatus())
              ? new CloseOutcome.Closed()
              : new CloseOutcome.Unknown("it is " + done.value().getStatus());
      case CardAnswer.Failed<Session> _ -> asItIs(known.get(), reference);
      case CardAnswer.None<Session> none -> new CloseOutcome.Unknown(none.detail());
    };
  }

  @Override
  public void disconnect() {
    http.close();
  }

  /// Only an open session can be expired; says what it is instead.
  private CloseOutcome asItIs(String id, PaymentReference reference) {
    return switch (query(id, reference)) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> new CloseOutcome.AlreadyPaid(paid);
      case QueryOutcome.Known(PaymentState.Closed _) -> new CloseOutcome.Closed();
      case QueryOutcome.Known(PaymentState.Open _) -> new CloseOutcome.Unknown("still open");
      case QueryOutcome.NotFound _ -> new CloseOutcome.NotFound();
      case QueryOutcome.Unknown unknown -> new CloseOutcome.Unknown(unknown.detail());
    };
  }

  private QueryOutcome query(String id, PaymentReference reference) {
    return switch (session(id, reference)) {
      case CardAnswer.Done<Session> done -> {
        PaymentState state = state(done.value());
        yield state == null
            ? new QueryOutcome.Unknown("unknown state " + done.value().getStatus())
            : new QueryOutcome.Known(state);
      }
      case CardAnswer.Failed<Session> failed ->
          failed.isMissing()
              ? new QueryOutcome.NotFound()
              : new QueryOutcome.Unknown(failed.detail());
      case CardAnswer.None<Session> none -> new QueryOutcome.Unknown(none.detail());
    };
  }

  private CardAnswer<Session> session(String id, PaymentReference reference) {
    SessionRetrieveParams expanded =
        SessionRetrieveParams.builder().addExpand("payment_intent.latest_charge").build();
    CardAnswer<Session> answer =
        CardAnswer.to(() -> client.v1().checkout().sessions().retrieve(id, expanded, null));
    return answer instanceof CardAnswer.Done<Session> done
            && !reference.value().equals(done.value().getClientReferenceId())
        ? new CardAnswer.None<>("the answer is about another payment")
        : answer;
  }

  /// Null when it is none of those that are known, or does not say what was paid and when.
  static @Nullable PaymentState state(Session session) {
    return switch (String.valueOf(session.getStatus())) {
      case "open" -> new PaymentState.Open();
      case "expired" -> new PaymentState.Closed();
      // Complete but not paid yet is a bank that takes its time.
      case "complete" ->
          "paid".equals(session.getPaymentStatus()) ? paid(session) : new PaymentState.Open();
      default -> null;
    };
  }

  private static PaymentState.@Nullable Paid paid(Session session) {
    PaymentIntent intent = session.getPaymentIntentObject();
    if (intent == null || intent.getLatestChargeObject() == null) {
      return null;
    }
    return new PaymentState.Paid(
        CardAmounts.money(session.getAmountTotal(), session.getCurrency()),
        intent.getId(),
        Instant.ofEpochSecond(intent.getLatestChargeObject().getCreated()));
  }
}
