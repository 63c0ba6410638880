package org.tongbao.payments.sandbox.card;

import com.google.gson.JsonObject;
import com.stripe.Stripe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.card.CardSettings;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxCall;
import org.tongbao.payments.sandbox.SandboxFlaw;
import org.tongbao.payments.sandbox.SandboxKeys;
import org.tongbao.payments.sandbox.SandboxMail;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.primitives.Bytes;

/// Stripe's API and webhooks for one account in test mode. Webhooks go to the address in a
/// session's metadata under `notify_to`, since there is no account in which to configure endpoints.
public final class CardSandbox extends Sandbox {
  private static final String ACCOUNT = "acct_sandbox00000001";

  /// Growing pauses for three days.
  private static final List<Duration> PAUSES =
      Stream.concat(
              Stream.of(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)),
              IntStream.range(0, 6).mapToObj(_ -> Duration.ofHours(11)))
          .toList();

  private final String secretKey;
  private final String webhookSecret;
  private final CardSessions sessions;

  private CardSandbox(SandboxPlace place) throws IOException {
    super(place, "Sandbox cards · 沙箱银行卡", PAUSES);
    secretKey = "sk_test_" + SandboxKeys.secret(place.folder(), "secret-key", 24);
    webhookSecret = "whsec_" + SandboxKeys.secret(place.folder(), "webhook-secret", 24);
    sessions = new CardSessions(books, this::payAt, clock());
  }

  public static CardSandbox start(SandboxPlace place) throws IOException {
    CardSandbox sandbox = new CardSandbox(place);
    sandbox.open("/v1/");
    return sandbox;
  }

  /// What its merchant is given.
  public CardSettings settings(Duration timeout) {
    return new CardSettings(address(), ACCOUNT, secretKey, webhookSecret, timeout);
  }

  @Override
  protected SandboxReply answer(SandboxCall call) {
    boolean known =
        MessageDigest.isEqual(
            ("Bearer " + secretKey).getBytes(StandardCharsets.UTF_8),
            call.header("authorization").orElse("").getBytes(StandardCharsets.UTF_8));
    if (!known) {
      return CardSessions.failed(401, "invalid_request_error", "", "Invalid API Key provided");
    }
    SandboxReply reply = sessions.answer(call);
    if (call.path().endsWith("/expire") && reply.status() == 200) {
      sessions.find(call.path()).ifPresent(payment -> event(payment, "checkout.session.expired"));
    }
    return reply;
  }

  /// A declined card; the session stays open.
  @Override
  protected void onFailure(SandboxPayment payment) {
    event(payment, "payment_intent.payment_failed");
  }

  @Override
  protected SandboxMail.Letter paidLetter(SandboxPayment payment, SandboxFlaw flaw) {
    JsonObject session = sessions.session(payment, false);
    session.addProperty("client_reference_id", reference(payment, flaw));
    session.addProperty("amount_total", sessions.counted(flaw.amount(payment)));
    JsonObject event = event("checkout.session.completed", payment, flaw, session);
    if (payment.state() instanceof PaymentState.Paid paid) {
      event.addProperty("created", paid.at().getEpochSecond());
    }
    if (flaw == SandboxFlaw.WRONG_MERCHANT) {
      event.addProperty("account", flaw.merchant(ACCOUNT));
    }
    return signed(event, flaw == SandboxFlaw.OTHER_KEY ? webhookSecret + "0" : webhookSecret);
  }

  @Override
  protected boolean isAcknowledged(int status, String body) {
    return status >= 200 && status < 300;
  }

  private void event(SandboxPayment payment, String type) {
    JsonObject object =
        type.startsWith("payment_intent")
            ? sessions.intent(payment)
            : sessions.session(payment, false);
    JsonObject event = event(type, payment, SandboxFlaw.NONE, object);
    send(
        new SandboxMail() {
          @Override
          public URI address() {
            return payment.terms().notifyTo();
          }

          @Override
          public Letter write(SandboxFlaw flaw) {
            return signed(
                event, flaw == SandboxFlaw.OTHER_KEY ? webhookSecret + "0" : webhookSecret);
          }

          @Override
          public boolean acknowledgedBy(int status, String body) {
            return isAcknowledged(status, body);
          }
        });
  }

  private JsonObject event(
      String type, SandboxPayment payment, SandboxFlaw flaw, JsonObject object) {
    JsonObject data = new JsonObject();
    data.add("object", object);
    JsonObject event = new JsonObject();
    String mark = flaw == SandboxFlaw.NONE ? type.replaceAll("[^a-z]", "") : flaw.name();
    event.addProperty("id", "evt_" + payment.id() + mark);
    event.addProperty("object", "event");
    event.addProperty("api_version", Stripe.API_VERSION);
    event.addProperty("created", clock().instant().getEpochSecond());
    event.addProperty("livemode", false);
    event.addProperty("pending_webhooks", 1);
    event.addProperty("type", type);
    event.add("data", data);
    return event;
  }

  private SandboxMail.Letter signed(JsonObject event, String secret) {
    String payload = event.toString();
    Instant now = clock().instant();
    String signed = now.getEpochSecond() + "." + payload;
    return new SandboxMail.Letter(
        Map.of(
            "Content-Type",
            "application/json; charset=utf-8",
            "Stripe-Signature",
            "t=" + now.getEpochSecond() + ",v1=" + hmac(secret, signed)),
        Bytes.wrap(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
