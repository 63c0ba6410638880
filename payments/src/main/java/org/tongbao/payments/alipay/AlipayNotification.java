package org.tongbao.payments.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AlipaySignature;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.http.Pem;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// An asynchronous notification (异步通知) of a trade.
final class AlipayNotification {
  private static final Bytes SUCCESS = Bytes.wrap("success".getBytes(StandardCharsets.UTF_8));

  private final AlipaySettings settings;
  private final Map<String, String> form;

  private AlipayNotification(AlipaySettings settings, Map<String, String> form) {
    this.settings = settings;
    this.form = form;
  }

  /// Reads it. Whatever is odd about it makes it rejected.
  static NotificationOutcome read(AlipaySettings settings, Bytes body) {
    try {
      String text = new String(body.toArray(), StandardCharsets.UTF_8);
      return new AlipayNotification(settings, parse(text)).outcome();
    } catch (IllegalArgumentException malformed) {
      return new NotificationOutcome.Rejected("malformed");
    }
  }

  private NotificationOutcome outcome() {
    if (!isSigned()) {
      return new NotificationOutcome.Rejected("the signature does not match the content");
    }
    if (!settings.appId().equals(form.get("app_id"))
        || !settings.sellerId().equals(form.get("seller_id"))) {
      return new NotificationOutcome.Rejected("it is addressed to another merchant");
    }
    String status = get("trade_status");
    boolean paid = status.equals("TRADE_SUCCESS") || status.equals("TRADE_FINISHED");
    if (!paid || form.containsKey("gmt_refund") || form.containsKey("out_biz_no")) {
      return new NotificationOutcome.Noted(status, SUCCESS);
    }
    return new NotificationOutcome.Verified(
        get("notify_id"),
        new PaymentReference(get("out_trade_no")),
        new PaymentState.Paid(
            Money.parse(get("total_amount"), Currency.CNY),
            get("trade_no"),
            AlipayTimes.parse(get("gmt_payment"))),
        SUCCESS);
  }

  /// By the library's own verifier, RSA2 only. The library ignores stray characters in a signature,
  /// so it must be canonical Base64 first.
  private boolean isSigned() {
    String signature = form.getOrDefault("sign", "");
    byte[] decoded = Base64.getDecoder().decode(signature);
    if (!Base64.getEncoder().encodeToString(decoded).equals(signature)
        || !"RSA2".equals(form.get("sign_type"))
        || !"utf-8".equalsIgnoreCase(form.get("charset"))) {
      return false;
    }
    try {
      return AlipaySignature.rsaCheckV1(
          new TreeMap<>(form), Pem.bare(settings.alipayPublicKey()), "UTF-8", "RSA2");
    } catch (AlipayApiException notEvenASignature) {
      return false;
    }
  }

  private String get(String name) {
    String value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      // A name that comes twice could be signed as one and read as the other.
      if (equals < 1
          || form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)))
              != null) {
        throw new IllegalArgumentException("not a form");
      }
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
