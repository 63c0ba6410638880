package org.tongbao.payments.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Set;
import org.tongbao.payments.Refusal;

/// What came back from a call, as far as it can be believed.
sealed interface AlipayAnswer<T extends AlipayResponse> {
  /// Alipay did it.
  record Done<T extends AlipayResponse>(T response) implements AlipayAnswer<T> {}

  /// Alipay did not do it, and says why.
  record Failed<T extends AlipayResponse>(String code, String detail) implements AlipayAnswer<T> {
    boolean isUnknownTrade() {
      return code.equals("ACQ.TRADE_NOT_EXIST");
    }

    boolean isWrongState() {
      return WRONG_STATE.contains(code);
    }

    /// Alipay's reason as one of ours; null when it does not say that nothing was done.
    @org.jspecify.annotations.Nullable
    Refusal refusal() {
      return switch (code) {
        case "ACQ.TRADE_HAS_SUCCESS" -> Refusal.ALREADY_PAID;
        case "ACQ.TRADE_HAS_CLOSE" -> Refusal.CLOSED;
        case "ACQ.TRADE_NOT_EXIST" -> Refusal.NOT_PAID;
        case "ACQ.CONTEXT_INCONSISTENT", "ACQ.DISCORDANT_REPEAT_REQUEST" -> Refusal.REFERENCE_USED;
        case "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
            "ACQ.REASON_TRADE_REFUND_FEE_ERR",
            "ACQ.TRADE_REFUND_FEE_ERR" ->
            Refusal.ABOVE_PAID;
        case "ACQ.INVALID_PARAMETER",
            "ACQ.ACCESS_FORBIDDEN",
            "ACQ.SELLER_BALANCE_NOT_ENOUGH",
            "ACQ.TRADE_HAS_FINISHED",
            "ACQ.TRADE_NOT_ALLOW_REFUND",
            "isv.invalid-signature",
            "isv.invalid-app-id" ->
            Refusal.OTHER;
        default -> null;
      };
    }
  }

  /// No answer that can be believed, or that Alipay itself does not know.
  record None<T extends AlipayResponse>(String detail) implements AlipayAnswer<T> {}

  Set<String> WRONG_STATE =
      Set.of(
          "ACQ.TRADE_STATUS_ERROR", "ACQ.REASON_TRADE_STATUS_INVALID", "ACQ.REASON_ILLEGAL_STATUS");

  /// Calls once. The library checks the signature of answers, but lets one pass that reports a
  /// failure and has no signature; such an answer is not believed here.
  static <T extends AlipayResponse> AlipayAnswer<T> to(
      AlipayClient client, AlipayRequest<T> request) {
    try {
      T response = client.execute(request);
      if (response.isSuccess()) {
        return new Done<>(response);
      }
      if (!isSigned(response.getBody())) {
        return new None<>("a failure that is not signed");
      }
      return new Failed<>(String.valueOf(response.getSubCode()), told(response));
    } catch (AlipayApiException | RuntimeException unusable) {
      Throwable cause = unusable.getCause() == null ? unusable : unusable.getCause();
      return new None<>(cause.getClass().getSimpleName());
    }
  }

  private static String told(AlipayResponse response) {
    return response.getSubCode() + " " + response.getSubMsg();
  }

  private static boolean isSigned(String body) {
    try {
      JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
      return answer.has("sign") && !answer.get("sign").getAsString().isEmpty();
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException odd) {
      return false;
    }
  }
}
