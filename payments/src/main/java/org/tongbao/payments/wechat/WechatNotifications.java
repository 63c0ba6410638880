package org.tongbao.payments.wechat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.wechat.pay.java.core.exception.WechatPayException;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.Bytes;

/// Notifications: signed in the headers, encrypted in the body.
final class WechatNotifications {
  private static final String SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /// WeChat Pay reads the status alone; the body is for people.
  private static final Bytes SUCCESS =
      Bytes.wrap("{\"code\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8));

  private final WechatSettings settings;
  private final NotificationParser parser;
  private final Clock clock;

  WechatNotifications(WechatSettings settings, NotificationConfig config, Clock clock) {
    this.settings = settings;
    this.parser = new NotificationParser(config);
    this.clock = clock;
  }

  NotificationOutcome read(NotificationMessage message) {
    String timestamp = message.header("Wechatpay-Timestamp").orElse("");
    if (!isRecent(timestamp)) {
      return new NotificationOutcome.Rejected("it is too old");
    }
    String body = new String(message.body().toArray(), StandardCharsets.UTF_8);
    RequestParam signed =
        new RequestParam.Builder()
            .serialNumber(message.header("Wechatpay-Serial").orElse(""))
            .nonce(message.header("Wechatpay-Nonce").orElse(""))
            .timestamp(timestamp)
            .signature(message.header("Wechatpay-Signature").orElse(""))
            .signType(message.header("Wechatpay-Signature-Type").orElse(SIGNATURE_TYPE))
            .body(body)
            .build();
    try {
      Transaction transaction = parser.parse(signed, Transaction.class);
      return outcome(JsonParser.parseString(body).getAsJsonObject(), transaction);
    } catch (WechatPayException forged) {
      return new NotificationOutcome.Rejected("the signature does not match the content");
    } catch (JsonParseException
        | NullPointerException
        | IllegalStateException
        | IllegalArgumentException malformed) {
      return new NotificationOutcome.Rejected("malformed");
    }
  }

  private NotificationOutcome outcome(JsonObject envelope, Transaction transaction) {
    String event = envelope.get("event_type").getAsString();
    if (!event.equals("TRANSACTION.SUCCESS")) {
      return new NotificationOutcome.Noted(event, SUCCESS);
    }
    if (!settings.merchantId().equals(transaction.getMchid())
        || !settings.appId().equals(transaction.getAppid())) {
      return new NotificationOutcome.Rejected("it is addressed to another merchant");
    }
    if (transaction.getTradeState() != Transaction.TradeStateEnum.SUCCESS) {
      return new NotificationOutcome.Noted(String.valueOf(transaction.getTradeState()), SUCCESS);
    }
    PaymentState.Paid paid = WechatInstitution.paid(transaction);
    return paid == null
        ? new NotificationOutcome.Rejected("malformed")
        : new NotificationOutcome.Verified(
            envelope.get("id").getAsString(),
            new PaymentReference(transaction.getOutTradeNo()),
            paid,
            SUCCESS);
  }

  /// Repeats are signed anew, so that an old signature is a recorded one.
  private boolean isRecent(String timestamp) {
    try {
      Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(signedAt, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | DateTimeException malformed) {
      return false;
    }
  }
}
