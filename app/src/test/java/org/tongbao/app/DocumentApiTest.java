package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.media.Samples;

/// The documents of applications over HTTP: who sends, who reads, what is refused, what goes.
final class DocumentApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private final List<Shop> applied = new ArrayList<>();

  /// No application of ours waits for a decision when others look.
  @AfterEach
  void refuse() throws Exception {
    for (Shop shop : applied) {
      String outcome = shop.decide(reviewer(), "refusal", "the test is over").outcome();
      assertThat(outcome).isIn("200", "409 merchant.wrong-state");
    }
  }

  private static ApiClient reviewer() {
    return MARKET.people().reviewer();
  }

  /// A shop that describes these documents and has sent none.
  private Shop applied(String name, byte[]... described) throws Exception {
    ApiClient owner = MARKET.app().client();
    owner.begin(name + "@example.com");
    Answer made = owner.write("POST", "/api/v1/merchants", application(name, described));
    assertThat(made.outcome()).as(made.response().body()).isEqualTo("201");
    Shop shop = new Shop(made.text("id"), owner);
    applied.add(shop);
    return shop;
  }

  private static String application(String name, byte[]... described) {
    StringBuilder documents = new StringBuilder();
    for (byte[] each : described) {
      documents
          .append(documents.isEmpty() ? "" : ",")
          .append("{\"kind\":\"IDENTITY\",\"name\":\"card\",\"sha256\":\"")
          .append(Shop.sha256(each))
          .append("\",\"sizeBytes\":")
          .append(each.length)
          .append('}');
    }
    String whole = Shop.application(name, "CNY");
    return whole.substring(0, whole.indexOf("\"documents\":[") + 13) + documents + "]}";
  }

  private static String path(Shop shop, byte[] document) {
    return shop.path("/application/documents/" + Shop.sha256(document));
  }

  private static Answer send(Shop shop, byte[] document) throws Exception {
    return shop.owner().put(path(shop, document), "application/octet-stream", document);
  }

  private static String platform(Shop shop) {
    return "/api/v1/platform/merchants/" + shop.id() + "/documents";
  }

  private static long kept(Shop shop) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM merchant_document_files WHERE merchant_id = CAST(? AS UUID)")
        .param(shop.id())
        .query(Long.class)
        .single();
  }

  @Test
  void whoAppliedAndWhoDecidesReadTheVeryFile() throws Exception {
    byte[] card = Samples.pdf("A card of papers");
    Shop shop = applied("papers", card);
    String list = shop.path("/application/documents");
    assertThat(shop.owner().get(list).at("/items/0/sizeBytes"))
        .isEqualTo(String.valueOf(card.length));
    assertThat(shop.owner().get(list).json().at("/items/0/url").isNull()).isTrue();
    assertThat(shop.owner().get(path(shop, card)).outcome()).isEqualTo("404 request.not-found");

    Answer sent = send(shop, card);
    assertThat(sent.outcome()).as(sent.response().body()).isEqualTo("201");
    assertThat(sent.text("type")).isEqualTo("application/pdf");
    assertThat(sent.header("Location")).isEqualTo(path(shop, card));
    assertThat(send(shop, card).outcome()).as("it is there").isEqualTo("200");

    for (Answer read :
        List.of(
            shop.owner().get(sent.text("url")),
            reviewer().get(reviewer().get(platform(shop)).at("/items/0/url")))) {
      assertThat(read.outcome()).isEqualTo("200");
      assertThat(read.response().body()).isEqualTo(new String(card, StandardCharsets.UTF_8));
      assertThat(read.header("Content-Type")).isEqualTo("application/pdf");
      assertThat(read.header("Content-Disposition")).startsWith("attachment").contains("card.pdf");
      assertThat(read.response().headers().allValues("Content-Security-Policy"))
          .containsExactly("default-src 'none'; sandbox");
      assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(read.header("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(readings(shop)).as("only the platform's are written down").isEqualTo(1);
  }

  private static long readings(Shop shop) {
    return MARKET
        .app()
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM audit_entries
            WHERE merchant_id = CAST(? AS UUID) AND action = 'merchant document read'
            """)
        .param(shop.id())
        .query(Long.class)
        .single();
  }

  @Test
  void nobodyElseReachesThem() throws Exception {
    byte[] card = Samples.pdf("A card of private");
    Shop shop = applied("private-papers", card);
    assertThat(send(shop, card).outcome()).isEqualTo("201");
    ApiClient stranger = MARKET.app().client();
    stranger.begin("papers-stranger@example.com");
    Shop willow = MARKET.people().willow();

    for (ApiClient other : List.of(stranger, willow.owner(), reviewer())) {
      assertThat(other.get(path(shop, card)).outcome()).isEqualTo("404 request.not-found");
      assertThat(other.get(shop.path("/application/documents")).status()).isEqualTo(404);
      assertThat(other.put(path(shop, card), "application/pdf", card).status()).isEqualTo(404);
    }
    assertThat(MARKET.app().client().get(path(shop, card)).status()).isEqualTo(401);
    assertThat(willow.owner().get(path(willow, card)).status()).as("the hash alone").isEqualTo(404);
    String deciding = platform(shop) + "/" + Shop.sha256(card);
    for (ApiClient other : List.of(stranger, shop.owner(), MARKET.people().support())) {
      assertThat(other.get(deciding).outcome()).isEqualTo("403 request.forbidden");
    }
    assertThat(reviewer().get("/media/" + Shop.sha256(card)).status()).isEqualTo(404);
    assertThat(readings(shop)).isZero();
    boolean plain =
        MARKET
            .app()
            .jdbc()
            .sql(
                """
                SELECT position(CAST('%PDF-' AS BYTEA) IN content) > 0
                FROM merchant_document_files WHERE merchant_id = CAST(? AS UUID)
                """)
            .param(shop.id())
            .query(Boolean.class)
            .single();
    assertThat(plain).as("what lies there says nothing").isFalse();
  }

  @Test
  void onlyTheFileThatWasDescribedIsTaken() throws Exception {
    byte[] card = Samples.pdf("A card of strict", "% " + "x".repeat(3 << 20));
    Shop shop = applied("strict-papers", card);
    String place = path(shop, card);

    for (byte[] wrong : new byte[][] {new byte[] {1}, Samples.pdf("A cord of strict")}) {
      Answer refused = shop.owner().put(place, "application/pdf", wrong);
      assertThat(refused.outcome()).isEqualTo("422 merchant.document-differs");
      assertThat(refused.text("detail")).contains("SHA-256");
    }
    for (String other :
        List.of("0".repeat(64), Shop.sha256(card).toUpperCase(Locale.ROOT), "x", "..")) {
      String path = shop.path("/application/documents/" + other);
      assertThat(shop.owner().put(path, "application/pdf", card).status()).isIn(400, 404, 405);
    }
    assertThat(kept(shop)).isZero();
    assertThat(send(shop, card).outcome()).as("larger than other bodies").isEqualTo("201");
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bad(byte[] content, String outcome) {}

  @Test
  void whatIsNoDocumentIsRefusedAndNothingOfItStays() throws Exception {
    byte[] jpeg = Samples.picture("jpg", 40, 30);
    List<Bad> bad = new ArrayList<>();
    bad.add(
        new Bad(Samples.ascii("<svg xmlns='http://x'><script/></svg>"), "415 media.no-document"));
    bad.add(new Bad(Samples.ascii("GIF89a nothing"), "415 media.no-document"));
    bad.add(new Bad(Samples.joined(jpeg, Samples.archive()), "422 media.something-else-too"));
    bad.add(new Bad(Samples.joined(jpeg, Samples.ascii("more")), "422 media.something-else-too"));
    bad.add(new Bad(Samples.pdf("x", "7 0 obj << /S /JavaScript >> endobj"), "422 media.active"));
    bad.add(new Bad(Samples.ascii("%PDF-1.7 cut off"), "422 media.broken"));
    Shop shop = applied("bad-papers", bad.stream().map(Bad::content).toArray(byte[][]::new));

    for (Bad each : bad) {
      Answer refused = send(shop, each.content);
      assertThat(refused.outcome()).isEqualTo(each.outcome);
      assertThat(refused.text("detail")).startsWith("Nothing was ");
    }
    assertThat(kept(shop)).isZero();
  }

  @Test
  void whatANewVersionLeavesOutGoes() throws Exception {
    byte[] card = Samples.pdf("A card of change");
    byte[] picture = Samples.picture("png", 40, 30);
    byte[] other = Samples.file("lossless.webp");
    Shop shop = applied("changed-papers", card, picture);
    assertThat(send(shop, card).outcome() + send(shop, picture).outcome()).isEqualTo("201201");
    assertThat(shop.owner().get(path(shop, picture)).header("Content-Disposition"))
        .contains("card.png");
    assertThat(shop.decide(reviewer(), "return", "another picture").outcome()).isEqualTo("200");

    String place = shop.path("/application");
    String tag = shop.owner().get(place).header("ETag");
    String again = application("changed-papers", other, card);
    Answer changed = shop.owner().write("PUT", place, again, "If-Match", tag);
    assertThat(changed.outcome()).as(changed.response().body()).isEqualTo("200");

    assertThat(shop.owner().get(path(shop, card)).status()).as("it stays").isEqualTo(200);
    assertThat(shop.owner().get(path(shop, picture)).status()).isEqualTo(404);
    assertThat(kept(shop)).isEqualTo(1);
    assertThat(send(shop, picture).outcome()).isEqualTo("404 request.not-found");
    assertThat(send(shop, other).text("type")).isEqualTo("image/webp");
    assertThat(kept(shop)).isEqualTo(2);
  }

  @Test
  void aChangedByteIsNeverHandedOut() throws Exception {
    byte[] card = Samples.pdf("A card of damage");
    byte[] second = Samples.pdf("A second card of damage");
    Shop shop = applied("damaged-papers", card, second);
    assertThat(send(shop, card).outcome() + send(shop, second).outcome()).isEqualTo("201201");

    String flip = "content = set_byte(content, 40, get_byte(content, 40) # 1)";
    change(shop, card, flip);
    damaged(shop, card);
    change(shop, card, flip);
    assertThat(shop.owner().get(path(shop, card)).status()).isEqualTo(200);
    String flipKey = "data_key = set_byte(data_key, 40, get_byte(data_key, 40) # 1)";
    change(shop, card, flipKey);
    damaged(shop, card);
    change(shop, card, flipKey);
    change(
        shop,
        card,
        "(content, data_key) = (SELECT o.content, o.data_key FROM merchant_document_files o"
            + " WHERE o.merchant_id = f.merchant_id AND o.id <> f.id)");
    damaged(shop, card);
    assertThat(shop.owner().get(path(shop, second)).status()).isEqualTo(200);
    assertThat(readings(shop)).as("nothing was read").isZero();
  }

  private static void change(Shop shop, byte[] document, String how) {
    int changed =
        MARKET
            .app()
            .jdbc()
            .sql(
                "UPDATE merchant_document_files f SET "
                    + how
                    + " WHERE merchant_id = CAST(? AS UUID) AND sha256 = ?")
            .params(shop.id(), Shop.sha256(document))
            .update();
    assertThat(changed).isEqualTo(1);
  }

  private static void damaged(Shop shop, byte[] document) throws Exception {
    for (Answer read :
        List.of(
            shop.owner().get(path(shop, document)),
            reviewer().get(platform(shop) + "/" + Shop.sha256(document)))) {
      assertThat(read.outcome()).isEqualTo("500 merchant.document-damaged");
    }
  }

  @Test
  void anApplicationHasNoRoomForMore() throws Exception {
    byte[] card = Samples.pdf("A card of room");
    byte[] second = Samples.pdf("A second card of room");
    Shop shop = applied("full-papers", card, second);
    assertThat(send(shop, card).outcome()).isEqualTo("201");
    change(shop, card, "size_bytes = " + (48 << 20));

    Answer refused = send(shop, second);
    assertThat(refused.outcome()).isEqualTo("409 merchant.too-many-documents");
    assertThat(refused.text("detail")).contains("48 MiB");
    assertThat(kept(shop)).isEqualTo(1);
    byte[][] eleven = new byte[11][];
    for (int i = 0; i < eleven.length; i++) {
      eleven[i] = Samples.pdf("Card " + i);
    }
    assertThat(
            shop.owner()
                .write("POST", "/api/v1/merchants", application("more-papers", eleven))
                .outcome())
        .isEqualTo("422 request.field-malformed");
  }
}
