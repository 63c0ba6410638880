package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.OperationTable.Who;
import org.tongbao.ledger.key.Signer;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.media.Samples;
import org.tongbao.market.web.Language;
import org.tongbao.primitives.crypto.PersonalMessage;
import org.tongbao.primitives.crypto.PrivateKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Something of every kind that an address of the REST API can name, all of one buyer, one shop and
/// the platform, and a caller of every kind.
final class ApiScene {
  private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{([A-Za-z]+)}");
  private static final Pattern WORD = Pattern.compile("\\$\\{([a-z]+)}");

  private final EngineMarket market;
  private final Map<Who, ApiClient> callers = new EnumMap<>(Who.class);
  private final Map<String, String> things = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private String financeName = "";
  private String strangerName = "";
  private String home = CheckoutStage.HOME;

  ApiScene(EngineMarket market) {
    this.market = market;
  }

  /// Where the buyer lives, if not where all do.
  ApiScene atHome(String other) {
    home = other;
    return this;
  }

  /// Makes everybody and everything; names begin with `prefix`.
  ApiScene open(String prefix) throws Exception {
    // Whatever others left open would let weeks pass later, and everybody's session end.
    market.endOrders();
    Buyer buyer = market.buyer(prefix + "-buyer@example.com");
    if (!home.equals(CheckoutStage.HOME)) {
      String address = "/api/v1/me/addresses/" + buyer.address();
      Answer moved = buyer.client().write("PUT", address, home, "If-Match", "\"1\"");
      assertThat(moved.status()).as(moved.response().body()).isBetween(200, 299);
    }
    strangerName = prefix + "-stranger@example.com";
    Buyer stranger = market.buyer(strangerName);
    callers.put(Who.NOBODY, market.app().client());
    callers.put(Who.BUYER, buyer.client());
    callers.put(Who.STRANGER, stranger.client());
    callers.put(Who.OWNER, market.lotus().owner());
    callers.put(Who.RIVAL, market.people().willow().owner());
    callers.put(Who.ADMINISTRATOR, market.people().root());
    financeName = prefix + "-finance@example.com";
    callers.put(Who.FINANCE, withRole(financeName, "FINANCE"));
    callers.put(Who.SUPPORT, market.people().support());
    callers.put(Who.REVIEWER, market.people().reviewer());
    things.put("users/{id}", stranger.id());
    things.put("roles/{role}", "REVIEWER");
    things.put("addresses/{id}", buyer.address());
    words.put("stranger", stranger.id());
    words.put("home", CheckoutStage.HOME);
    upload();
    // Tried with reviews that are there in ReviewApiTest.
    things.put("reviews/{id}", stranger.id());
    staff(prefix);
    goods();
    invitations(prefix);
    money(buyer);
    order(buyer, stranger);
    campaigns();
    things.put("voucher-recharges/{id}", refusedRecharge(buyer));
    session(prefix);
    waysToSignIn(buyer);
    mail(prefix);
    notices(buyer);
    keys();
    difference();
    webhooks();
    words.put("id", UUID.randomUUID().toString());
    words.put("day", market.today());
    words.put("now", market.app().clock().instant().toString());
    words.put("application", Shop.application("newcomer", "CNY"));
    for (ApiClient each : callers.values()) {
      each.keepToken();
    }
    market.app().settle();
    return this;
  }

  /// An upload of the buyer; one that nothing uses goes again after a day.
  void upload() throws Exception {
    Answer uploaded =
        caller(Who.BUYER).upload("/api/v1/me/uploads", "image/png", Samples.picture("png", 30, 20));
    things.put("uploads/{hash}", uploaded.text("hash"));
  }

  /// Signs the stranger in anew: some operations ask for a recent sign-in, and days have passed.
  void signInAgain() throws Exception {
    ApiClient stranger = caller(Who.STRANGER);
    stranger.signIn(strangerName, ApiClient.PASSWORD);
    stranger.keepToken();
  }

  /// Leaves no withdrawal behind that nobody decides about, and nobody who hears news.
  void close() throws Exception {
    var _ =
        market
            .app()
            .jdbc()
            .sql("DELETE FROM webhook_endpoints WHERE url LIKE 'https://receiver.example/%'")
            .update();
    ApiClient finance = market.app().client();
    finance.signIn(financeName, ApiClient.PASSWORD);
    for (JsonNode each : finance.get("/api/v1/platform/withdrawals").json().path("items")) {
      String path = "/api/v1/platform/withdrawals/" + each.at("/withdrawal/id").asString();
      String version = finance.get(path).header("ETag");
      String reason = "{\"reason\":\"the test is over\"}";
      finance.write("PUT", path + "/rejection", reason, "If-Match", version);
    }
    market.app().settle();
    assertThat(undecided()).isZero();
  }

  private long undecided() {
    return market
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM withdrawals WHERE state IN ('HELD', 'APPROVED_ONCE')")
        .query(Long.class)
        .single();
  }

  private ApiClient withRole(String name, String role) throws Exception {
    ApiClient client = market.app().client();
    String id = client.begin(name);
    String path = "/api/v1/users/" + id + "/roles/" + role;
    assertThat(market.people().root().write("PUT", path, "").outcome()).isEqualTo("204");
    return client;
  }

  private void staff(String prefix) throws Exception {
    Map<Who, String> roles =
        Map.of(
            Who.MANAGER, "MANAGER",
            Who.ORDERS, "ORDERS",
            Who.PRODUCTS, "PRODUCTS",
            Who.ACCOUNTS, "FINANCE",
            Who.READER, "READER");
    for (Map.Entry<Who, String> each : roles.entrySet()) {
      ApiClient client = market.app().client();
      String name = prefix + "-shop-" + each.getValue().toLowerCase(Locale.ROOT) + "@example.com";
      var _ = worksAtLotus(client, name, each.getValue());
      callers.put(each.getKey(), client);
    }
    ApiClient leaver = market.app().client();
    things.put("staff/{userId}", worksAtLotus(leaver, prefix + "-leaver@example.com", "MANAGER"));
  }

  private void invitations(String prefix) throws Exception {
    String shops = market.lotus().path("/staff-invitations");
    String platforms = "/api/v1/platform/staff-invitations";
    String body = "{\"email\":\"%s-invited@example.com\",\"role\":\"%s\"}";
    Answer shop =
        market.lotus().owner().write("POST", shops, body.formatted(prefix, "MERCHANT_READER"));
    Answer platform =
        market.people().root().write("POST", platforms, body.formatted(prefix, "REVIEWER"));
    assertThat(shop.outcome() + platform.outcome()).isEqualTo("202202");
    things.put("merchants staff-invitations/{id}", shop.text("id"));
    things.put("staff-invitations/{id}", platform.text("id"));
  }

  private String worksAtLotus(ApiClient client, String name, String role) throws Exception {
    String id = client.begin(name);
    market.lotus().hire(market.app(), client, name, "MERCHANT_" + role);
    return id;
  }

  private void goods() throws Exception {
    String product =
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"紫砂茶壶","en":"Clay teapot"},
         "variants":[{"sku":"%s","prices":[{"amountMinor":12900,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY, UUID.randomUUID().toString().substring(0, 8));
    words.put("product", product);
    ApiClient owner = market.lotus().owner();
    Answer added = owner.write("POST", market.lotus().path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    String place = added.header("Location") + "/publication";
    owner.write("POST", place, "", "If-Match", added.header("ETag"));
    things.put("merchants/{merchantId}", market.lotus().id());
    things.put("merchants/{id}", market.lotus().id());
    things.put("products/{id}", added.text("id"));
    things.put("productId", added.text("id"));
    things.put("shopId", market.lotus().id());
    things.put("variants/{variantId}", added.at("/variants/0/id"));
    things.put("lines/{variantId}", added.at("/variants/0/id"));
    things.put("categories/{id}", TestShop.CATEGORY);
    things.put("delivery-methods/{id}", CheckoutStage.deliveryOf(market.lotus(), 900));
    things.put("media/{hash}", Pictures.upload(market.lotus()));
    things.put("documents/{hash}", document(market.lotus(), "lotus"));
    words.put("product", product.replaceFirst("\"sku\":\"[^\"]*\"", "\"sku\":\"FRESH\""));
  }

  /// What the shop's application describes, which may be there already.
  private static String document(Shop shop, String name) throws Exception {
    String hash = Shop.licenceHash(name);
    String path = shop.path("/application/documents/" + hash);
    Answer sent = shop.owner().put(path, "application/pdf", Shop.licence(name));
    assertThat(sent.status()).as(sent.response().body()).isIn(200, 201);
    return hash;
  }

  private void money(Buyer buyer) throws Exception {
    things.put("wallet recharges/{id}", market.stage().recharge(buyer, 1_000));
    String withdrawal =
        """
        {"amount":{"amountMinor":100,"currency":"CNY"},"destination":"ACCOUNT","accountToken":"b"}
        """;
    Answer asked = buyer.client().write("POST", "/api/v1/wallet/withdrawals", withdrawal);
    buyer.client().until(asked.header("Location"), "/state", "HELD");
    things.put("withdrawals/{id}", asked.text("id"));
    String recharge =
        """
        {"amount":{"amountMinor":100,"currency":"CNY"},"method":"sandbox",
         "returnTo":"https://shop.example/"}
        """;
    Answer shops =
        market.lotus().owner().write("POST", market.lotus().path("/wallet/recharges"), recharge);
    assertThat(shops.outcome()).as(shops.response().body()).isEqualTo("201");
    things.put("merchants recharges/{id}", shops.text("id"));
    for (String each : new String[] {"currencies/{code}", "currency"}) {
      things.put(each, "CNY");
    }
    things.put("notifications/{institution}", "sandbox");
  }

  private void order(Buyer buyer, Buyer stranger) throws Exception {
    Part part = market.paid(buyer);
    things.put("orders/{number}", part.number());
    things.put("orders/{id}", part.id());
    things.put("parts/{id}", part.id());
    words.put("part", part.id());
    JsonNode seen = buyer.client().get(part.path()).json();
    things.put("orders/{reference}", seen.at("/terms/reference").asString());
    for (JsonNode each : seen.path("history")) {
      if (each.path("transaction").isString()) {
        things.put("transactions/{hash}", each.path("transaction").asString());
      }
    }
    things.put("blocks/{block}", "0");
    things.put("accounts/{address}", "0x" + "00".repeat(20));
    things.put(
        "payments/{id}",
        buyer.client().get("/api/v1/orders/" + part.number()).at("/payments/0/id"));
    words.put("wishes", stranger.wishes("CNY", "", market.lotus().id(), market.people().byLotus()));
    String wishes = Objects.requireNonNull(words.get("wishes"));
    words.put(
        "confirmation",
        wishes.substring(0, wishes.length() - 1) + ",\"quoteHash\":\"0x" + "00".repeat(32) + "\"}");
  }

  private void campaigns() throws Exception {
    words.put("later", market.app().clock().instant().plus(Duration.ofDays(30)).toString());
    OperationTable table = OperationTable.read();
    things.put("merchants campaigns/{id}", campaign(table, "/merchants/{merchantId}/campaigns"));
    things.put("campaigns/{id}", campaign(table, "/platform/campaigns"));
  }

  /// Of the buyer, as a row: nothing came of it.
  private String refusedRecharge(Buyer buyer) {
    String id = Uuid7.next(market.app().clock()).toString();
    market
        .app()
        .jdbc()
        .sql(
            """
            INSERT INTO voucher_recharges (id, campaign_id, user_id, units, state, refusal, account,
              at)
            VALUES (CAST(:id AS UUID), CAST(:campaign AS UUID), CAST(:user AS UUID), 1, 'REFUSED',
              'unsigned', :account, now())
            """)
        .param("id", id)
        .param("campaign", things.get("campaigns/{id}"))
        .param("user", buyer.id())
        .param("account", "0x" + "51".repeat(20))
        .update();
    return id;
  }

  private String campaign(OperationTable table, String path) throws Exception {
    Row row = Objects.requireNonNull(table.rows().get("POST /api/v1" + path));
    Answer asked = caller(row.whoMay()).write("POST", path(row), body(row));
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    market.app().settle();
    return asked.at("/campaign/id");
  }

  /// Something that an institution has and we have not.
  private void difference() throws Exception {
    things.put("reconciliations/{institution}", "card");
    things.put("days/{day}", "2026-01-02");
    String file =
        """
        kind,reference,institutionReference,amountMinor,currency,at
        PAYMENT,nobody-knows,there-1,100,CNY,2026-01-02T10:00:00Z
        """;
    ApiClient finance = caller(Who.FINANCE);
    Answer brought =
        finance.put(
            "/api/v1/platform/reconciliations/sandbox/days/2026-01-02/statement",
            "text/csv",
            file.getBytes(StandardCharsets.UTF_8));
    assertThat(brought.status()).as(brought.response().body()).isEqualTo(204);
    String differences =
        "/api/v1/platform/reconciliation-differences?institution=sandbox&limit=100";
    for (JsonNode each : finance.get(differences).json().path("items")) {
      if (each.path("reference").asString().equals("nobody-knows")) {
        things.put("reconciliation-differences/{id}", each.path("id").asString());
      }
    }
  }

  private void mail(String prefix) {
    Letter letter = new Letter(prefix + "@example.com", "News", "Nothing new.", Language.EN);
    things.put("mails/{id}", market.app().bean(Mails.class).send(letter).toString());
  }

  /// Switched off, so that nothing happens by itself, with a message that was held.
  private void webhooks() throws Exception {
    String wish =
        """
        {"url":"https://receiver.example/scene","types":["merchant.suspended"],"enabled":false}
        """;
    ApiClient owner = market.lotus().owner();
    String shops = owner.write("POST", market.lotus().path("/webhooks"), wish).text("id");
    String platforms =
        market.people().root().write("POST", "/api/v1/platform/webhooks", wish).text("id");
    things.put("merchants webhooks/{id}", shops);
    things.put("webhooks/{id}", platforms);
    things.put("merchants messages/{messageId}", held(shops));
    things.put("messages/{messageId}", held(platforms));
  }

  private String held(String endpoint) {
    return market
        .app()
        .jdbc()
        .sql(
            """
            INSERT INTO webhook_messages (id, endpoint_id, type, payload, state, created_at)
            VALUES (gen_random_uuid(), CAST(? AS UUID), 'ping', '{}', 'HELD', now()) RETURNING id
            """)
        .param(endpoint)
        .query(UUID.class)
        .single()
        .toString();
  }

  private void keys() throws Exception {
    things.put("merchants api-keys/{id}", key(market.lotus().owner(), shopKeys(), "SHOP_READ"));
    things.put(
        "api-keys/{id}", key(market.people().root(), "/api/v1/platform/api-keys", "MONEY_READ"));
  }

  String shopKeys() {
    return market.lotus().path("/api-keys");
  }

  private static String key(ApiClient maker, String path, String scope) throws Exception {
    String wish = "{\"name\":\"scene\",\"scopes\":[\"" + scope + "\"]}";
    Answer made = maker.write("POST", path, wish);
    assertThat(made.outcome()).as(made.response().body()).isEqualTo("201");
    return made.text("id");
  }

  private void notices(Buyer buyer) throws Exception {
    market.settle();
    String notice = buyer.client().get("/api/v1/me/notifications").at("/items/0/id");
    things.put("notifications/{id}", notice);
    words.put("notice", notice);
    things.put("topic", "order.paid");
  }

  /// The buyer's session on another device.
  private void session(String prefix) throws Exception {
    ApiClient other = market.app().client();
    Answer begun = other.signIn(prefix + "-buyer@example.com", ApiClient.PASSWORD);
    things.put("sessions/{id}", begun.text("id"));
  }

  /// A passkey and a wallet of the buyer.
  private void waysToSignIn(Buyer buyer) throws Exception {
    ApiClient client = buyer.client();
    SoftAuthenticator device =
        new SoftAuthenticator("http://localhost:" + market.app().address().getPort());
    String created =
        device.create(client.write("POST", "/api/v1/me/passkey-challenges", "").json());
    Answer passkey =
        client.write(
            "POST", "/api/v1/me/passkeys", "{\"name\":\"key\",\"credential\":" + created + "}");
    assertThat(passkey.outcome()).as(passkey.response().body()).isEqualTo("201");
    things.put("passkeys/{id}", passkey.text("id"));
    Signer wallet = Signer.of(PrivateKey.generate(new SecureRandom()));
    String challenge = "{\"wallet\":\"" + wallet.address().toHex() + "\"}";
    String message = client.write("POST", "/api/v1/wallet-challenges", challenge).text("message");
    String proof =
        JsonMapper.shared()
            .createObjectNode()
            .put("message", message)
            .put("signature", wallet.sign(PersonalMessage.hash(message)).toBytes().toHex())
            .toString();
    assertThat(client.write("POST", "/api/v1/me/wallets", proof).outcome()).isEqualTo("201");
    things.put("wallets/{wallet}", wallet.address().toHex());
  }

  ApiClient caller(Who who) {
    return Objects.requireNonNull(callers.get(who));
  }

  /// The id of a thing, by the part of an address that names it.
  String thing(String name) {
    return Objects.requireNonNull(things.get(name), name);
  }

  /// The address of an operation on the things of this scene.
  String path(Row row) {
    return path(row, Map.of());
  }

  /// @param other things that stand in the place of this scene's
  String path(Row row, Map<String, String> other) {
    Map<String, String> all = new TreeMap<>(things);
    all.putAll(other);
    boolean ofShop = row.path().startsWith("/api/v1/merchants/");
    String path =
        VARIABLE
            .matcher(row.path())
            .replaceAll(it -> Matcher.quoteReplacement(it.group(1) + "/" + thing(it, ofShop, all)));
    return path + row.query();
  }

  private static String thing(MatchResult found, boolean ofShop, Map<String, String> all) {
    String ofShops = (ofShop ? "merchants " : "wallet ") + found.group();
    String thing = all.getOrDefault(ofShops, all.get(found.group()));
    return thing != null
        ? thing
        : Objects.requireNonNull(
            all.get(found.group(2)), () -> "ApiScene has nothing for " + found.group());
  }

  /// Calls an operation as somebody.
  ///
  /// @param headers names and values in turn
  Answer call(ApiClient client, Row row, String path, String body, String... headers)
      throws Exception {
    if (!row.isWrite()) {
      return client.get(path, headers);
    }
    return row.type().isEmpty()
        ? client.write(row.method(), path, body, headers)
        : client.file(row.method(), path, row.type(), body.getBytes(StandardCharsets.UTF_8));
  }

  /// A body that is right.
  String body(Row row) {
    return WORD.matcher(row.body())
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(words.get(it.group(1)), it::group)));
  }
}
