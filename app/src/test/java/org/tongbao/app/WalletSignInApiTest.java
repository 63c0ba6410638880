package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PersonalMessage;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sign-In with Ethereum over HTTP: registering with a wallet, signing in with it, adding it to an
/// account, and every message that must not sign anybody in.
final class WalletSignInApiTest {
  private static final String SITE = "https://shop.example";

  @RegisterExtension
  private static final RunningApplication APP = new RunningApplication("--site.address", SITE);

  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final ApiClient user = APP.client();
  private final ApiClient visitor = APP.client();

  @Test
  void aWalletRegistersAndIsTheAccountOnTheChain() throws Exception {
    Signer wallet = signer(0x71);
    String message = challenge(wallet.address());
    assertThat(message)
        .startsWith("shop.example wants you to sign in with your Ethereum account:\n")
        .contains("\n" + wallet.address().toChecksumHex() + "\n")
        .contains("\nURI: https://shop.example\n")
        .contains("\nChain ID: 21570\n");
    assertThat(send(user, message, wallet).outcome())
        .isEqualTo("404 wallet-sign-in.unknown-wallet");
    Answer registered = register(user, message, wallet);
    assertThat(registered.outcome()).as(registered.response().body()).isEqualTo("201");
    assertThat(registered.text("method")).isEqualTo("WALLET");
    JsonNode me = user.get("/api/v1/me").json();
    assertThat(me.path("loginNames").isEmpty()).isTrue();
    assertThat(me.path("displayName").asString()).isEqualTo("娜");
    JsonNode own = user.get("/api/v1/wallet").json();
    assertThat(own.path("account").asString()).isEqualTo(wallet.address().toHex());
    assertThat(own.path("keyHere").asBoolean()).isFalse();

    // Again, on another device: the same user, whether it asks to be registered or not.
    String again = challenge(wallet.address());
    assertThat(register(visitor, again, wallet).outcome()).isEqualTo("201");
    assertThat(visitor.get("/api/v1/me").text("id")).isEqualTo(me.path("id").asString());
    assertThat(user.write("DELETE", "/api/v1/me/wallets/" + wallet.address(), "").outcome())
        .isEqualTo("409 identity.last-way-to-sign-in");
    assertThat(
            user.keyless("PUT", "/api/v1/me/password", "{\"next\":\"gravel otter lantern\"}")
                .outcome())
        .isEqualTo("204");
    assertThat(user.write("DELETE", "/api/v1/me/wallets/" + wallet.address(), "").outcome())
        .isEqualTo("204");
    assertThat(send(visitor, challenge(wallet.address()), wallet).outcome())
        .isEqualTo("404 wallet-sign-in.unknown-wallet");
    assertThat(register(visitor, challenge(wallet.address()), wallet).outcome())
        .isEqualTo("409 onchain.wallet-taken");
  }

  @Test
  void aMessageWorksOnceHereAndNow() throws Exception {
    Signer wallet = signer(0x72);
    register(user, challenge(wallet.address()), wallet);
    String message = challenge(wallet.address());
    assertThat(send(visitor, message, wallet).outcome()).isEqualTo("201");
    assertThat(send(visitor, message, wallet).outcome()).isEqualTo("409 wallet-sign-in.nonce-over");

    String base = challenge(wallet.address());
    refused(base.replace("shop.example wants", "evil.test wants"), wallet, "message-not-for-us");
    refused(
        base.replace("URI: https://shop", "URI: https://evil.test/shop"),
        wallet,
        "message-not-for-us");
    refused(
        base.replace("https://shop.example\n", "https://shop.example.evil.test\n"),
        wallet,
        "message-not-for-us");
    refused("http://" + base, wallet, "message-not-for-us");
    refused(base.replace("Chain ID: 21570", "Chain ID: 1"), wallet, "message-not-for-us");
    refused(base.replaceFirst("Nonce: .{8}", "Nonce: 00000000"), wallet, "nonce-over");
    refused(base.replaceFirst("Issued At: 20..", "Issued At: 2099"), wallet, "message-over");
    refused(base.replaceFirst("Issued At: 20..", "Issued At: 2001"), wallet, "message-over");
    refused(
        base.replaceFirst("Expiration Time: 20..", "Expiration Time: 2001"),
        wallet,
        "message-over");
    refused(base + "\nNot Before: 2099-01-01T00:00:00Z", wallet, "message-over");
    refused(base.replace("Version: 1", "Version: 2"), wallet, "message-malformed");

    // One byte of what was signed, and somebody else's signature.
    String signature = signature(base, wallet);
    assertThat(
            visitor
                .keyless(
                    "POST",
                    "/api/v1/sessions/wallet",
                    body(base.replace("Tongbao.", "Tongbao!"), signature))
                .outcome())
        .isEqualTo("401 wallet-sign-in.not-signed");
    assertThat(send(visitor, base, signer(0x7e)).outcome())
        .isEqualTo("401 wallet-sign-in.not-signed");
    assertThat(send(visitor, "https://" + base, wallet).outcome()).isEqualTo("201");

    String late = challenge(wallet.address());
    APP.advance(Duration.ofMinutes(11));
    assertThat(send(visitor, late, wallet).outcome()).isEqualTo("409 wallet-sign-in.nonce-over");
  }

  @Test
  void ofManyWhoRegisterAWalletAtOnceThereIsOneUser() throws Exception {
    Signer wallet = signer(0x73);
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String message = challenge(wallet.address());
      all.add(() -> register(APP.client(), message, wallet).outcome());
    }
    assertThat(AtOnce.all(all))
        .contains("201")
        .allMatch(it -> it.equals("201") || it.startsWith("409 "));
    assertThat(
            APP.jdbc()
                .sql("SELECT count(*) FROM chain_accounts WHERE account = ? AND current")
                .param(wallet.address().toHex())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aWalletIsAddedToAnAccountByItsSignatureAndSignsItIn() throws Exception {
    String id = user.begin("wallet-adder@example.com");
    Signer wallet = signer(0x74);
    String message = challenge(wallet.address());
    Answer added =
        user.keyless("POST", "/api/v1/me/wallets", body(message, signature(message, wallet)));
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    assertThat(added.at("/0/wallet")).isEqualTo(wallet.address().toChecksumHex());
    assertThat(send(visitor, challenge(wallet.address()), wallet).outcome()).isEqualTo("201");
    assertThat(visitor.get("/api/v1/me").text("id")).isEqualTo(id);
    // The account on the chain stays what it was.
    assertThat(user.get("/api/v1/wallet").json().path("keyHere").asBoolean()).isTrue();

    ApiClient other = APP.client();
    other.begin("wallet-thief@example.com");
    String theirs = challenge(wallet.address());
    assertThat(
            other
                .keyless("POST", "/api/v1/me/wallets", body(theirs, signature(theirs, wallet)))
                .outcome())
        .isEqualTo("409 wallet-sign-in.taken");
    assertThat(other.write("DELETE", "/api/v1/me/wallets/" + wallet.address(), "").outcome())
        .isEqualTo("404 request.not-found");
    APP.advance(Duration.ofMinutes(16));
    assertThat(user.write("DELETE", "/api/v1/me/wallets/" + wallet.address(), "").outcome())
        .isEqualTo("403 identity.sign-in-again");
  }

  @Test
  void aWalletThatIsAContractIsAskedOnTheChain() throws Exception {
    Signer owner = signer(0x75);
    Address contract = deploy(owner.address());
    String message = challenge(contract);
    assertThat(
            visitor
                .keyless(
                    "POST", "/api/v1/sessions/wallet", body(message, signature(message, signer(1))))
                .outcome())
        .isEqualTo("401 wallet-sign-in.not-signed");
    assertThat(register(user, message, owner).outcome()).isEqualTo("201");
    assertThat(user.get("/api/v1/wallet").text("account")).isEqualTo(contract.toHex());
  }

  @Test
  void whoTriesSignaturesHasToWait() throws Exception {
    Signer wallet = signer(0x76);
    int tried = 0;
    Answer answer;
    do {
      answer = send(visitor, challenge(wallet.address()), signer(0x77));
      tried++;
    } while (answer.outcome().equals("401 wallet-sign-in.not-signed") && tried < 16);
    assertThat(answer.outcome()).isEqualTo("429 identity.too-many-attempts");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(tried).isGreaterThan(5);
  }

  private void refused(String message, Signer wallet, String code) throws Exception {
    assertThat(send(visitor, message, wallet).text("code"))
        .as(message)
        .isEqualTo("wallet-sign-in." + code);
    // Failures before are not what this is about.
    APP.jdbc().sql("DELETE FROM failed_attempts").update();
  }

  /// An account whose code asks for the signature of its owner (ERC-1271).
  private static Address deploy(Address owner) {
    String code =
        "60043560005260a43560f81c602052606435604052608435606052"
            + "602060806080600060015afa50"
            + "60805173"
            + owner.toHex().substring(2)
            + "14604757600080fd"
            + "5b631626ba7e60e01b60005260206000f3";
    int size = code.length() / 2;
    code = code.replace("14604757", "1460%02x57".formatted(code.indexOf("5b631626") / 2));
    Bytes init = Bytes.fromHex("0x60%02x600c60003960%02x6000f3%s".formatted(size, size, code));
    EthClient client = APP.bean(EthClient.class);
    PrivateKey payer = PrivateKey.generate(new SecureRandom());
    UnsignedTransaction creation =
        UnsignedTransaction.feeMarket(client.chainId())
            .nonce(0)
            .to(null)
            .value(U256.ZERO)
            .data(init)
            .gasLimit(500_000)
            .maxFeePerGas(U256.ZERO)
            .maxPriorityFeePerGas(U256.ZERO)
            .build();
    var _ = client.send(creation.withSignature(payer.sign(creation.signingHash())).encoded());
    Address contract = Address.create(payer.address(), 0);
    assertThat(
            Polling.until(
                WITHIN, () -> Optional.of(client.code(contract)).filter(it -> !it.isEmpty())))
        .isPresent();
    return contract;
  }

  private String challenge(Address wallet) throws Exception {
    return visitor
        .keyless("POST", "/api/v1/wallet-challenges", "{\"wallet\":\"" + wallet.toHex() + "\"}")
        .text("message");
  }

  private static Answer send(ApiClient client, String message, Signer wallet) throws Exception {
    return client.keyless(
        "POST", "/api/v1/sessions/wallet", body(message, signature(message, wallet)));
  }

  private static Answer register(ApiClient client, String message, Signer wallet) throws Exception {
    ObjectNode body =
        (ObjectNode) JsonMapper.shared().readTree(body(message, signature(message, wallet)));
    body.put("register", true).put("displayName", "娜").put("language", "zh");
    return client.keyless("POST", "/api/v1/sessions/wallet", body.toString());
  }

  private static String body(String message, String signature) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("message", message)
        .put("signature", signature)
        .toString();
  }

  /// As a wallet answers `personal_sign`.
  private static String signature(String message, Signer wallet) {
    return wallet.sign(PersonalMessage.hash(message)).toBytes().toHex();
  }

  private static Signer signer(int secret) {
    String hex = HexFormat.of().toHexDigits((byte) secret).repeat(32);
    return Signer.of(PrivateKey.of(HexFormat.of().parseHex(hex)));
  }
}
