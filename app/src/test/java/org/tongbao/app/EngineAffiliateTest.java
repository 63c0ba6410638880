package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// What affiliates and buyers get of an order when nothing can be returned any more: frozen in its
/// terms, held by the chain, paid by it, and reversed with what is refunded.
final class EngineAffiliateTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final String AFFILIATE = "/api/v1/me/affiliate";
  private static final String COMMISSIONS = AFFILIATE + "/commissions";
  private static final String CASHBACK = "/api/v1/cashback-rates/CNY";

  /// A tenth of two pots at 129.00.
  private static final long COMMISSION = 2_580;

  /// A fiftieth of what is paid.
  private static final long GIVEN_BACK = 532;

  /// Three of a hundred, of which the cash-back is taken.
  private static final long FEE = 798 - GIVEN_BACK;

  @BeforeEach
  void offer() throws Exception {
    rates(1_000, 200);
  }

  @AfterEach
  void offerNothing() throws Exception {
    rates(0, 0);
  }

  private static void rates(int commissionBps, int cashbackBps) throws Exception {
    String shop = MARKET.lotus().path("/affiliate-rate");
    put(MARKET.lotus().owner(), shop, "{\"commissionBps\":%d}".formatted(commissionBps));
    put(MARKET.people().root(), CASHBACK, "{\"bps\":%d}".formatted(cashbackBps));
  }

  private static void put(ApiClient client, String path, String json) throws Exception {
    String version = client.get(path).header("ETag");
    assertThat(client.write("PUT", path, json, "If-Match", version).outcome()).isEqualTo("200");
  }

  @Test
  void bothArePaidWhenNothingCanBeReturnedAnyMore() throws Exception {
    Buyer affiliate = MARKET.buyer("brings@example.com");
    String link = join(affiliate).text("link");
    Buyer buyer = MARKET.buyer("brought@example.com");
    assertThat(buyer.client().get(link + "?to=/cart").header("Location")).isEqualTo("/cart");
    long affiliateHad = STAGE.purse(affiliate, MARKET.lotus()).buyer();
    Purse before = STAGE.purse(buyer, MARKET.lotus());

    Part part = ordered(buyer, "");
    JsonNode placed = STAGE.expect(part, "PLACED");
    assertThat(minor(placed.at("/terms/commission"))).isEqualTo(COMMISSION);
    assertThat(minor(placed.at("/terms/cashback"))).isEqualTo(GIVEN_BACK);
    assertThat(minor(placed.at("/terms/fee"))).isEqualTo(FEE);
    assertThat(minor(placed.path("payable"))).isEqualTo(TOTAL);
    rates(0, 0); // what was frozen stays
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    MARKET.ship(part);
    MARKET.receive(part);
    long toMerchant = TOTAL - COMMISSION - GIVEN_BACK - FEE;
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before))
        .isEqualTo(new Purse(0, toMerchant, FEE));
    JsonNode pending = only(affiliate);
    assertThat(pending.path("state").asString()).isEqualTo("PENDING");
    assertThat(minor(pending.path("amount"))).isEqualTo(COMMISSION);
    assertThat(pending.path("merchantId").asString()).isEqualTo(MARKET.lotus().id());
    assertThat(sums(affiliate)).isEqualTo(List.of(COMMISSION, 0L, 0L));
    assertThat(Audit.differences(MARKET.app())).isEmpty();

    MARKET.acknowledge(part);
    STAGE.later(Duration.ofDays(91));
    JsonNode released = STAGE.expect(part, "COMPLETED");
    assertThat(released.path("ended").asBoolean()).isTrue();
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before))
        .isEqualTo(new Purse(GIVEN_BACK, toMerchant, FEE));
    assertThat(STAGE.purse(affiliate, MARKET.lotus()).buyer() - affiliateHad).isEqualTo(COMMISSION);
    JsonNode paid = only(affiliate);
    assertThat(paid.path("state").asString()).isEqualTo("PAID");
    assertThat(sums(affiliate)).isEqualTo(List.of(0L, COMMISSION, 0L));
    assertThat(line(affiliate).path("transaction").asString())
        .isEqualTo(paid.path("transaction").asString());
    assertThat(line(affiliate).path("amount").asLong()).isEqualTo(COMMISSION);
    assertThat(line(buyer).path("amount").asLong()).isEqualTo(GIVEN_BACK);
    assertThat(inThePlatformsStatement(part)).isEqualTo(COMMISSION);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  private static long inThePlatformsStatement(Part part) throws Exception {
    JsonNode statement = MARKET.people().root().get("/api/v1/platform/statements").json();
    return statement
        .path("sections")
        .valueStream()
        .filter(it -> it.path("office").asString().equals("affiliates"))
        .flatMap(it -> it.path("lines").valueStream())
        .filter(it -> it.path("order").asString().equals(part.number()))
        .mapToLong(it -> it.path("amount").asLong())
        .sum();
  }

  // M15: commission and points survived the refund.
  @Test
  void aRefundReversesTheirPart() throws Exception {
    Buyer affiliate = MARKET.buyer("half-brings@example.com");
    String code = join(affiliate).text("code");
    long affiliateHad = STAGE.purse(affiliate, MARKET.lotus()).buyer();
    Buyer buyer = MARKET.buyer("half-brought@example.com");
    Part part = ordered(buyer, ",\"affiliateCode\":\"" + code + "\"");
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    MARKET.ship(part);
    asked(part.shop().owner(), part.desk() + "/refunds", refund(TOTAL / 2));
    STAGE.expect(part, "SHIPPED");
    long half = minor(only(affiliate).path("remaining"));
    assertThat(half).isBetween(COMMISSION / 2 - 1, COMMISSION / 2);
    MARKET.receive(part);
    asked(part.shop().owner(), part.desk() + "/refunds", refund(2_000));
    STAGE.expect(part, "SETTLED");
    long left = minor(only(affiliate).path("remaining"));
    assertThat(left).isBetween(1L, half - 1);
    assertThat(Audit.differences(MARKET.app())).isEmpty();

    STAGE.later(Duration.ofDays(91));
    STAGE.expect(part, "COMPLETED");
    assertThat(STAGE.purse(affiliate, MARKET.lotus()).buyer() - affiliateHad).isEqualTo(left);
    assertThat(sums(affiliate)).isEqualTo(List.of(0L, left, COMMISSION - left));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void nothingIsEarnedByWhatIsCancelledOrRefundedWhole() throws Exception {
    Buyer affiliate = MARKET.buyer("in-vain@example.com");
    String code =
        ",\"affiliateCode\":\"" + join(affiliate).text("code").toLowerCase(Locale.ROOT) + "\"";
    Buyer buyer = MARKET.buyer("sends-back@example.com");
    Part cancelled = ordered(buyer, code);
    asked(buyer.client(), cancelled.path() + "/cancellation", reason(""));
    STAGE.expect(cancelled, "CANCELLED");
    assertThat(only(affiliate).path("state").asString()).isEqualTo("REVERSED");

    Part refunded = ordered(buyer, code);
    STAGE.payAtBank(buyer, refunded.number());
    STAGE.expect(refunded, "PAID");
    MARKET.ship(refunded);
    asked(refunded.shop().owner(), refunded.desk() + "/refunds", refund(TOTAL));
    STAGE.expect(refunded, "REFUNDED");
    assertThat(sums(affiliate)).isEqualTo(List.of(0L, 0L, 2 * COMMISSION));
    assertThat(affiliate.client().get(COMMISSIONS + "?state=PENDING").json().path("items"))
        .isEmpty();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void theLastLinkCountsAndNobodysOwn() throws Exception {
    Buyer first = MARKET.buyer("first-link@example.com");
    Buyer last = MARKET.buyer("last-link@example.com");
    Buyer buyer = MARKET.buyer("self-link@example.com");
    String own = join(buyer).text("code");
    follow(buyer, join(first).text("code"), "204");
    follow(buyer, join(last).text("code"), "204");
    follow(buyer, "00000000", "422 affiliate.unknown-code");
    STAGE.expect(ordered(buyer, ""), "PLACED");
    assertThat(minor(only(last).path("amount"))).isEqualTo(COMMISSION);
    assertThat(first.client().get(COMMISSIONS).json().path("items")).isEmpty();

    String wishes = cart(buyer);
    for (String[] typed :
        new String[][] {{own, "own-code"}, {"00000000", "unknown-code"}, {"1", "unknown-code"}}) {
      Answer quote = buyer.quote(wishes);
      String more = ",\"affiliateCode\":\"" + typed[0] + "\"}";
      String all = wishes.substring(0, wishes.length() - 1) + more;
      assertThat(buyer.confirm(all, quote).outcome()).isEqualTo("422 affiliate." + typed[1]);
    }
    follow(buyer, own, "204");
    Part part = STAGE.order(buyer, wishes, List.of(MARKET.lotus())).getFirst();
    assertThat(minor(STAGE.expect(part, "PLACED").at("/terms/commission"))).isZero();
    assertThat(buyer.client().get(COMMISSIONS).json().path("items")).isEmpty();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void aShopOffersNoMoreThanItAgreedToAndALinkLeadsNowhereElse() throws Exception {
    String path = MARKET.lotus().path("/affiliate-rate");
    Answer known = MARKET.lotus().owner().get(path);
    int most = known.json().path("mostBps").asInt();
    assertThat(most).isPositive();
    String tooMuch = "{\"commissionBps\":" + (most + 1) + "}";
    assertThat(
            MARKET
                .lotus()
                .owner()
                .write("PUT", path, tooMuch, "If-Match", known.header("ETag"))
                .status())
        .isEqualTo(422);
    ApiClient visitor = MARKET.app().client();
    for (String place : List.of("//evil.example", "https:/evil.example", "/%5Cevil", "")) {
      Answer answer = visitor.get("/r/00000000?to=" + place.replace("%", "%25"));
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).doesNotStartWith("//").startsWith("/");
      assertThat(answer.header("Set-Cookie")).doesNotContain("referral");
    }
  }

  private static Answer join(Buyer buyer) throws Exception {
    assertThat(buyer.client().get(AFFILIATE).json().path("code").isNull()).isTrue();
    Answer joined = buyer.client().write("POST", AFFILIATE, "");
    assertThat(joined.outcome()).as(joined.response().body()).isEqualTo("200");
    assertThat(buyer.client().write("POST", AFFILIATE, "").text("code"))
        .isEqualTo(joined.text("code"));
    return joined;
  }

  private static void follow(Buyer buyer, String code, String outcome) throws Exception {
    Answer followed =
        buyer.client().write("POST", "/api/v1/referrals", "{\"code\":\"" + code + "\"}");
    assertThat(followed.outcome()).isEqualTo(outcome);
  }

  private static String cart(Buyer buyer) throws Exception {
    buyer.put(MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5), 2);
    return buyer.wishes("CNY", "", MARKET.lotus().id(), MARKET.people().byLotus());
  }

  private static Part ordered(Buyer buyer, String more) throws Exception {
    String wishes = cart(buyer);
    Answer quote = buyer.quote(wishes);
    assertThat(minor(quote.json().at("/shops/0/cashback"))).isEqualTo(GIVEN_BACK);
    String all = wishes.substring(0, wishes.length() - 1) + more + "}";
    Answer order = buyer.confirm(all, quote);
    assertThat(order.outcome()).as(order.response().body()).isEqualTo("201");
    MARKET.app().settle();
    Part part = new Part(buyer, MARKET.lotus(), order.text("number"), order.at("/parts/0/id"));
    STAGE.expect(part, "PLACED");
    return part;
  }

  private static JsonNode only(Buyer affiliate) throws Exception {
    JsonNode items = affiliate.client().get(COMMISSIONS).json().path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  /// Pending, paid, reversed.
  private static List<Long> sums(Buyer affiliate) throws Exception {
    JsonNode earnings = affiliate.client().get(AFFILIATE).json().at("/earnings/0");
    return List.of(
        minor(earnings.path("pending")),
        minor(earnings.path("paid")),
        minor(earnings.path("reversed")));
  }

  /// The newest line of somebody's statement in money.
  private static JsonNode line(Buyer buyer) throws Exception {
    return buyer.client().get("/api/v1/wallet/statement?unit=CNY").json().at("/items/0");
  }
}
