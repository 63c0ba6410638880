package org.tongbao.payments.sandbox.alipay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.alipay.AlipayTimes;
import org.tongbao.payments.sandbox.SandboxBooks;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxRefund;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What Alipay's gateway does, once a request has been checked. As at Alipay, a trade comes into
/// being when its page is opened or its code is made, not before.
final class AlipayTrades {
  private final SandboxBooks books;
  private final Function<SandboxPayment, URI> payAt;

  AlipayTrades(SandboxBooks books, Function<SandboxPayment, URI> payAt) {
    this.books = books;
    this.payAt = payAt;
  }

  /// The payer has opened the address that the merchant signed.
  SandboxReply page(Map<String, String> parameters, JsonObject content) {
    try {
      return SandboxReply.seeOther(payAt.apply(requested(parameters, content)));
    } catch (SandboxBooks.RefusedException refused) {
      return SandboxReply.page(409, "<p>" + code(refused, content) + "</p>");
    } catch (IllegalArgumentException malformed) {
      return SandboxReply.page(400, "<p>ACQ.INVALID_PARAMETER</p>");
    }
  }

  JsonObject carryOut(String method, Map<String, String> parameters, JsonObject content) {
    try {
      return switch (method) {
        case "alipay.trade.precreate" -> precreate(parameters, content);
        case "alipay.trade.query" -> query(content);
        case "alipay.trade.close" -> close(content);
        case "alipay.trade.refund" -> refund(content);
        case "alipay.trade.fastpay.refund.query" -> refundQuery(content);
        default -> failed("40002", "Invalid Arguments", "isv.invalid-method", method);
      };
    } catch (SandboxBooks.RefusedException refused) {
      return failed(
          "40004", "Business Failed", code(refused, content), String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException malformed) {
      return failed(
          "40004",
          "Business Failed",
          "ACQ.INVALID_PARAMETER",
          String.valueOf(malformed.getMessage()));
    }
  }

  private JsonObject precreate(Map<String, String> parameters, JsonObject content) {
    SandboxPayment payment = requested(parameters, content);
    JsonObject answer = done(payment.reference());
    answer.addProperty("qr_code", payAt.apply(payment).toString());
    return answer;
  }

  private SandboxPayment requested(Map<String, String> parameters, JsonObject content) {
    String subject = text(content, "subject");
    if (subject.chars().anyMatch(letter -> "/=&".indexOf(letter) >= 0)) {
      throw new IllegalArgumentException("subject");
    }
    return books.request(
        text(content, "out_trade_no"),
        new SandboxBooks.Terms(
            amount(content, "total_amount"),
            subject,
            AlipayTimes.parse(text(content, "time_expire")),
            URI.create(parameters.getOrDefault("notify_url", "")),
            URI.create(parameters.getOrDefault("return_url", ""))));
  }

  private JsonObject query(JsonObject content) {
    SandboxPayment payment = books.get(text(content, "out_trade_no"));
    JsonObject answer = done(payment.reference());
    answer.addProperty("trade_no", payment.id());
    answer.addProperty("total_amount", decimal(payment.terms().amount()));
    switch (payment.state()) {
      case PaymentState.Open open -> answer.addProperty("trade_status", "WAIT_BUYER_PAY");
      case PaymentState.Closed closed -> answer.addProperty("trade_status", "TRADE_CLOSED");
      case PaymentState.Paid paid -> {
        answer.addProperty("trade_status", payment.isRefunded() ? "TRADE_CLOSED" : "TRADE_SUCCESS");
        answer.addProperty("send_pay_date", AlipayTimes.format(paid.at()));
      }
    }
    return answer;
  }

  private JsonObject close(JsonObject content) {
    SandboxPayment before = books.get(text(content, "out_trade_no"));
    SandboxPayment payment = books.close(before.reference());
    if (!(before.state() instanceof PaymentState.Open)
        || payment.state() instanceof PaymentState.Paid) {
      return failed("40004", "Business Failed", "ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
    }
    JsonObject answer = done(payment.reference());
    answer.addProperty("trade_no", payment.id());
    return answer;
  }

  private JsonObject refund(JsonObject content) {
    String reference = text(content, "out_trade_no");
    String name = text(content, "out_request_no");
    boolean again = books.get(reference).refund(name).isPresent();
    books.refund(reference, name, amount(content, "refund_amount"));
    SandboxPayment payment = books.get(reference);
    JsonObject answer = done(reference);
    answer.addProperty("trade_no", payment.id());
    answer.addProperty("fund_change", again ? "N" : "Y");
    answer.addProperty("refund_fee", decimal(payment.refunded()));
    return answer;
  }

  private JsonObject refundQuery(JsonObject content) {
    SandboxPayment payment = books.get(text(content, "out_trade_no"));
    String name = text(content, "out_request_no");
    JsonObject answer = done(payment.reference());
    Optional<SandboxRefund> refund = payment.refund(name);
    if (refund.isPresent()) {
      answer.addProperty("trade_no", payment.id());
      answer.addProperty("out_request_no", name);
      answer.addProperty("refund_amount", decimal(refund.get().amount()));
      answer.addProperty("total_amount", decimal(payment.terms().amount()));
      answer.addProperty("refund_status", "REFUND_SUCCESS");
      answer.addProperty("gmt_refund_pay", AlipayTimes.format(refund.get().at()));
    }
    return answer;
  }

  static JsonObject failed(String code, String message, String subCode, String subMessage) {
    JsonObject answer = new JsonObject();
    answer.addProperty("code", code);
    answer.addProperty("msg", message);
    answer.addProperty("sub_code", subCode);
    answer.addProperty("sub_msg", subMessage);
    return answer;
  }

  private static JsonObject done(String reference) {
    JsonObject answer = new JsonObject();
    answer.addProperty("code", "10000");
    answer.addProperty("msg", "Success");
    answer.addProperty("out_trade_no", reference);
    return answer;
  }

  /// Alipay's word for a refusal of the books.
  private String code(SandboxBooks.RefusedException refused, JsonObject content) {
    return switch (refused.reason()) {
      case NOT_PAID ->
          books.find(text(content, "out_trade_no")).isPresent()
              ? "ACQ.TRADE_STATUS_ERROR"
              : "ACQ.TRADE_NOT_EXIST";
      case ALREADY_PAID -> "ACQ.TRADE_HAS_SUCCESS";
      case CLOSED -> "ACQ.TRADE_HAS_CLOSE";
      case REFERENCE_USED ->
          content.has("out_request_no")
              ? "ACQ.DISCORDANT_REPEAT_REQUEST"
              : "ACQ.CONTEXT_INCONSISTENT";
      case ABOVE_PAID ->
          books.get(text(content, "out_trade_no")).isRefunded()
              ? "ACQ.TRADE_STATUS_ERROR"
              : "ACQ.REASON_TRADE_REFUND_FEE_ERR";
      case CURRENCY, OTHER -> "ACQ.INVALID_PARAMETER";
    };
  }

  private static Money amount(JsonObject content, String name) {
    return Money.parse(text(content, name), Currency.CNY);
  }

  private static String decimal(Money money) {
    return money.toDecimal().toPlainString();
  }

  private static String text(JsonObject content, String name) {
    JsonElement value = content.get(name);
    if (value == null || !value.isJsonPrimitive() || value.getAsString().isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return value.getAsString();
  }
}
