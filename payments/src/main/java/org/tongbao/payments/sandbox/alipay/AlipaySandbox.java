package org.tongbao.payments.sandbox.alipay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.alipay.AlipaySettings;
import org.tongbao.payments.alipay.AlipayTimes;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxCall;
import org.tongbao.payments.sandbox.SandboxFlaw;
import org.tongbao.payments.sandbox.SandboxKeys;
import org.tongbao.payments.sandbox.SandboxMail;
import org.tongbao.payments.sandbox.SandboxPayment;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxReply;
import org.tongbao.primitives.Bytes;

/// Alipay's gateway, page and notifications for one merchant. Every request's signature is checked,
/// every answer is signed.
public final class AlipaySandbox extends Sandbox {
  private static final String APP = "2021000000000001";
  private static final String SELLER = "2088000000000001";
  private static final String PATH = "/gateway.do";

  /// 25 hours in all.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(4),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(15));

  private final SandboxKeys keys;
  private final AlipayTrades trades;

  private AlipaySandbox(SandboxPlace place) throws IOException {
    super(place, "Sandbox Alipay · 沙箱支付宝", PAUSES);
    keys = SandboxKeys.in(place.folder());
    trades = new AlipayTrades(books, this::payAt);
  }

  public static AlipaySandbox start(SandboxPlace place) throws IOException {
    AlipaySandbox sandbox = new AlipaySandbox(place);
    sandbox.open(PATH);
    return sandbox;
  }

  /// What its merchant is given.
  public AlipaySettings settings(AlipaySettings.Product product, Duration timeout) {
    return new AlipaySettings(
        URI.create(address() + PATH),
        APP,
        SELLER,
        keys.merchantPrivatePem(),
        keys.institutionPublicPem(),
        product,
        timeout);
  }

  @Override
  protected SandboxReply answer(SandboxCall call) {
    Map<String, String> parameters;
    JsonObject content;
    try {
      parameters = call.parameters();
      content =
          JsonParser.parseString(parameters.getOrDefault("biz_content", "{}")).getAsJsonObject();
    } catch (IllegalArgumentException | IllegalStateException | JsonParseException malformed) {
      return SandboxReply.text(400, "malformed");
    }
    String method = parameters.getOrDefault("method", "");
    String refusal = refusal(parameters);
    if (method.equals("alipay.trade.page.pay")) {
      return refusal.isEmpty()
          ? trades.page(parameters, content)
          : SandboxReply.page(400, "<p>" + refusal + "</p>");
    }
    return signed(
        method,
        refusal.isEmpty()
            ? trades.carryOut(method, parameters, content)
            : AlipayTrades.failed("40002", "Invalid Arguments", refusal, refusal));
  }

  /// Why a request is not looked at; empty when it is.
  private String refusal(Map<String, String> parameters) {
    if (!APP.equals(parameters.get("app_id"))) {
      return "isv.invalid-app-id";
    }
    String text = Rsa2.text(parameters, Set.of("sign"));
    boolean right =
        "RSA2".equals(parameters.get("sign_type"))
            && Rsa2.verifies(text, parameters.getOrDefault("sign", ""), keys.merchantPublic());
    return right ? "" : "isv.invalid-signature";
  }

  /// The signature is over the very characters of the answer's object.
  private SandboxReply signed(String method, JsonObject answer) {
    String content = answer.toString();
    String body =
        "{\"%s_response\":%s,\"sign\":\"%s\"}"
            .formatted(
                method.replace('.', '_'), content, Rsa2.sign(content, keys.institutionPrivate()));
    return SandboxReply.text(200, body);
  }

  @Override
  protected SandboxMail.Letter paidLetter(SandboxPayment payment, SandboxFlaw flaw) {
    String at =
        payment.state() instanceof PaymentState.Paid paid ? AlipayTimes.format(paid.at()) : "";
    Map<String, String> form = new LinkedHashMap<>();
    form.put("notify_time", AlipayTimes.format(clock().instant()));
    form.put("notify_type", "trade_status_sync");
    form.put("notify_id", payment.id() + (flaw == SandboxFlaw.NONE ? "" : flaw.name()));
    form.put("charset", "utf-8");
    form.put("version", "1.0");
    form.put("sign_type", "RSA2");
    form.put("app_id", flaw.merchant(APP));
    form.put("auth_app_id", flaw.merchant(APP));
    form.put("seller_id", flaw.merchant(SELLER));
    form.put("trade_no", payment.id());
    form.put("out_trade_no", reference(payment, flaw));
    form.put("trade_status", "TRADE_SUCCESS");
    form.put("total_amount", flaw.amount(payment).toDecimal().toPlainString());
    form.put("receipt_amount", flaw.amount(payment).toDecimal().toPlainString());
    form.put("subject", payment.terms().subject());
    form.put("gmt_create", at);
    form.put("gmt_payment", at);
    String text = Rsa2.text(form, Set.of("sign", "sign_type"));
    form.put("sign", Rsa2.sign(text, keys.signing(flaw)));
    return new SandboxMail.Letter(
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        Bytes.wrap(encoded(form).getBytes(StandardCharsets.UTF_8)));
  }

  /// Nothing else than these seven characters will do.
  @Override
  protected boolean isAcknowledged(int status, String body) {
    return status == 200 && body.equals("success");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
