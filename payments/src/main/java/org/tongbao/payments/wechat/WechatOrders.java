package org.tongbao.payments.wechat;

import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.h5.model.H5Info;
import com.wechat.pay.java.service.payments.h5.model.SceneInfo;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.tongbao.payments.Payer;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.primitives.money.Currency;

/// Asking payers to pay: by a code to be scanned (Native), or, from the browser of a phone, by a
/// page that opens the app there (H5).
final class WechatOrders {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

  /// WeChat Pay's word for the browser of a phone.
  private static final String BROWSER = "Wap";

  private final WechatSettings settings;
  private final NativePayService codes;
  private final H5Service pages;

  WechatOrders(WechatSettings settings, NativePayService codes, H5Service pages) {
    this.settings = settings;
    this.codes = codes;
    this.pages = pages;
  }

  RequestOutcome request(PaymentRequest request) {
    if (!request.amount().currency().equals(Currency.CNY)) {
      return new RequestOutcome.Refused(Refusal.CURRENCY, "WeChat Pay takes CNY");
    }
    if (request.amount().amountMinor().compareTo(LARGEST) > 0) {
      return new RequestOutcome.Refused(Refusal.OTHER, "more than WeChat Pay counts");
    }
    Payer payer = request.payer();
    WechatAnswer<URI> answer =
        payer != null && payer.phone()
            ? WechatAnswer.to(() -> page(request, payer))
            : WechatAnswer.to(() -> URI.create(codes.prepay(call(request)).getCodeUrl()));
    return switch (answer) {
      case WechatAnswer.Done<URI> done -> new RequestOutcome.Requested(done.value());
      case WechatAnswer.Failed<URI> failed -> {
        Refusal refusal = failed.refusal();
        yield refusal == null
            ? new RequestOutcome.Unknown(failed.detail())
            : new RequestOutcome.Refused(refusal, failed.detail());
      }
      case WechatAnswer.None<URI> none -> new RequestOutcome.Unknown(none.detail());
    };
  }

  /// Where the browser goes after paying is told by whoever opens the page.
  private URI page(PaymentRequest request, Payer payer) {
    String page = pages.prepay(call(request, payer)).getH5Url();
    String back = URLEncoder.encode(request.returnTo().toString(), StandardCharsets.UTF_8);
    return URI.create(page + (page.contains("?") ? "&" : "?") + "redirect_url=" + back);
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

  private com.wechat.pay.java.service.payments.h5.model.PrepayRequest call(
      PaymentRequest request, Payer payer) {
    var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal(request.amount().amountMinor().intValueExact());
    amount.setCurrency(request.amount().currency().code());
    var call = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    call.setMchid(settings.merchantId());
    call.setAppid(settings.appId());
    call.setOutTradeNo(request.reference().value());
    call.setDescription(request.subject());
    call.setNotifyUrl(request.notifyTo().toString());
    call.setTimeExpire(time(request.expiresAt()));
    call.setAmount(amount);
    call.setSceneInfo(scene(payer));
    return call;
  }

  private static SceneInfo scene(Payer payer) {
    H5Info browser = new H5Info();
    browser.setType(BROWSER);
    SceneInfo scene = new SceneInfo();
    scene.setPayerClientIp(payer.address());
    scene.setH5Info(browser);
    return scene;
  }

  /// RFC 3339 to the second, with China's offset.
  static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atZone(CHINA));
  }
}
