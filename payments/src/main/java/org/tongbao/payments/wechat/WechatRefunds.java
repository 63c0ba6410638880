package org.tongbao.payments.wechat;

import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Paying back. Our name of the refund is WeChat Pay's `out_refund_no`, by which it pays back once.
/// A refund is taken in first and paid back later, in minutes or days.
final class WechatRefunds {
  private final RefundService refunds;
  private final WechatInstitution payments;

  WechatRefunds(RefundService refunds, WechatInstitution payments) {
    this.refunds = refunds;
    this.payments = payments;
  }

  /// WeChat Pay wants the payment's total beside the refund's amount, and tells most refusals by
  /// one code; so the payment is asked for first and the refund afterwards.
  RefundOutcome refund(RefundRequest request) {
    return switch (payments.query(request.payment())) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> refund(request, paid);
      case QueryOutcome.Known unpaid ->
          new RefundOutcome.Refused(Refusal.NOT_PAID, "the payment is not paid");
      case QueryOutcome.NotFound none ->
          new RefundOutcome.Refused(Refusal.NOT_PAID, "no such payment");
      case QueryOutcome.Unknown unknown -> new RefundOutcome.Unknown(unknown.detail());
    };
  }

  private RefundOutcome refund(RefundRequest request, PaymentState.Paid paid) {
    if (!request.amount().currency().equals(paid.amount().currency())) {
      return new RefundOutcome.Refused(Refusal.CURRENCY, "paid in " + paid.amount().currency());
    }
    if (request.amount().compareTo(paid.amount()) > 0) {
      return new RefundOutcome.Refused(Refusal.ABOVE_PAID, "of " + paid.amount());
    }
    AmountReq amount = new AmountReq();
    amount.setRefund(request.amount().amountMinor().longValueExact());
    amount.setTotal(paid.amount().amountMinor().longValueExact());
    amount.setCurrency(paid.amount().currency().code());
    CreateRequest call = new CreateRequest();
    call.setOutTradeNo(request.payment().value());
    call.setOutRefundNo(request.reference().value());
    call.setReason(request.reason());
    call.setAmount(amount);
    return switch (WechatAnswer.to(() -> refunds.create(call))) {
      case WechatAnswer.Done<Refund> done -> outcome(request, done.value());
      case WechatAnswer.Failed<Refund> failed -> whyNot(request, failed);
      case WechatAnswer.None<Refund> none -> new RefundOutcome.Unknown(none.detail());
    };
  }

  /// `INVALID_REQUEST` and `PARAM_ERROR` stand for a name that was used with another amount and for
  /// more than is left alike; which it is shows when the refund is looked up.
  private RefundOutcome whyNot(RefundRequest request, WechatAnswer.Failed<Refund> failed) {
    Refusal refusal = failed.refusal();
    if (refusal == null) {
      return new RefundOutcome.Unknown(failed.detail());
    }
    if (!failed.code().equals("INVALID_REQUEST") && !failed.code().equals("PARAM_ERROR")) {
      return new RefundOutcome.Refused(refusal, failed.detail());
    }
    QueryByOutRefundNoRequest call = new QueryByOutRefundNoRequest();
    call.setOutRefundNo(request.reference().value());
    return switch (WechatAnswer.to(() -> refunds.queryByOutRefundNo(call))) {
      case WechatAnswer.Done<Refund> done -> outcome(request, done.value());
      case WechatAnswer.Failed<Refund> unknown ->
          unknown.isUnknownRefund()
              ? new RefundOutcome.Refused(Refusal.ABOVE_PAID, failed.detail())
              : new RefundOutcome.Unknown(unknown.detail());
      case WechatAnswer.None<Refund> none -> new RefundOutcome.Unknown(none.detail());
    };
  }

  private static RefundOutcome outcome(RefundRequest request, Refund refund) {
    if (!request.reference().value().equals(refund.getOutRefundNo())
        || refund.getAmount() == null
        || refund.getAmount().getRefund() == null
        || refund.getStatus() == null) {
      return new RefundOutcome.Unknown("the answer is about another refund");
    }
    Money amount = Money.ofMinor(refund.getAmount().getRefund(), Currency.CNY);
    if (!amount.equals(request.amount())
        || !request.payment().value().equals(refund.getOutTradeNo())) {
      return new RefundOutcome.Refused(Refusal.REFERENCE_USED, "for " + amount);
    }
    return switch (refund.getStatus()) {
      case SUCCESS -> new RefundOutcome.Refunded(amount, refund.getRefundId());
      case PROCESSING -> new RefundOutcome.Accepted(amount, refund.getRefundId());
      case CLOSED -> new RefundOutcome.Refused(Refusal.OTHER, "the refund was closed");
      // The payer's card or account is gone: the money waits for the merchant to send it elsewhere.
      case ABNORMAL -> new RefundOutcome.Refused(Refusal.OTHER, "the refund cannot be delivered");
    };
  }
}
