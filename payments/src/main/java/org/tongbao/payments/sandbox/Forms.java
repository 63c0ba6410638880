package org.tongbao.payments.sandbox;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Amounts and states as names and values.
final class Forms {
  private Forms() {}

  static String get(Map<String, String> form, String name) {
    String value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " in the form");
    }
    return value;
  }

  static void putMoney(Map<String, String> form, String name, Money money) {
    form.put(name + "Minor", money.amountMinor().toString());
    form.put("currency", money.currency().code());
  }

  static Money money(Map<String, String> form, String name) {
    return new Money(new BigInteger(get(form, name + "Minor")), Currency.of(get(form, "currency")));
  }

  static void putState(Map<String, String> form, PaymentState state) {
    switch (state) {
      case PaymentState.Open open -> form.put("state", "open");
      case PaymentState.Closed closed -> form.put("state", "closed");
      case PaymentState.Paid paid -> {
        form.put("state", "paid");
        putMoney(form, "amount", paid.amount());
        form.put("institutionReference", paid.institutionReference());
        form.put("at", paid.at().toString());
      }
    }
  }

  static PaymentState state(Map<String, String> form) {
    return switch (get(form, "state")) {
      case "open" -> new PaymentState.Open();
      case "closed" -> new PaymentState.Closed();
      case "paid" -> paid(form);
      default -> throw new IllegalArgumentException("unknown state: " + form.get("state"));
    };
  }

  static PaymentState.Paid paid(Map<String, String> form) {
    return new PaymentState.Paid(
        money(form, "amount"), get(form, "institutionReference"), Instant.parse(get(form, "at")));
  }
}
