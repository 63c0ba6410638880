package org.tongbao.payments.sandbox.card;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.card.CardAmounts;
import org.tongbao.payments.sandbox.SandboxBooks;
import org.tongbao.payments.sandbox.SandboxCall;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxRefund;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.primitives.money.Money;

/// What Stripe's API does, once the caller is known: Checkout Sessions and refunds, each POST once
/// for an idempotency key.
final class CardSessions {
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final String REFUNDS = "/v1/refunds";
  private static final String SESSION = "cs_test_";
  private static final String INTENT = "pi_";

  private final SandboxBooks books;
  private final Function<SandboxPayment, URI> payAt;
  private final Clock clock;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  CardSessions(SandboxBooks books, Function<SandboxPayment, URI> payAt, Clock clock) {
    this.books = books;
    this.payAt = payAt;
    this.clock = clock;
  }

  /// The first answer for a key is kept and given again; a call with the key of another that is
  /// still under way is refused, and so is a key that comes again with other parameters.
  SandboxReply answer(SandboxCall call) {
    Optional<String> key = call.header("idempotency-key");
    if (!call.method().equals("POST") || key.isEmpty()) {
      return carryOut(call);
    }
    if (!underWay.add(key.get())) {
      return failed(
          409, "idempotency_error", "idempotency_key_in_use", "another request is under way");
    }
    try {
      return once("idempotency " + key.get(), call);
    } finally {
      underWay.remove(key.get());
    }
  }

  private SandboxReply once(String key, SandboxCall call) {
    String asked = call.path() + " " + new TreeMap<>(call.parameters());
    Optional<String> before = books.kept(key);
    if (before.isEmpty()) {
      SandboxReply reply = carryOut(call);
      JsonObject kept = new JsonObject();
      kept.addProperty("asked", asked);
      kept.addProperty("status", reply.status());
      kept.addProperty("body", reply.text());
      books.keep(key, kept.toString());
      return reply;
    }
    JsonObject kept = JsonParser.parseString(before.get()).getAsJsonObject();
    if (!kept.get("asked").getAsString().equals(asked)) {
      return failed(400, "idempotency_error", "", "the key was used with other parameters");
    }
    return SandboxReply.json(
            kept.get("status").getAsInt(), JsonParser.parseString(kept.get("body").getAsString()))
        .with("Idempotent-Replayed", "true");
  }

  private SandboxReply carryOut(SandboxCall call) {
    try {
      String what = call.method() + " " + call.path();
      if (what.equals("POST " + SESSIONS)) {
        return create(call.parameters());
      } else if (what.startsWith("POST " + SESSIONS) && what.endsWith("/expire")) {
        return expire(call);
      } else if (what.startsWith("GET " + SESSIONS + "/")) {
        return find(call.path())
            .map(payment -> SandboxReply.json(200, session(payment, expands(call))))
            .orElseGet(CardSessions::missing);
      } else if (what.equals("POST " + REFUNDS)) {
        return refund(call.parameters());
      } else if (what.equals("GET " + REFUNDS)) {
        return refunds(call.parameters());
      }
      return failed(404, "invalid_request_error", "", "Unrecognized request URL");
    } catch (SandboxBooks.RefusedException refused) {
      return failed(
          400, "invalid_request_error", code(refused), String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return failed(
          400,
          "invalid_request_error",
          "parameter_invalid",
          String.valueOf(malformed.getMessage()));
    }
  }

  private SandboxReply create(Map<String, String> form) {
    String item = "line_items[0]";
    if (!get(form, "mode").equals("payment") || !get(form, item + "[quantity]").equals("1")) {
      throw new IllegalArgumentException("mode or quantity");
    }
    Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(get(form, "expires_at")));
    Duration open = Duration.between(clock.instant(), expiresAt);
    if (open.compareTo(Duration.ofMinutes(30)) < 0 || open.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("expires_at is 30 minutes to 24 hours from now");
    }
    SandboxPayment payment =
        books.request(
            get(form, "client_reference_id"),
            new SandboxBooks.Terms(
                CardAmounts.money(
                    Long.parseLong(get(form, item + "[price_data][unit_amount]")),
                    get(form, item + "[price_data][currency]")),
                get(form, item + "[price_data][product_data][name]"),
                expiresAt,
                URI.create(get(form, "metadata[notify_to]")),
                URI.create(get(form, "success_url"))));
    return SandboxReply.json(200, session(payment, false));
  }

  private SandboxReply expire(SandboxCall call) {
    Optional<SandboxPayment> before = find(call.path());
    if (before.isEmpty()) {
      return missing();
    }
    SandboxPayment payment = books.close(before.get().reference());
    return before.get().state() instanceof PaymentState.Open
            && payment.state() instanceof PaymentState.Closed
        ? SandboxReply.json(200, session(payment, false))
        : failed(400, "invalid_request_error", "", "Only open sessions can be expired");
  }

  private SandboxReply refund(Map<String, String> form) {
    Optional<SandboxPayment> payment = ofIntent(get(form, "payment_intent"));
    if (payment.isEmpty()) {
      return missing();
    }
    Money amount =
        CardAmounts.money(
            Long.parseLong(get(form, "amount")), payment.get().terms().amount().currency().code());
    // Stripe itself knows refunds by its own ids only; the name in the metadata is the merchant's.
    String name = get(form, "metadata[reference]");
    SandboxRefund refund = books.refund(payment.get().reference(), name, amount);
    return SandboxReply.json(200, told(payment.get(), refund));
  }

  private SandboxReply refunds(Map<String, String> form) {
    JsonArray data = new JsonArray();
    ofIntent(get(form, "payment_intent"))
        .ifPresent(payment -> payment.refunds().forEach(refund -> data.add(told(payment, refund))));
    JsonObject list = new JsonObject();
    list.addProperty("object", "list");
    list.addProperty("url", REFUNDS);
    list.addProperty("has_more", false);
    list.add("data", data);
    return SandboxReply.json(200, list);
  }

  /// The payment of the session that a path names.
  Optional<SandboxPayment> find(String path) {
    String id = path.substring(SESSIONS.length()).replaceAll("^/|/expire$", "");
    return id.startsWith(SESSION)
        ? books.findById(id.substring(SESSION.length()))
        : Optional.empty();
  }

  JsonObject session(SandboxPayment payment, boolean expanded) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("notify_to", payment.terms().notifyTo().toString());
    JsonObject session = new JsonObject();
    session.addProperty("id", SESSION + payment.id());
    session.addProperty("object", "checkout.session");
    session.addProperty("mode", "payment");
    session.addProperty("livemode", false);
    session.addProperty("client_reference_id", payment.reference());
    session.addProperty("amount_total", counted(payment.terms().amount()));
    session.addProperty("currency", currency(payment));
    session.addProperty("expires_at", payment.terms().expiresAt().getEpochSecond());
    session.add("metadata", metadata);
    switch (payment.state()) {
      case PaymentState.Open _ -> {
        session.addProperty("status", "open");
        session.addProperty("payment_status", "unpaid");
        session.addProperty("url", payAt.apply(payment).toString());
      }
      case PaymentState.Closed _ -> {
        session.addProperty("status", "expired");
        session.addProperty("payment_status", "unpaid");
      }
      case PaymentState.Paid _ -> {
        session.addProperty("status", "complete");
        session.addProperty("payment_status", "paid");
        if (expanded) {
          session.add("payment_intent", intent(payment));
        } else {
          session.addProperty("payment_intent", INTENT + payment.id());
        }
      }
    }
    return session;
  }

  JsonObject intent(SandboxPayment payment) {
    JsonObject intent = new JsonObject();
    intent.addProperty("id", INTENT + payment.id());
    intent.addProperty("object", "payment_intent");
    intent.addProperty("amount", counted(payment.terms().amount()));
    intent.addProperty("currency", currency(payment));
    if (payment.state() instanceof PaymentState.Paid paid) {
      JsonObject charge = new JsonObject();
      charge.addProperty("id", "ch_" + payment.id());
      charge.addProperty("object", "charge");
      charge.addProperty("created", paid.at().getEpochSecond());
      intent.addProperty("status", "succeeded");
      intent.add("latest_charge", charge);
    } else {
      intent.addProperty("status", "requires_payment_method");
    }
    return intent;
  }

  /// In Stripe's units.
  long counted(Money money) {
    return CardAmounts.of(money)
        .orElseThrow(() -> new IllegalStateException("cannot be counted: " + money));
  }

  private Optional<SandboxPayment> ofIntent(String id) {
    return id.startsWith(INTENT) ? books.findById(id.substring(INTENT.length())) : Optional.empty();
  }

  private JsonObject told(SandboxPayment payment, SandboxRefund refund) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("reference", refund.reference());
    JsonObject told = new JsonObject();
    told.addProperty("id", "re_" + refund.id());
    told.addProperty("object", "refund");
    told.addProperty("amount", counted(refund.amount()));
    told.addProperty("currency", currency(payment));
    told.addProperty("payment_intent", INTENT + payment.id());
    told.addProperty("status", "succeeded");
    told.addProperty("created", refund.at().getEpochSecond());
    told.add("metadata", metadata);
    return told;
  }

  private static String code(SandboxBooks.RefusedException refused) {
    return switch (refused.reason()) {
      case ABOVE_PAID -> "charge_already_refunded";
      case NOT_PAID -> "payment_intent_unexpected_state";
      case REFERENCE_USED, CLOSED, ALREADY_PAID, CURRENCY, OTHER -> "parameter_invalid";
    };
  }

  private static SandboxReply missing() {
    return failed(404, "invalid_request_error", "resource_missing", "No such object");
  }

  static SandboxReply failed(int status, String type, String code, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("type", type);
    if (!code.isEmpty()) {
      error.addProperty("code", code);
    }
    error.addProperty("message", message);
    JsonObject answer = new JsonObject();
    answer.add("error", error);
    return SandboxReply.json(status, answer);
  }

  private static boolean expands(SandboxCall call) {
    return call.parameters().containsValue("payment_intent.latest_charge");
  }

  private static String currency(SandboxPayment payment) {
    return payment.terms().amount().currency().code().toLowerCase(Locale.ROOT);
  }

  private static String get(Map<String, String> form, String name) {
    String value = form.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }
}
