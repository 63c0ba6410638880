package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineStage.until;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Review;
import org.tongbao.market.media.Samples;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import tools.jackson.databind.JsonNode;

/// Reviews over HTTP as buyer, merchant, reader and moderator, from the received order to the
/// hidden review, with what the chain says of each step.
final class ReviewApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void aReviewFromItsBuyerToItsModerator() throws Exception {
    Buyer buyer = MARKET.buyer("reviewing@example.com");
    Part part = MARKET.shipped(buyer);
    String reviews = part.path() + "/reviews";
    ApiClient client = buyer.client();
    String picture =
        client
            .upload("/api/v1/me/uploads", "image/png", Samples.picture("png", 640, 480))
            .text("hash");
    String voice =
        client.upload("/api/v1/me/uploads", "audio/ogg", Samples.file("voice.ogg")).text("hash");
    String text = "{\"line\":0,\"stars\":4,\"text\":\"很好 \\\"good\\\"\",\"media\":[\"%s\",\"%s\"]}";
    String body = text.formatted(picture, voice);

    // Only what was received, only one's own, only what is there.
    assertThat(client.write("POST", reviews, body).outcome()).isEqualTo("409 review.not-received");
    MARKET.receive(part);
    Buyer stranger = MARKET.buyer("not-reviewing@example.com");
    assertThat(stranger.client().write("POST", reviews, body).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(client.write("POST", reviews, body.replace("\"line\":0", "\"line\":1")).status())
        .isEqualTo(422);
    assertThat(client.write("POST", reviews, body.replace("4,", "6,")).status()).isEqualTo(422);
    assertThat(client.write("POST", reviews, text.formatted("0".repeat(64), voice)).outcome())
        .isEqualTo("422 media.unknown-upload");
    assertThat(client.write("POST", reviews, text.formatted(voice, voice)).outcome())
        .isEqualTo("422 review.too-many-media");
    assertThat(client.get("/api/v1/me/reviews").json().path("items")).isEmpty();

    Answer written = client.write("POST", reviews, body);
    assertThat(written.outcome()).as(written.response().body()).isEqualTo("202");
    String id = written.at("/review/id");
    assertThat(client.write("POST", reviews, body).outcome())
        .isEqualTo("409 review.already-reviewed");
    JsonNode own = attested(client);
    String product = own.at("/review/productId").asString();
    assertThat(client.write("DELETE", "/api/v1/me/uploads/" + picture, "").outcome())
        .isEqualTo("409 media.in-use");

    // Everybody can hash what is shown and finds it on the chain.
    ApiClient visitor = MARKET.app().client();
    JsonNode proven = visitor.get("/api/v1/reviews/" + id).json();
    JsonNode document = proven.at("/documents/0");
    assertThat(
            Keccak256.hash(document.path("document").asString().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Hash.fromHex(document.path("contentHash").asString()));
    Review onChain = onChain(proven);
    assertThat(onChain.stars()).isEqualTo(4);
    assertThat(onChain.hidden()).isFalse();

    // The merchant answers, the buyer adds, each once.
    ApiClient owner = MARKET.lotus().owner();
    String answer = MARKET.lotus().path("/reviews/" + id + "/answer");
    assertThat(MARKET.people().willow().owner().write("POST", answer, "{}").outcome())
        .isEqualTo("404 request.not-found");
    String willows = MARKET.people().willow().path("/reviews/" + id + "/answer");
    assertThat(
            MARKET.people().willow().owner().write("POST", willows, "{\"text\":\"x\"}").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(owner.write("POST", answer, "{\"text\":\"谢谢\"}").outcome()).isEqualTo("202");
    assertThat(owner.write("POST", answer, "{\"text\":\"again\"}").outcome())
        .isEqualTo("409 review.already-replied");
    String more = "/api/v1/reviews/" + id + "/follow-up";
    assertThat(stranger.client().write("POST", more, "{\"text\":\"mine\"}").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(client.write("POST", more, "{\"text\":\"still good\",\"media\":[]}").outcome())
        .isEqualTo("202");
    MARKET.app().settle();
    String shown = "/api/v1/products/" + product + "/reviews";
    JsonNode first = visitor.get(shown + "?stars=4&withPictures=true").json().at("/items/0");
    assertThat(first.path("verified").asBoolean()).isTrue();
    assertThat(first.at("/answer/text").asString()).isEqualTo("谢谢");
    assertThat(first.at("/followUp/text").asString()).isEqualTo("still good");
    assertThat(first.at("/media/0/thumbnailUrl").asString()).startsWith("/media/");
    assertThat(onChain(proven).answered()).isTrue();
    assertThat(onChain(proven).followedUp()).isTrue();

    // Votes, filters, sums.
    assertThat(client.write("PUT", "/api/v1/reviews/" + id + "/vote", "").outcome())
        .isEqualTo("409 review.own-review");
    for (int i = 0; i < 2; i++) {
      assertThat(stranger.client().write("PUT", "/api/v1/reviews/" + id + "/vote", "").outcome())
          .isEqualTo("204");
    }
    for (String sort : List.of("newest", "helpful", "best", "worst")) {
      assertThat(visitor.get(shown + "?sort=" + sort).json().at("/items/0/helpful").asInt())
          .isEqualTo(1);
    }
    assertThat(visitor.get(shown + "?stars=5").json().path("items")).isEmpty();
    JsonNode rating = visitor.get(shown).json().path("rating");
    assertThat(rating.path("averageHundredths").asInt()).isEqualTo(400);
    assertThat(rating.path("four").asInt()).isEqualTo(1);
    until(
        "the index to know the rating",
        () -> visitor.get("/api/v1/products?currency=CNY&minRating=4&sort=rating&facets=true"),
        it ->
            it.path("items").findValuesAsString("id").contains(product)
                && !it.at("/facets/ratings").isEmpty());

    // Reported, hidden with a reason, shown again.
    String reports = "/api/v1/reviews/" + id + "/reports";
    assertThat(stranger.client().write("POST", reports, "{\"reason\":\"rude\"}").outcome())
        .isEqualTo("204");
    ApiClient moderator = MARKET.people().support();
    String desk = "/api/v1/platform/reviews";
    assertThat(moderator.get(desk).json().path("items").findValuesAsString("id")).contains(id);
    String why = "{\"reason\":\"names a person\"}";
    assertThat(moderator.write("POST", desk + "/" + id + "/concealment", why).outcome())
        .isEqualTo("202");
    MARKET.app().settle();
    assertThat(moderator.get(desk).json().path("items").findValuesAsString("id"))
        .doesNotContain(id);
    assertThat(moderator.write("POST", desk + "/" + id + "/concealment", why).outcome())
        .isEqualTo("409 review.already-so");
    assertThat(onChain(proven).hidden()).isTrue();
    assertThat(visitor.get(shown).json().path("items")).isEmpty();
    assertThat(visitor.get(shown).json().at("/rating/count").asInt()).isZero();
    assertThat(MARKET.app().get("/media/" + picture).statusCode()).isEqualTo(404);
    JsonNode concealed = visitor.get("/api/v1/reviews/" + id).json();
    assertThat(concealed.path("review").isNull()).isTrue();
    assertThat(concealed.toString()).doesNotContain("很好").contains("names a person");
    assertThat(Audit.differences(MARKET.app())).isEmpty();

    assertThat(
            moderator
                .write("POST", desk + "/" + id + "/restoration", "{\"reason\":\"it does not\"}")
                .outcome())
        .isEqualTo("202");
    MARKET.app().settle();
    assertThat(visitor.get(shown).json().at("/rating/count").asInt()).isEqualTo(1);
    assertThat(MARKET.app().get("/media/" + picture).statusCode()).isEqualTo(200);
    String shop = "/api/v1/merchants/" + MARKET.lotus().id() + "/rating";
    assertThat(visitor.get(shop).json().at("/rating/starsSum").asLong()).isGreaterThanOrEqualTo(4);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
    doctored(id);
  }

  /// What somebody changes in the rows of a review is named.
  private static void doctored(String id) {
    String where = " WHERE id = '" + id + "' RETURNING id";
    List<String[]> faults =
        List.of(
            new String[] {"UPDATE reviews SET stars = 5" + where, "its stars is 5 instead of 4"},
            new String[] {"UPDATE reviews SET text = 'bad'" + where, "its text is bad instead of"},
            new String[] {
              "UPDATE reviews SET document = replace(document, '很好', '很坏')" + where,
              "the hash of its document is"
            },
            new String[] {
              "UPDATE reviews SET state = 'PENDING', transaction = NULL, attested_at = NULL"
                  + where,
              "is PENDING, and the chain has it"
            },
            new String[] {"UPDATE reviews SET hidden = TRUE" + where, "hidden is true instead of"},
            new String[] {
              "UPDATE review_replies SET text = 'no' WHERE kind = 'ANSWER' AND review_id = '"
                  + id
                  + "' RETURNING id",
              "its text is no instead of 谢谢"
            },
            new String[] {
              "DELETE FROM review_media WHERE kind = 'VOICE' AND review_id = '"
                  + id
                  + "' RETURNING hash",
              "its media is"
            },
            new String[] {
              "UPDATE product_ratings SET count_5 = count_5 + 1, stars_sum = stars_sum + 5"
                  + " RETURNING product_id",
              "its rating is not the sum"
            });
    for (String[] fault : faults) {
      assertThat(Audit.differencesAfter(MARKET.app(), fault[0]))
          .as(fault[0])
          .anySatisfy(each -> assertThat(each.problem()).contains(fault[1]));
    }
  }

  private static JsonNode attested(ApiClient client) throws Exception {
    return until(
            "the review to be attested",
            () -> client.get("/api/v1/me/reviews"),
            it -> it.at("/items/0/state").asString().equals("ATTESTED"))
        .at("/items/0");
  }

  private static Review onChain(JsonNode proven) {
    Hash key = Hash.fromHex(proven.path("key").asString());
    return MARKET
        .app()
        .bean(ChainView.class)
        .call(MARKET.app().bean(Contracts.class).reviews().reviewOf(key));
  }
}
