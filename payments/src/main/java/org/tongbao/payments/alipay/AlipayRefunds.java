package org.tongbao.payments.alipay;

import com.alipay.api.AlipayClient;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import java.util.Objects;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Paying back. Our name of the refund is Alipay's `out_request_no`, by which it pays back once.
final class AlipayRefunds {
  private final AlipayClient client;
  private final AlipayInstitution payments;

  AlipayRefunds(AlipayClient client, AlipayInstitution payments) {
    this.client = client;
    this.payments = payments;
  }

  RefundOutcome refund(RefundRequest request) {
    if (!request.amount().currency().equals(Currency.CNY)) {
      return new RefundOutcome.Refused(Refusal.CURRENCY, "Alipay takes CNY");
    }
    AlipayTradeRefundModel model = new AlipayTradeRefundModel();
    model.setOutTradeNo(request.payment().value());
    model.setOutRequestNo(request.reference().value());
    model.setRefundAmount(request.amount().toDecimal().toPlainString());
    model.setRefundReason(request.reason());
    AlipayTradeRefundRequest call = new AlipayTradeRefundRequest();
    call.setBizModel(model);
    return switch (AlipayAnswer.to(client, call)) {
      case AlipayAnswer.Done<AlipayTradeRefundResponse> done -> done(request, done.response());
      case AlipayAnswer.Failed<AlipayTradeRefundResponse> failed -> failed(request, failed);
      case AlipayAnswer.None<AlipayTradeRefundResponse> none ->
          new RefundOutcome.Unknown(none.detail());
    };
  }

  /// Only `fund_change` says that this call moved money; otherwise it was moved before or is still
  /// on its way, and has to be asked for.
  private RefundOutcome done(RefundRequest request, AlipayTradeRefundResponse response) {
    if (!request.payment().value().equals(response.getOutTradeNo())) {
      return new RefundOutcome.Unknown("the answer is about another payment");
    }
    return "Y".equals(response.getFundChange())
        ? new RefundOutcome.Refunded(request.amount(), name(request))
        : asItIs(request);
  }

  private RefundOutcome failed(
      RefundRequest request, AlipayAnswer.Failed<AlipayTradeRefundResponse> failed) {
    if (failed.isWrongState()) {
      return switch (payments.query(request.payment())) {
        case QueryOutcome.Known(PaymentState.Paid paid) ->
            new RefundOutcome.Refused(Refusal.ABOVE_PAID, failed.detail());
        case QueryOutcome.Known known ->
            new RefundOutcome.Refused(Refusal.NOT_PAID, failed.detail());
        case QueryOutcome.NotFound none ->
            new RefundOutcome.Refused(Refusal.NOT_PAID, failed.detail());
        case QueryOutcome.Unknown unknown -> new RefundOutcome.Unknown(unknown.detail());
      };
    }
    Refusal refusal = failed.refusal();
    return refusal == null
        ? new RefundOutcome.Unknown(failed.detail())
        : new RefundOutcome.Refused(refusal, failed.detail());
  }

  private RefundOutcome asItIs(RefundRequest request) {
    AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
    model.setOutTradeNo(request.payment().value());
    model.setOutRequestNo(request.reference().value());
    AlipayTradeFastpayRefundQueryRequest call = new AlipayTradeFastpayRefundQueryRequest();
    call.setBizModel(model);
    return switch (AlipayAnswer.to(client, call)) {
      case AlipayAnswer.Done<AlipayTradeFastpayRefundQueryResponse> done ->
          found(request, done.response());
      case AlipayAnswer.Failed<AlipayTradeFastpayRefundQueryResponse> failed ->
          new RefundOutcome.Unknown(failed.detail());
      case AlipayAnswer.None<AlipayTradeFastpayRefundQueryResponse> none ->
          new RefundOutcome.Unknown(none.detail());
    };
  }

  private static RefundOutcome found(
      RefundRequest request, AlipayTradeFastpayRefundQueryResponse refund) {
    if (!request.payment().value().equals(refund.getOutTradeNo())
        || !request.reference().value().equals(refund.getOutRequestNo())) {
      return new RefundOutcome.Unknown("the answer is about another refund");
    }
    Money amount = Money.parse(Objects.requireNonNull(refund.getRefundAmount()), Currency.CNY);
    if (!amount.equals(request.amount())) {
      return new RefundOutcome.Refused(Refusal.REFERENCE_USED, "for " + amount);
    }
    return "REFUND_SUCCESS".equals(refund.getRefundStatus())
        ? new RefundOutcome.Refunded(amount, name(request))
        : new RefundOutcome.Accepted(amount, name(request));
  }

  /// Alipay has no name of its own for a refund.
  private static String name(RefundRequest request) {
    return request.reference().value();
  }
}
