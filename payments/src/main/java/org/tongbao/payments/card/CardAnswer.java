package org.tongbao.payments.card;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;

/// What came back from a call.
sealed interface CardAnswer<T> {
  /// Stripe did it.
  record Done<T>(T value) implements CardAnswer<T> {}

  /// Stripe did not do it, and says why.
  record Failed<T>(int status, String code, String detail) implements CardAnswer<T> {
    /// The idempotency key was used before, with other parameters.
    boolean isOtherContent() {
      return code.equals("idempotency_error");
    }

    boolean isMissing() {
      return code.equals("resource_missing");
    }
  }

  /// No answer that can be used, or none yet.
  record None<T>(String detail) implements CardAnswer<T> {}

  /// A call of the library.
  interface Call<T> {
    T send() throws StripeException;
  }

  /// Calls once. A conflict (409) is another call with the same key that is still under way, and
  /// 429 one too many: neither says what becomes of this one.
  static <T> CardAnswer<T> to(Call<T> call) {
    try {
      return new Done<>(call.send());
    } catch (ApiConnectionException unusable) {
      return new None<>(String.valueOf(unusable.getMessage()));
    } catch (StripeException refused) {
      int status = refused.getStatusCode() == null ? 0 : refused.getStatusCode();
      boolean decided = status >= 400 && status < 500 && status != 409 && status != 429;
      return decided
          ? new Failed<>(status, code(refused), "status " + status + ", " + code(refused))
          : new None<>("status " + status);
    } catch (RuntimeException malformed) {
      return new None<>(malformed.getClass().getSimpleName());
    }
  }

  private static String code(StripeException refused) {
    if (refused.getStripeError() != null
        && "idempotency_error".equals(refused.getStripeError().getType())) {
      return "idempotency_error";
    }
    return refused.getCode() == null ? "no code" : refused.getCode();
  }
}
