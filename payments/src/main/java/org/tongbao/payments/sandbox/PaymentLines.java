package org.tongbao.payments.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Payments as JSON objects, for the journal and for the control address.
final class PaymentLines {
  private PaymentLines() {}

  static JsonObject write(SandboxPayment payment) {
    SandboxBooks.Terms terms = payment.terms();
    JsonObject line = new JsonObject();
    line.addProperty("reference", payment.reference());
    line.addProperty("id", payment.id());
    line.addProperty("amountMinor", terms.amount().amountMinor());
    line.addProperty("currency", terms.amount().currency().code());
    line.addProperty("subject", terms.subject());
    line.addProperty("expiresAt", terms.expiresAt().toString());
    line.addProperty("notifyTo", terms.notifyTo().toString());
    line.addProperty("returnTo", terms.returnTo().toString());
    switch (payment.state()) {
      case PaymentState.Open open -> line.addProperty("state", "open");
      case PaymentState.Closed closed -> line.addProperty("state", "closed");
      case PaymentState.Paid paid -> {
        line.addProperty("state", "paid");
        line.addProperty("at", paid.at().toString());
      }
    }
    JsonArray refunds = new JsonArray();
    payment.refunds().forEach(refund -> refunds.add(write(refund)));
    line.add("refunds", refunds);
    line.addProperty("notified", payment.notified());
    return line;
  }

  static SandboxPayment read(JsonObject line) {
    String id = text(line, "id");
    Currency currency = Currency.of(text(line, "currency"));
    Money amount = new Money(line.get("amountMinor").getAsBigInteger(), currency);
    List<SandboxRefund> refunds = new ArrayList<>();
    for (JsonElement refund : line.getAsJsonArray("refunds")) {
      refunds.add(refund(refund.getAsJsonObject(), currency));
    }
    return new SandboxPayment(
        text(line, "reference"),
        id,
        new SandboxBooks.Terms(
            amount,
            text(line, "subject"),
            Instant.parse(text(line, "expiresAt")),
            URI.create(text(line, "notifyTo")),
            URI.create(text(line, "returnTo"))),
        switch (text(line, "state")) {
          case "open" -> new PaymentState.Open();
          case "closed" -> new PaymentState.Closed();
          case "paid" -> new PaymentState.Paid(amount, id, Instant.parse(text(line, "at")));
          default -> throw new IllegalStateException("unknown state in " + line);
        },
        refunds,
        line.get("notified").getAsBoolean());
  }

  private static JsonObject write(SandboxRefund refund) {
    JsonObject line = new JsonObject();
    line.addProperty("reference", refund.reference());
    line.addProperty("id", refund.id());
    line.addProperty("amountMinor", refund.amount().amountMinor());
    line.addProperty("at", refund.at().toString());
    return line;
  }

  private static SandboxRefund refund(JsonObject line, Currency currency) {
    return new SandboxRefund(
        text(line, "reference"),
        text(line, "id"),
        new Money(line.get("amountMinor").getAsBigInteger(), currency),
        Instant.parse(text(line, "at")));
  }

  private static String text(JsonObject line, String name) {
    return line.get(name).getAsString();
  }
}
