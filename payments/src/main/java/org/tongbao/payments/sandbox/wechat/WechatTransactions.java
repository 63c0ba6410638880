package org.tongbao.payments.sandbox.wechat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.sandbox.SandboxBooks;
import org.tongbao.payments.sandbox.SandboxCall;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxRefund;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What WeChat Pay's API does, once a request has been checked.
final class WechatTransactions {
  private static final String ORDERS = "/v3/pay/transactions/out-trade-no/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final String BY_PAGE = "h5 ";
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final SandboxBooks books;
  private final Function<SandboxPayment, URI> payAt;
  private final String merchant;
  private final String app;

  WechatTransactions(
      SandboxBooks books, Function<SandboxPayment, URI> payAt, String merchant, String app) {
    this.books = books;
    this.payAt = payAt;
    this.merchant = merchant;
    this.app = app;
  }

  SandboxReply carryOut(SandboxCall call) {
    try {
      String what = call.method() + " " + call.path();
      if (what.equals("POST /v3/pay/transactions/native")) {
        return answer("code_url", payAt.apply(prepay(content(call))).toString());
      } else if (what.equals("POST /v3/pay/transactions/h5")) {
        return prepayByPage(content(call));
      } else if (what.startsWith("GET " + ORDERS)) {
        return query(call);
      } else if (what.startsWith("POST " + ORDERS) && what.endsWith("/close")) {
        return close(call);
      } else if (what.equals("POST " + REFUNDS)) {
        return refund(content(call));
      } else if (what.startsWith("GET " + REFUNDS + "/")) {
        return refundQuery(call.path().substring(REFUNDS.length() + 1));
      }
      return failed(404, "NOT_FOUND", "no such address");
    } catch (SandboxBooks.RefusedException refused) {
      return refused(call, refused);
    } catch (OtherMerchantException other) {
      return failed(400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配");
    } catch (IllegalArgumentException
        | IllegalStateException
        | DateTimeException
        | UnsupportedOperationException
        | JsonParseException malformed) {
      return failed(400, "PARAM_ERROR", String.valueOf(malformed.getMessage()));
    }
  }

  private static SandboxReply answer(String name, String value) {
    JsonObject answer = new JsonObject();
    answer.addProperty(name, value);
    return SandboxReply.json(200, answer);
  }

  /// H5: who pays is told by an IP address, and where the browser goes by whoever opens the page.
  private SandboxReply prepayByPage(JsonObject content) {
    JsonObject scene = content.getAsJsonObject("scene_info");
    if (scene == null || !scene.has("h5_info")) {
      throw new IllegalArgumentException("scene_info");
    }
    text(scene, "payer_client_ip");
    text(scene.getAsJsonObject("h5_info"), "type");
    SandboxPayment payment = prepay(content);
    if (!isByPage(payment)) {
      books.keep(BY_PAGE + payment.reference(), "");
    }
    return answer("h5_url", payAt.apply(payment) + "?prepay_id=" + payment.id());
  }

  private boolean isByPage(SandboxPayment payment) {
    return books.kept(BY_PAGE + payment.reference()).isPresent();
  }

  private SandboxPayment prepay(JsonObject content) {
    if (!merchant.equals(text(content, "mchid")) || !app.equals(text(content, "appid"))) {
      throw new OtherMerchantException();
    }
    URI notifyTo = URI.create(text(content, "notify_url"));
    return books.request(
        text(content, "out_trade_no"),
        new SandboxBooks.Terms(
            amount(content, "total"),
            text(content, "description"),
            OffsetDateTime.parse(text(content, "time_expire")).toInstant(),
            notifyTo,
            // Who pays with the app stays where the code was shown.
            notifyTo.resolve("/")));
  }

  /// Somebody else's application or number.
  private static final class OtherMerchantException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private SandboxReply query(SandboxCall call) {
    if (!merchant.equals(call.parameters().get("mchid"))) {
      return failed(400, "MCH_NOT_EXISTS", "商户号不存在");
    }
    SandboxPayment payment = books.get(call.path().substring(ORDERS.length()));
    return SandboxReply.json(
        200, told(payment, payment.reference(), payment.terms().amount(), merchant));
  }

  private SandboxReply close(SandboxCall call) {
    if (!merchant.equals(text(content(call), "mchid"))) {
      return failed(400, "MCH_NOT_EXISTS", "商户号不存在");
    }
    String path = call.path();
    SandboxPayment payment =
        books.close(path.substring(ORDERS.length(), path.length() - "/close".length()));
    return payment.state() instanceof PaymentState.Paid
        ? failed(400, "ORDERPAID", "订单已支付")
        : SandboxReply.empty(204);
  }

  /// A refund is taken in by the first call and paid back by the time of the second.
  private SandboxReply refund(JsonObject content) {
    String reference = text(content, "out_trade_no");
    String name = text(content, "out_refund_no");
    SandboxPayment payment = books.get(reference);
    if (!amount(content, "total").equals(payment.terms().amount())) {
      return failed(400, "INVALID_REQUEST", "订单金额不一致");
    }
    boolean again = payment.refund(name).isPresent();
    SandboxRefund refund = books.refund(reference, name, amount(content, "refund"));
    return SandboxReply.json(200, told(payment, refund, again ? "SUCCESS" : "PROCESSING"));
  }

  private SandboxReply refundQuery(String name) {
    for (SandboxPayment payment : books.all()) {
      if (payment.refund(name).isPresent()) {
        return SandboxReply.json(200, told(payment, payment.refund(name).orElseThrow(), "SUCCESS"));
      }
    }
    return failed(404, "RESOURCE_NOT_EXISTS", "退款单不存在");
  }

  /// A payment as queries and notifications tell it.
  JsonObject told(SandboxPayment payment, String reference, Money total, String merchantTold) {
    JsonObject amount = new JsonObject();
    amount.addProperty("total", total.amountMinor());
    amount.addProperty("currency", total.currency().code());
    JsonObject transaction = new JsonObject();
    transaction.addProperty("mchid", merchantTold);
    transaction.addProperty("appid", app);
    transaction.addProperty("out_trade_no", reference);
    transaction.addProperty("trade_type", isByPage(payment) ? "MWEB" : "NATIVE");
    switch (payment.state()) {
      case PaymentState.Open open -> state(transaction, "NOTPAY", "订单未支付");
      case PaymentState.Closed closed -> state(transaction, "CLOSED", "订单已关闭");
      case PaymentState.Paid paid -> {
        boolean refunded = !payment.refunds().isEmpty();
        state(transaction, refunded ? "REFUND" : "SUCCESS", refunded ? "转入退款" : "支付成功");
        transaction.addProperty("transaction_id", paid.institutionReference());
        transaction.addProperty("success_time", time(paid.at()));
        amount.addProperty("payer_total", total.amountMinor());
        amount.addProperty("payer_currency", total.currency().code());
      }
    }
    transaction.add("amount", amount);
    return transaction;
  }

  private static JsonObject told(SandboxPayment payment, SandboxRefund refund, String status) {
    JsonObject amount = new JsonObject();
    amount.addProperty("total", payment.terms().amount().amountMinor());
    amount.addProperty("refund", refund.amount().amountMinor());
    amount.addProperty("currency", refund.amount().currency().code());
    JsonObject told = new JsonObject();
    told.addProperty("refund_id", refund.id());
    told.addProperty("out_refund_no", refund.reference());
    told.addProperty("transaction_id", payment.id());
    told.addProperty("out_trade_no", payment.reference());
    told.addProperty("channel", "ORIGINAL");
    told.addProperty("create_time", time(refund.at()));
    told.addProperty("status", status);
    if (status.equals("SUCCESS")) {
      told.addProperty("success_time", time(refund.at()));
    }
    told.add("amount", amount);
    return told;
  }

  static SandboxReply failed(int status, String code, String message) {
    JsonObject answer = new JsonObject();
    answer.addProperty("code", code);
    answer.addProperty("message", message);
    return SandboxReply.json(status, answer);
  }

  /// WeChat Pay's word for a refusal of the books.
  private SandboxReply refused(SandboxCall call, SandboxBooks.RefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    boolean refund = call.path().startsWith(REFUNDS);
    return switch (refused.reason()) {
      case NOT_PAID ->
          refund
              ? failed(404, "RESOURCE_NOT_EXISTS", message)
              : failed(404, "ORDER_NOT_EXIST", message);
      case ALREADY_PAID -> failed(403, "ORDERPAID", message);
      case CLOSED -> failed(403, "ORDER_CLOSED", message);
      case REFERENCE_USED ->
          refund
              ? failed(400, "INVALID_REQUEST", message)
              : failed(403, "OUT_TRADE_NO_USED", message);
      case ABOVE_PAID, CURRENCY, OTHER -> failed(400, "INVALID_REQUEST", message);
    };
  }

  static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(CHINA));
  }

  private static void state(JsonObject transaction, String state, String description) {
    transaction.addProperty("trade_state", state);
    transaction.addProperty("trade_state_desc", description);
  }

  private static JsonObject content(SandboxCall call) {
    return JsonParser.parseString(call.text()).getAsJsonObject();
  }

  private static Money amount(JsonObject content, String name) {
    JsonObject amount = content.getAsJsonObject("amount");
    Money money =
        Money.ofMinor(amount.get(name).getAsLong(), Currency.of(text(amount, "currency")));
    if (!money.currency().equals(Currency.CNY) || !money.isPositive()) {
      throw new IllegalArgumentException("amount");
    }
    return money;
  }

  private static String text(JsonObject content, String name) {
    JsonElement value = content.get(name);
    if (value == null || value.getAsString().isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return value.getAsString();
  }
}
