package org.tongbao.payments.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.tongbao.payments.PaymentReference;

/// The control address of a sandbox institution, for tests and demonstrations in other processes:
///
/// - `GET /control/payments`: all payments
/// - `POST /control/payments/{reference}/payment` and `…/failure`: the payer pays, or fails to
/// - `POST /control/payments/{reference}/notifications?flaw=WRONG_AMOUNT`: one notification more
/// - `GET` and `PUT /control/faults` with a form: `seed`, `delayMillis` and a percentage for each
///   [SandboxFault] by its name
///
/// Every call needs `Authorization: Bearer` and the token.
final class SandboxControl {
  static final String PATH = "/control/";
  private static final String PAYMENTS = PATH + "payments";

  private final Sandbox sandbox;
  private final String token;

  SandboxControl(Sandbox sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  SandboxReply answer(SandboxCall call) {
    if (!MessageDigest.isEqual(
        ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
        call.header("authorization").orElse("").getBytes(StandardCharsets.UTF_8))) {
      return SandboxReply.text(401, "a token is needed");
    }
    try {
      return switch (call.path()) {
        case PAYMENTS -> SandboxReply.json(200, payments());
        case PATH + "faults" -> faults(call);
        default -> act(call);
      };
    } catch (SandboxBooks.RefusedException refused) {
      return SandboxReply.text(409, refused.reason() + ": " + refused.getMessage());
    } catch (IllegalArgumentException malformed) {
      return SandboxReply.text(400, String.valueOf(malformed.getMessage()));
    }
  }

  private JsonArray payments() {
    JsonArray all = new JsonArray();
    sandbox.payments().forEach(payment -> all.add(PaymentLines.write(payment)));
    return all;
  }

  private SandboxReply act(SandboxCall call) {
    String[] parts = call.path().split("/");
    if (parts.length != 5 || !call.method().equals("POST")) {
      return SandboxReply.text(404, "no such control");
    }
    PaymentReference reference = new PaymentReference(parts[3]);
    switch (parts[4]) {
      case "payment" -> sandbox.pay(reference);
      case "failure" -> sandbox.fail(reference);
      case "notifications" ->
          sandbox.sendNotification(
              reference, SandboxFlaw.valueOf(call.parameters().getOrDefault("flaw", "NONE")));
      default -> throw new IllegalArgumentException("unknown: " + parts[4]);
    }
    return SandboxReply.empty(204);
  }

  private SandboxReply faults(SandboxCall call) {
    if (call.method().equals("PUT")) {
      Map<String, String> form = call.parameters();
      Map<SandboxFault, Integer> percent = new EnumMap<>(SandboxFault.class);
      form.forEach(
          (name, value) -> {
            if (name.equals(name.toUpperCase(Locale.ROOT))) {
              percent.put(SandboxFault.valueOf(name), Integer.valueOf(value));
            }
          });
      sandbox.setFaults(
          new SandboxFaults(
              Long.parseLong(form.getOrDefault("seed", "0")),
              percent,
              Duration.ofMillis(Long.parseLong(form.getOrDefault("delayMillis", "500")))));
    }
    SandboxFaults now = sandbox.faults();
    JsonObject told = new JsonObject();
    told.addProperty("seed", now.seed());
    told.addProperty("delayMillis", now.delay().toMillis());
    now.percent().forEach((fault, chance) -> told.addProperty(fault.name(), chance));
    return SandboxReply.json(200, told);
  }
}
