package org.tongbao.payments.sandbox.wechat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxCall;
import org.tongbao.payments.sandbox.SandboxFlaw;
import org.tongbao.payments.sandbox.SandboxKeys;
import org.tongbao.payments.sandbox.SandboxMail;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.payments.wechat.WechatSettings;
import org.tongbao.primitives.Bytes;

/// WeChat Pay's API and notifications for one merchant. Every request's signature is checked, every
/// answer to a well-signed request is signed.
public final class WechatSandbox extends Sandbox {
  private static final String MERCHANT = "1900000001";
  private static final String APP = "wx0000000000000001";
  private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048";
  private static final Pattern PART = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /// 24 hours and four minutes in all.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(6));

  private final SandboxKeys keys;
  private final String serial;
  private final String publicKeyId;
  private final String apiV3Key;
  private final WechatTransactions transactions;

  private WechatSandbox(SandboxPlace place) throws IOException {
    super(place, "Sandbox WeChat Pay · 沙箱微信支付", PAUSES);
    Path folder = place.folder();
    keys = SandboxKeys.in(folder);
    serial = SandboxKeys.secret(folder, "merchant-serial", 20);
    publicKeyId = "PUB_KEY_ID_0" + SandboxKeys.secret(folder, "public-key-id", 12);
    apiV3Key = SandboxKeys.secret(folder, "api-v3-key", 16);
    transactions = new WechatTransactions(books, this::payAt, MERCHANT, APP);
  }

  public static WechatSandbox start(SandboxPlace place) throws IOException {
    WechatSandbox sandbox = new WechatSandbox(place);
    sandbox.open("/v3/");
    return sandbox;
  }

  /// What its merchant is given.
  public WechatSettings settings(Duration timeout) {
    return new WechatSettings(
        address(),
        MERCHANT,
        APP,
        serial,
        keys.merchantPrivatePem(),
        publicKeyId,
        keys.institutionPublicPem(),
        apiV3Key,
        timeout);
  }

  @Override
  protected SandboxReply answer(SandboxCall call) {
    if (!isSigned(call)) {
      return WechatTransactions.failed(401, "SIGN_ERROR", "签名错误");
    }
    SandboxReply reply = transactions.carryOut(call);
    // The library compares with the system's clock, whatever ours is.
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String nonce = WechatSigner.nonce(32);
    return reply
        .with("Request-ID", WechatSigner.nonce(24))
        .with("Wechatpay-Timestamp", timestamp)
        .with("Wechatpay-Nonce", nonce)
        .with("Wechatpay-Serial", publicKeyId)
        .with(
            "Wechatpay-Signature",
            WechatSigner.sign(keys.institutionPrivate(), timestamp, nonce, reply.text()));
  }

  private boolean isSigned(SandboxCall call) {
    String authorization = call.header("authorization").orElse("");
    if (!authorization.startsWith(SCHEME + " ")) {
      return false;
    }
    Map<String, String> parts = new HashMap<>();
    Matcher part = PART.matcher(authorization);
    while (part.find()) {
      parts.put(part.group(1), part.group(2));
    }
    String timestamp = parts.getOrDefault("timestamp", "");
    String address = call.query().isEmpty() ? call.path() : call.path() + "?" + call.query();
    return MERCHANT.equals(parts.get("mchid"))
        && serial.equals(parts.get("serial_no"))
        && isRecent(timestamp)
        && WechatSigner.verifies(
            keys.merchantPublic(),
            parts.getOrDefault("signature", ""),
            call.method(),
            address,
            timestamp,
            parts.getOrDefault("nonce_str", ""),
            call.text());
  }

  private static boolean isRecent(String timestamp) {
    return timestamp.matches("[0-9]{1,12}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now())
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  @Override
  protected SandboxMail.Letter paidLetter(SandboxPayment payment, SandboxFlaw flaw) {
    JsonObject transaction =
        transactions.told(
            payment, reference(payment, flaw), flaw.amount(payment), flaw.merchant(MERCHANT));
    String nonce = WechatSigner.nonce(12);
    JsonObject resource = new JsonObject();
    resource.addProperty("original_type", "transaction");
    resource.addProperty("algorithm", "AEAD_AES_256_GCM");
    resource.addProperty(
        "ciphertext", WechatSigner.encrypt(apiV3Key, nonce, "transaction", transaction.toString()));
    resource.addProperty("associated_data", "transaction");
    resource.addProperty("nonce", nonce);
    JsonObject envelope = new JsonObject();
    envelope.addProperty("id", payment.id() + (flaw == SandboxFlaw.NONE ? "" : flaw.name()));
    envelope.addProperty("create_time", WechatTransactions.time(clock().instant()));
    envelope.addProperty("resource_type", "encrypt-resource");
    envelope.addProperty("event_type", "TRANSACTION.SUCCESS");
    envelope.addProperty("summary", "支付成功");
    envelope.add("resource", resource);
    return signed(envelope.toString(), flaw);
  }

  private SandboxMail.Letter signed(String body, SandboxFlaw flaw) {
    String timestamp = Long.toString(clock().instant().getEpochSecond());
    String nonce = WechatSigner.nonce(32);
    return new SandboxMail.Letter(
        Map.of(
            "Content-Type",
            "application/json",
            "Wechatpay-Timestamp",
            timestamp,
            "Wechatpay-Nonce",
            nonce,
            "Wechatpay-Serial",
            publicKeyId,
            "Wechatpay-Signature-Type",
            SCHEME,
            "Wechatpay-Signature",
            WechatSigner.sign(keys.signing(flaw), timestamp, nonce, body)),
        Bytes.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  protected boolean isAcknowledged(int status, String body) {
    return status == 200 || status == 204;
  }
}
