package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.crypto.KeyStoreV3;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.TypedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keys of one's own over HTTP: a wallet that signs everything itself, and the kept key to take
/// along.
final class OwnWalletApiTest {
  private static final String WALLET = "/api/v1/wallet";

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
    Buyer buyer = STAGE.buyer("sovereign@example.com");
    Signer wallet = signer(0x51);
    bind(buyer.client(), wallet);
    JsonNode own = buyer.client().get(WALLET).json();
    assertThat(own.path("account").asString()).isEqualTo(wallet.address().toHex());
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

  private static void bind(ApiClient user, Signer wallet) throws Exception {
    Answer bound = user.write("PUT", WALLET + "/account", proof(challenge(user, wallet), wallet));
    assertThat(bound.outcome()).as(bound.response().body()).isEqualTo("200");
  }

  private static Answer challenge(ApiClient user, Signer wallet) throws Exception {
    Answer challenge =
        user.write(
            "POST",
            WALLET + "/account-challenges",
            "{\"wallet\":\"" + wallet.address().toChecksumHex() + "\"}");
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
