package org.tongbao.payments.wechat;

import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayResponse;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.primitives.money.Currency;

/// Asking payers to pay.
final class WechatOrders {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

  private final WechatSettings settings;
  private final NativePayService payments;

  WechatOrders(WechatSettings settings, NativePayService payments) {
    this.settings = settings;
    this.payments = payments;
  }

  RequestOutcome request(PaymentRequest request) {
    if (!request.amount().currency().equals(Currency.CNY)) {
      return new RequestOutcome.Refused(Refusal.CURRENCY, "WeChat Pay takes CNY");
    }
    if (request.amount().amountMinor().compareTo(LARGEST) > 0) {
      return new RequestOutcome.Refused(Refusal.OTHER, "more than WeChat Pay counts");
    }
    PrepayRequest call = call(request);
    return switch (WechatAnswer.to(() -> payments.prepay(call))) {
      case WechatAnswer.Done<PrepayResponse> done ->
          new RequestOutcome.Requested(URI.create(done.value().getCodeUrl()));
      case WechatAnswer.Failed<PrepayResponse> failed -> {
        Refusal refusal = failed.refusal();
        yield refusal == null
            ? new RequestOutcome.Unknown(failed.detail())
            : new RequestOutcome.Refused(refusal, failed.detail());
      }
      case WechatAnswer.None<PrepayResponse> none -> new RequestOutcome.Unknown(none.detail());
    };
  }

  private PrepayRequest call(PaymentRequest request) {
    Amount amount = new Amount();
    amount.setTotal(request.amount().amountMinor().intValueExact());
    amount.setCurrency(request.amount().currency().code());
    PrepayRequest call = new PrepayRequest();
    call.setMchid(settings.merchantId());
    call.setAppid(settings.appId());
    call.setOutTradeNo(request.reference().value());
    call.setDescription(request.subject());
    call.setNotifyUrl(request.notifyTo().toString());
    call.setTimeExpire(time(request.expiresAt()));
    call.setAmount(amount);
    return call;
  }

  /// RFC 3339 to the second, with China's offset.
  static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atZone(CHINA));
  }
}
