package org.tongbao.payments.wechat;

import com.wechat.pay.java.core.exception.ServiceException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.payments.Refusal;

/// What came back from a call, as far as it can be believed.
sealed interface WechatAnswer<T> {
  /// WeChat Pay did it.
  record Done<T>(T value) implements WechatAnswer<T> {}

  /// WeChat Pay did not do it, and says why.
  record Failed<T>(String code, String detail) implements WechatAnswer<T> {
    boolean isUnknownOrder() {
      return code.equals("ORDER_NOT_EXIST") || code.equals("ORDERNOTEXIST");
    }

    boolean isUnknownRefund() {
      return code.equals("RESOURCE_NOT_EXISTS");
    }

    /// WeChat Pay's reason as one of ours; null when it does not say that nothing was done.
    @Nullable Refusal refusal() {
      return switch (code) {
        case "ORDERPAID" -> Refusal.ALREADY_PAID;
        case "ORDER_CLOSED" -> Refusal.CLOSED;
        case "OUT_TRADE_NO_USED" -> Refusal.REFERENCE_USED;
        case "RESOURCE_NOT_EXISTS", "ORDER_NOT_EXIST", "ORDERNOTEXIST" -> Refusal.NOT_PAID;
        case "NOT_ENOUGH",
            "PARAM_ERROR",
            "INVALID_REQUEST",
            "APPID_MCHID_NOT_MATCH",
            "MCH_NOT_EXISTS",
            "NO_AUTH",
            "SIGN_ERROR",
            "USER_ACCOUNT_ABNORMAL" ->
            Refusal.OTHER;
        default -> null;
      };
    }
  }

  /// No answer that can be believed, or that WeChat Pay itself does not know.
  record None<T>(String detail) implements WechatAnswer<T> {}

  /// Calls once.
  static <T> WechatAnswer<T> to(Supplier<T> call) {
    try {
      return new Done<>(call.get());
    } catch (ServiceException refused) {
      return refused.getHttpStatusCode() < 500
          ? new Failed<>(
              String.valueOf(refused.getErrorCode()),
              refused.getErrorCode() + " " + refused.getErrorMessage())
          : new None<>("status " + refused.getHttpStatusCode());
    } catch (RuntimeException unusable) {
      // The library's messages repeat whole requests and answers; only the kind is told.
      return new None<>(unusable.getClass().getSimpleName());
    }
  }
}
