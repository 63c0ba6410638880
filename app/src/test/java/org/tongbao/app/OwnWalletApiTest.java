package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.util.HtmlUtils;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.crypto.KeyStoreV3;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.TypedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keys of one's own over HTTP: a wallet that signs everything itself, and the kept key to take
/// along.
final class OwnWalletApiTest {
  private static final String WALLET = "/api/v1/wallet";
  private static final Pattern DOCUMENT =
      Pattern.compile("(?s)<textarea[^>]* id=\"document\"[^>]*>(.*?)</textarea>");

  @RegisterExtension
  private static final RunningApplication APP = new RunningApplication(ValueStage.settings());

  private static final CheckoutStage STAGE = new CheckoutStage(APP);
  private static Shop shop;
  private static String delivery = "";

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.live(APP, STAGE.reviewer(ValueStage.ROOT), "for-own-wallets", "CNY");
    delivery = CheckoutStage.deliveryOf(shop, 0);
  }

  @Test
  void aWalletSignsEveryMovementItself() throws Exception {
    Signer wallet = signer(0x51);
    everyMovementIsSigned("sovereign@example.com", wallet.address(), wallet);
  }

  /// ERC-1271: the account is a contract, which asks its owner's key.
  @Test
  void aSmartAccountsOwnerSignsEveryMovement() throws Exception {
    Signer owner = signer(0x54);
    Address account = SmartAccount.deploy(APP, owner);
    ApiClient other = APP.client();
    other.begin("not-smart@example.com");
    Answer asked = challenge(other, account);
    assertThat(other.write("PUT", WALLET + "/account", proof(asked, signer(0x55))).outcome())
        .as("somebody who does not own it")
        .isEqualTo("422 wallet.not-signed");
    everyMovementIsSigned("smart@example.com", account, owner);
  }

  /// @param wallet signs for the account
  private static void everyMovementIsSigned(String name, Address account, Signer wallet)
      throws Exception {
    Buyer buyer = STAGE.buyer(name);
    bind(buyer.client(), account, wallet);
    JsonNode own = buyer.client().get(WALLET).json();
    assertThat(own.path("account").asString()).isEqualTo(account.toHex());
    assertThat(own.path("keyHere").asBoolean()).isFalse();
    ValueStage.recharge(buyer.client(), WALLET + "/recharges", 20_000);

    // An order: placing, paying and the receipt each need the wallet.
    buyer.put(STAGE.goods(shop, 9_900, "CNY", 5), 1);
    String wishes = buyer.wishes("CNY", "", shop.id(), delivery);
    Answer order = buyer.confirm(wishes, buyer.quote(wishes));
    assertThat(order.outcome()).as(order.response().body()).isEqualTo("201");
    String number = order.header("Location");
    String part = number + "/parts/" + order.at("/parts/0/id");
    APP.settle();
    assertThat(buyer.client().get(part).at("/order/state")).isEqualTo("NEW");
    signOrder(buyer.client(), part, wallet, "PLACE");
    buyer.client().until(part, "/order/state", "PLACED");
    buyer.client().write("POST", number + "/payments", "{\"method\":\"balance\"}");
    signOrder(buyer.client(), part, wallet, "PAY");
    buyer.client().until(part, "/order/state", "PAID");
    String parcel =
        "{\"carrier\":\"SF\",\"trackingNumber\":\"SF1\",\"shippedOn\":\"%s\"}"
            .formatted(APP.clock().instant().toString().substring(0, 10));
    String desk = shop.path("/orders/" + order.at("/parts/0/id"));
    shop.owner().write("POST", desk + "/shipment", parcel);
    buyer.client().until(part, "/order/state", "SHIPPED");
    buyer.client().write("POST", part + "/receipt", "");
    signOrder(buyer.client(), part, wallet, "CONFIRM_RECEIPT");
    buyer.client().until(part, "/order/state", "SETTLED");
    String review = reviewIsSigned(buyer.client(), part, wallet);
    followUpIsSigned(name, review, wallet);

    // A withdrawal: somebody else's signature is none.
    Answer asked = buyer.client().write("POST", WALLET + "/withdrawals", withdrawal(4_000));
    assertThat(asked.text("state")).isEqualTo("TO_SIGN");
    String path = asked.header("Location");
    String stranger = signature(signer(0x52), asked.json().at("/toSign/document"));
    assertThat(buyer.client().write("POST", path + "/signature", stranger).outcome())
        .isEqualTo("422 wallet.not-signed");
    assertThat(
            buyer.client().write("POST", path + "/signature", "{\"signature\":\"0x\"}").outcome())
        .isEqualTo("422 wallet.not-signed");
    String own4000 = signature(wallet, asked.json().at("/toSign/document"));
    assertThat(buyer.client().write("POST", path + "/signature", own4000).outcome())
        .isEqualTo("202");
    buyer.client().until(path, "/state", "HELD");
    assertThat(buyer.client().write("POST", path + "/signature", own4000).outcome())
        .isEqualTo("409 wallet.not-waiting");
    assertThat(buyer.client().write("DELETE", WALLET + "/account", "").outcome())
        .isEqualTo("409 onchain.account-in-use");
    assertThat(export(buyer.client(), ApiClient.PASSWORD).outcome())
        .isEqualTo("409 onchain.key-not-here");
    assertThat(Audit.differences(APP)).isEmpty();
  }

  /// What is said counts when the wallet has signed it, word for word; until then it may be said
  /// otherwise.
  private static String reviewIsSigned(ApiClient buyer, String part, Signer wallet)
      throws Exception {
    String draft = "{\"line\":0,\"stars\":%d,\"text\":\"%s\",\"media\":[]}";
    Answer hasty = buyer.write("POST", part + "/reviews", draft.formatted(1, "hasty"));
    assertThat(hasty.outcome() + " " + hasty.text("state")).isEqualTo("202 TO_SIGN");
    Answer written = buyer.write("POST", part + "/reviews", draft.formatted(5, "fair"));
    assertThat(written.outcome()).as(written.response().body()).isEqualTo("202");
    String id = written.at("/review/id");
    JsonNode document = written.json().at("/toSign/document");
    assertThat(buyer.get("/api/v1/me/reviews").json().at("/items/0/toSign/document"))
        .isEqualTo(document);
    String sign = "/api/v1/me/reviews/" + id + "/signature";
    ApiClient stranger = APP.client();
    stranger.begin("reads-" + id + "@example.com");
    assertThat(stranger.write("POST", sign, signature(wallet, document)).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(buyer.write("POST", sign, signature(signer(0x52), document)).outcome())
        .isEqualTo("422 review.not-signed");
    JsonNode earlier = hasty.json().at("/toSign/document");
    assertThat(buyer.write("POST", sign, signature(wallet, earlier)).outcome())
        .as("of what was said before")
        .isEqualTo("422 review.not-signed");
    assertThat(buyer.write("POST", sign, signature(wallet, document)).outcome()).isEqualTo("202");
    buyer.until("/api/v1/me/reviews", "/items/0/state", "ATTESTED");
    assertThat(buyer.write("POST", sign, signature(wallet, document)).outcome())
        .isEqualTo("409 review.not-waiting");
    Answer shown = APP.client().get("/api/v1/reviews/" + id);
    assertThat(shown.at("/review/text")).isEqualTo("fair");
    assertThat(shown.json().at("/review/stars").asInt()).isEqualTo(5);
    return id;
  }

  /// The same by the pages, without scripts: the form takes what was signed elsewhere. What nobody
  /// signs in time may be said again.
  private static void followUpIsSigned(String name, String review, Signer wallet) throws Exception {
    Browser browser = new Browser(APP, "en");
    browser.submit(
        browser.open("/sign-in"), "/sign-in", "loginName", name, "password", ApiClient.PASSWORD);
    String form = "/reviews/" + review + "/follow-up";
    String sign = "/reviews/" + review + "/signature";
    Page asked = browser.submit(browser.open(form), form, "text", "late");
    assertThat(asked.path()).isEqualTo(sign);
    int ended =
        APP.jdbc()
            .sql("UPDATE review_replies SET sign_by = now() - interval '2 d' WHERE review_id = ?")
            .param(UUID.fromString(review))
            .update();
    assertThat(ended).isOne();
    assertThat(browser.open(sign).path()).as("it is over").isEqualTo("/account/reviews");
    APP.scheduled("ReviewSignatures.endUnsigned");
    assertThat(
            APP.jdbc()
                .sql("SELECT state || refusal FROM review_replies WHERE review_id = ?")
                .param(UUID.fromString(review))
                .query(String.class)
                .single())
        .isEqualTo("REFUSEDunsigned");

    asked = browser.submit(browser.open(form), form, "text", "still fair");
    WholePage.check(asked, 200);
    Page refused = browser.submit(asked, sign, "signature", "0x12");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("not one of your account");
    Matcher document = DOCUMENT.matcher(refused.html());
    assertThat(document.find()).isTrue();
    JsonNode data = JsonMapper.shared().readTree(HtmlUtils.htmlUnescape(document.group(1)));
    String signed =
        JsonMapper.shared().readTree(signature(wallet, data)).path("signature").asString();
    Page done = browser.submit(refused, sign, "signature", signed);
    assertThat(done.path()).isEqualTo("/account/reviews");
    APP.settle();
    assertThat(APP.client().get("/api/v1/reviews/" + review).at("/review/followUp/text"))
        .isEqualTo("still fair");
  }

  @Test
  void aWalletBecomesAnAccountByItsOwnSignatureOnceAndOnlyWhenNothingIsLeftBehind()
      throws Exception {
    ApiClient user = APP.client();
    user.begin("careful@example.com");
    String before = user.get(WALLET).text("account");
    Signer wallet = signer(0x61);
    Answer challenge = challenge(user, wallet);
    ApiClient other = APP.client();
    other.begin("thief@example.com");
    assertThat(other.write("PUT", WALLET + "/account", proof(challenge, wallet)).outcome())
        .isEqualTo("409 wallet.challenge-over");
    assertThat(user.write("PUT", WALLET + "/account", proof(challenge, signer(0x62))).outcome())
        .isEqualTo("422 wallet.not-signed");
    assertThat(user.write("PUT", WALLET + "/account", proof(challenge, wallet)).text("account"))
        .isEqualTo(wallet.address().toHex());
    assertThat(user.write("PUT", WALLET + "/account", proof(challenge, wallet)).outcome())
        .isEqualTo("409 wallet.challenge-over");
    Answer theirs = challenge(other, wallet);
    assertThat(other.write("PUT", WALLET + "/account", proof(theirs, wallet)).outcome())
        .isEqualTo("409 onchain.wallet-taken");
    assertThat(user.write("DELETE", WALLET + "/account", "").text("account")).isEqualTo(before);

    ValueStage.recharge(other, WALLET + "/recharges", 100);
    Answer mine = challenge(other, signer(0x63));
    assertThat(other.write("PUT", WALLET + "/account", proof(mine, signer(0x63))).outcome())
        .isEqualTo("409 onchain.account-in-use");
  }

  @Test
  void aWalletTurnsRechargeCouponsIntoMoneyByItsSignature() throws Exception {
    ApiClient root = APP.client();
    root.signIn(ValueStage.ROOT, ApiClient.PASSWORD);
    String sponsor = "/api/v1/platform/sponsor/CNY/fundings";
    root.write("POST", sponsor, "{\"source\":\"OWN_MONEY\",\"amountMinor\":6000}");
    root.until(sponsor, "/items/0/state", "DONE");
    String coupons =
        """
        {"kind":"RECHARGE","nameZh":"充值券","nameEn":"Recharge","currency":"CNY",
         "valueMinor":2000,"cap":3,"perAccount":3,"endsAt":"%s"}
        """
            .formatted(APP.clock().instant().plus(Duration.ofDays(30)));
    String campaigns = "/api/v1/platform/campaigns";
    String campaign = root.write("POST", campaigns, coupons).at("/campaign/id");
    root.until(campaigns + "/" + campaign, "/campaign/state", "PUBLISHED");
    root.write("POST", campaigns + "/" + campaign + "/fundings", "{\"amountMinor\":6000}");
    root.until(campaigns + "/" + campaign, "/fundings/0/state", "DONE");
    ApiClient user = APP.client();
    user.begin("coupons@example.com");
    Signer wallet = signer(0x57);
    bind(user, wallet.address(), wallet);
    user.write("POST", "/api/v1/campaigns/" + campaign + "/claims", "{\"units\":3}");
    user.until("/api/v1/me/voucher-claims", "/items/0/state", "ISSUED");

    String path = "/api/v1/campaigns/" + campaign + "/recharges";
    Answer asked = user.write("POST", path, "{\"units\":2}");
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    assertThat(asked.text("state")).isEqualTo("TO_SIGN");
    assertThat(user.write("POST", path, "{\"units\":2}").outcome())
        .as("they are reserved")
        .isEqualTo("409 promotion.not-held");
    String recharges = "/api/v1/me/voucher-recharges";
    String sign = recharges + "/" + asked.text("id") + "/signature";
    JsonNode document = asked.json().at("/toSign/document");
    assertThat(user.write("POST", sign, signature(signer(0x58), document)).outcome())
        .isEqualTo("422 promotion.not-signed");
    ApiClient stranger = APP.client();
    stranger.begin("coupons-stranger@example.com");
    assertThat(stranger.write("POST", sign, signature(wallet, document)).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(user.write("POST", sign, signature(wallet, document)).outcome()).isEqualTo("202");
    user.until(recharges, "/items/0/state", "DONE");
    assertThat(user.write("POST", sign, signature(wallet, document)).outcome())
        .isEqualTo("409 promotion.not-waiting");
    APP.settle();
    JsonNode line = user.get(WALLET + "/statement?unit=CNY").json().at("/items/0");
    assertThat(line.path("amount").asLong()).isEqualTo(4_000);
    JsonNode moved = user.get("/api/v1/me/voucher-movements").json().at("/items/0");
    assertThat(moved.path("kind").asString()).isEqualTo("RECHARGED");
    assertThat(moved.path("transaction")).isEqualTo(line.path("transaction"));
    JsonNode left = user.get("/api/v1/me/voucher-holdings").json().at("/items/0");
    assertThat(left.path("held").asLong()).isOne();
    assertThat(left.path("recharged").asLong()).isEqualTo(2);
    assertThat(left.path("reserved").asLong()).isZero();
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void theKeptKeyIsTakenAlongByPasswordThreeTimesADayAndWrittenDown() throws Exception {
    ApiClient user = APP.client();
    String id = user.begin("leaver@example.com");
    assertThat(export(user, "not the password").outcome()).isEqualTo("422 identity.wrong-password");
    assertThat(
            user.keyless(
                    "POST",
                    WALLET + "/key-export",
                    "{\"password\":\"" + ApiClient.PASSWORD + "\",\"storePassword\":\"short\"}")
                .outcome())
        .isEqualTo("422 request.field-malformed");
    Answer taken = export(user, ApiClient.PASSWORD);
    assertThat(taken.outcome()).isEqualTo("200");
    assertThat(taken.header("Cache-Control")).contains("no-store");
    PrivateKey key =
        KeyStoreV3.parse(JsonMapper.shared().readValue(taken.response().body(), Map.class))
            .open("store password".toCharArray());
    assertThat(key.address().toHex()).isEqualTo(user.get(WALLET).text("account"));
    export(user, ApiClient.PASSWORD);
    export(user, ApiClient.PASSWORD);
    assertThat(export(user, ApiClient.PASSWORD).outcome()).isEqualTo("429 wallet.too-many-exports");
    assertThat(
            APP.jdbc()
                .sql("SELECT count(*) FROM key_exports WHERE user_id = CAST(? AS UUID)")
                .param(id)
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  private static Answer export(ApiClient user, String password) throws Exception {
    return user.keyless(
        "POST",
        WALLET + "/key-export",
        "{\"password\":\"%s\",\"storePassword\":\"store password\"}".formatted(password));
  }

  private static void bind(ApiClient user, Address account, Signer wallet) throws Exception {
    Answer bound = user.write("PUT", WALLET + "/account", proof(challenge(user, account), wallet));
    assertThat(bound.outcome()).as(bound.response().body()).isEqualTo("200");
  }

  private static Answer challenge(ApiClient user, Signer wallet) throws Exception {
    return challenge(user, wallet.address());
  }

  private static Answer challenge(ApiClient user, Address account) throws Exception {
    Answer challenge =
        user.write(
            "POST",
            WALLET + "/account-challenges",
            "{\"wallet\":\"" + account.toChecksumHex() + "\"}");
    assertThat(challenge.outcome()).isEqualTo("201");
    return challenge;
  }

  private static String proof(Answer challenge, Signer wallet) {
    String signed = signature(wallet, challenge.json().path("document"));
    return "{\"nonce\":\"%s\",%s".formatted(challenge.text("nonce"), signed.substring(1));
  }

  /// Signs the first of what waits for this step, once it waits.
  private static void signOrder(ApiClient buyer, String part, Signer wallet, String step)
      throws Exception {
    JsonNode waiting = buyer.until(part, "/toSign/0/step", step).json().at("/toSign/0");
    String signed = signature(wallet, waiting.path("document"));
    String body =
        "{\"command\":\"%s\",%s".formatted(waiting.path("command").asString(), signed.substring(1));
    Answer answer = buyer.write("POST", part + "/signatures", body);
    assertThat(answer.outcome()).as(answer.response().body()).isEqualTo("202");
  }

  /// `{"signature":"0x…"}`, as a wallet answers `eth_signTypedData_v4`.
  private static String signature(Signer wallet, JsonNode document) {
    TypedData data = TypedData.parse(JsonMapper.shared().readValue(document.toString(), Map.class));
    return "{\"signature\":\"%s\"}".formatted(wallet.sign(data.hash()).toBytes().toHex());
  }

  private static String withdrawal(long amountMinor) {
    return """
    {"amount":{"amountMinor":%d,"currency":"CNY"},"destination":"ORIGINAL"}
    """
        .formatted(amountMinor);
  }

  private static Signer signer(int secret) {
    String hex = HexFormat.of().toHexDigits((byte) secret).repeat(32);
    return Signer.of(PrivateKey.of(HexFormat.of().parseHex(hex)));
  }
}
