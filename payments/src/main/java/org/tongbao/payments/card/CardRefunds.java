package org.tongbao.payments.card;

import com.stripe.StripeClient;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.primitives.money.Money;

/// Paying back. Stripe forgets idempotency keys after a day, so that our name of the refund is kept
/// in its metadata, too, and looked for first: a refund that is repeated next week pays nothing.
final class CardRefunds {
  private static final String REFERENCE = "reference";

  private final StripeClient client;

  CardRefunds(StripeClient client) {
    this.client = client;
  }

  /// @param payment what Stripe knows of the payment
  RefundOutcome refund(RefundRequest request, QueryOutcome payment) {
    return switch (payment) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> refund(request, paid);
      case QueryOutcome.Known _ ->
          new RefundOutcome.Refused(Refusal.NOT_PAID, "the payment is not paid");
      case QueryOutcome.NotFound _ ->
          new RefundOutcome.Refused(Refusal.NOT_PAID, "no such payment");
      case QueryOutcome.Unknown unknown -> new RefundOutcome.Unknown(unknown.detail());
    };
  }

  private RefundOutcome refund(RefundRequest request, PaymentState.Paid paid) {
    if (!request.amount().currency().equals(paid.amount().currency())) {
      return new RefundOutcome.Refused(Refusal.CURRENCY, "paid in " + paid.amount().currency());
    }
    Optional<Long> amount = CardAmounts.of(request.amount());
    if (amount.isEmpty()) {
      return new RefundOutcome.Refused(Refusal.OTHER, "Stripe cannot count " + request.amount());
    }
    return switch (all(paid.institutionReference())) {
      case CardAnswer.Done<List<Refund>> done -> {
        Optional<Refund> before = named(done.value(), request);
        if (before.isPresent()) {
          yield outcome(request, before.get());
        }
        yield isTooMuch(request, paid, done.value())
            ? new RefundOutcome.Refused(Refusal.ABOVE_PAID, "of " + paid.amount())
            : create(request, paid, amount.get());
      }
      case CardAnswer.Failed<List<Refund>> failed -> new RefundOutcome.Unknown(failed.detail());
      case CardAnswer.None<List<Refund>> none -> new RefundOutcome.Unknown(none.detail());
    };
  }

  private RefundOutcome create(RefundRequest request, PaymentState.Paid paid, long amount) {
    RefundCreateParams call =
        RefundCreateParams.builder()
            .setPaymentIntent(paid.institutionReference())
            .setAmount(amount)
            .putMetadata(REFERENCE, request.reference().value())
            .build();
    RequestOptions once =
        RequestOptions.builder().setIdempotencyKey("refund-" + request.reference().value()).build();
    return switch (CardAnswer.to(() -> client.v1().refunds().create(call, once))) {
      case CardAnswer.Done<Refund> done -> outcome(request, done.value());
      case CardAnswer.Failed<Refund> failed ->
          failed.isOtherContent()
              ? new RefundOutcome.Refused(Refusal.REFERENCE_USED, failed.detail())
              : whyNot(request, paid, failed);
      case CardAnswer.None<Refund> none -> new RefundOutcome.Unknown(none.detail());
    };
  }

  /// Stripe has no code of its own for more than what is left; others may have refunded meanwhile.
  private RefundOutcome whyNot(
      RefundRequest request, PaymentState.Paid paid, CardAnswer.Failed<Refund> failed) {
    boolean tooMuch =
        all(paid.institutionReference()) instanceof CardAnswer.Done<List<Refund>> now
            && isTooMuch(request, paid, now.value());
    return new RefundOutcome.Refused(tooMuch ? Refusal.ABOVE_PAID : Refusal.OTHER, failed.detail());
  }

  private CardAnswer<List<Refund>> all(String intent) {
    RefundListParams ofPayment =
        RefundListParams.builder().setPaymentIntent(intent).setLimit(100L).build();
    return CardAnswer.to(
        () -> {
          List<Refund> all = new ArrayList<>();
          client.v1().refunds().list(ofPayment).autoPagingIterable().forEach(all::add);
          return all;
        });
  }

  private static Optional<Refund> named(List<Refund> refunds, RefundRequest request) {
    return refunds.stream()
        .filter(
            refund ->
                refund.getMetadata() != null
                    && request.reference().value().equals(refund.getMetadata().get(REFERENCE)))
        .findFirst();
  }

  private static boolean isTooMuch(
      RefundRequest request, PaymentState.Paid paid, List<Refund> refunds) {
    Money refunded = request.amount();
    for (Refund refund : refunds) {
      if (!"failed".equals(refund.getStatus()) && !"canceled".equals(refund.getStatus())) {
        refunded = refunded.plus(CardAmounts.money(refund.getAmount(), refund.getCurrency()));
      }
    }
    return refunded.compareTo(paid.amount()) > 0;
  }

  private static RefundOutcome outcome(RefundRequest request, Refund refund) {
    Money amount = CardAmounts.money(refund.getAmount(), refund.getCurrency());
    if (!amount.equals(request.amount())) {
      return new RefundOutcome.Refused(Refusal.REFERENCE_USED, "for " + amount);
    }
    return switch (String.valueOf(refund.getStatus())) {
      case "succeeded" -> new RefundOutcome.Refunded(amount, refund.getId());
      case "pending", "requires_action" -> new RefundOutcome.Accepted(amount, refund.getId());
      case "failed", "canceled" ->
          new RefundOutcome.Refused(Refusal.OTHER, "the refund is " + refund.getStatus());
      default -> new RefundOutcome.Unknown("unknown state " + refund.getStatus());
    };
  }
}
