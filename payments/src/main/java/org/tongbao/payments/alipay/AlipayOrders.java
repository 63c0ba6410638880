package org.tongbao.payments.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.domain.AlipayTradePagePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.net.URI;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.primitives.money.Currency;

/// Asking payers to pay.
final class AlipayOrders {
  private final AlipaySettings settings;
  private final AlipayClient client;

  AlipayOrders(AlipaySettings settings, AlipayClient client) {
    this.settings = settings;
    this.client = client;
  }

  /// @param known what Alipay knows of the payment by now
  RequestOutcome request(PaymentRequest request, AlipayAnswer<AlipayTradeQueryResponse> known) {
    if (!request.amount().currency().equals(Currency.CNY)) {
      return new RequestOutcome.Refused(Refusal.CURRENCY, "Alipay takes CNY");
    }
    return switch (known) {
      case AlipayAnswer.None<AlipayTradeQueryResponse> none ->
          new RequestOutcome.Unknown(none.detail());
      case AlipayAnswer.Failed<AlipayTradeQueryResponse> failed ->
          failed.isUnknownTrade() ? ask(request) : new RequestOutcome.Unknown(failed.detail());
      case AlipayAnswer.Done<AlipayTradeQueryResponse> done -> again(request, done.response());
    };
  }

  private RequestOutcome again(PaymentRequest request, AlipayTradeQueryResponse trade) {
    if (!AlipayInstitution.amount(trade).equals(request.amount())) {
      return new RequestOutcome.Refused(Refusal.REFERENCE_USED, "for " + trade.getTotalAmount());
    }
    return switch (AlipayInstitution.state(trade)) {
      case PaymentState.Open open -> ask(request);
      case PaymentState.Paid paid -> new RequestOutcome.Refused(Refusal.ALREADY_PAID, "paid");
      case PaymentState.Closed closed -> new RequestOutcome.Refused(Refusal.CLOSED, "closed");
      case null -> new RequestOutcome.Unknown("unknown state");
    };
  }

  private RequestOutcome ask(PaymentRequest request) {
    return switch (settings.product()) {
      case PAGE -> page(request);
      case QR_CODE -> code(request);
    };
  }

  private RequestOutcome page(PaymentRequest request) {
    AlipayTradePagePayModel model = new AlipayTradePagePayModel();
    model.setOutTradeNo(request.reference().value());
    model.setTotalAmount(request.amount().toDecimal().toPlainString());
    model.setSubject(subject(request));
    model.setProductCode("FAST_INSTANT_TRADE_PAY");
    model.setTimeExpire(AlipayTimes.format(request.expiresAt()));
    AlipayTradePagePayRequest call =
        AlipayInstitution.reporting(new AlipayTradePagePayRequest(), request);
    call.setBizModel(model);
    try {
      return new RequestOutcome.Requested(URI.create(client.pageExecute(call, "GET").getBody()));
    } catch (AlipayApiException impossible) {
      throw new IllegalStateException("an address could not be signed");
    }
  }

  private RequestOutcome code(PaymentRequest request) {
    AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
    model.setOutTradeNo(request.reference().value());
    model.setTotalAmount(request.amount().toDecimal().toPlainString());
    model.setSubject(subject(request));
    model.setProductCode("QR_CODE_OFFLINE");
    model.setTimeExpire(AlipayTimes.format(request.expiresAt()));
    AlipayTradePrecreateRequest call =
        AlipayInstitution.reporting(new AlipayTradePrecreateRequest(), request);
    call.setBizModel(model);
    return switch (AlipayAnswer.to(client, call)) {
      case AlipayAnswer.Done<AlipayTradePrecreateResponse> done -> scan(request, done.response());
      case AlipayAnswer.Failed<AlipayTradePrecreateResponse> failed -> {
        Refusal refusal = failed.refusal();
        yield refusal == null
            ? new RequestOutcome.Unknown(failed.detail())
            : new RequestOutcome.Refused(refusal, failed.detail());
      }
      case AlipayAnswer.None<AlipayTradePrecreateResponse> none ->
          new RequestOutcome.Unknown(none.detail());
    };
  }

  private static RequestOutcome scan(
      PaymentRequest request, AlipayTradePrecreateResponse response) {
    return request.reference().value().equals(response.getOutTradeNo())
        ? new RequestOutcome.Requested(URI.create(response.getQrCode()))
        : new RequestOutcome.Unknown("the answer is about another payment");
  }

  /// Alipay takes no `/`, `=` and `&` in a subject; their wide forms look the same.
  private static String subject(PaymentRequest request) {
    return request.subject().replace('/', '／').replace('=', '＝').replace('&', '＆');
  }
}
