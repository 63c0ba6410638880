package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// A shop's coupon, a coupon and a gift card of the platform, points and shipping in one order over
/// HTTP, all of it on the chain.
final class EnginePromotionTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final String PLATFORM = "/api/v1/platform/campaigns";
  private static final String SPONSOR = "/api/v1/platform/sponsor/CNY";
  private static final String POT = "/api/v1/platform/point-pots/CNY";

  /// What reduces an order of 258.00 and 8.00 to bring it.
  private static final long COUPON = 2_000;

  private static final long PLATFORM_COUPON = 1_500;
  private static final long CARD = 3_000;

  @Test
  void vouchersPointsAndShippingInOneOrder() throws Exception {
    Buyer buyer = MARKET.buyer("thrifty@example.com");
    long points = earned(buyer);
    Gifts gifts = gifts(buyer);
    Pots pots = pots(gifts);
    Purse before = STAGE.purse(buyer, MARKET.lotus());

    buyer.put(MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5), 2);
    Part part =
        STAGE.order(buyer, wishes(buyer, gifts, points), List.of(MARKET.lotus())).getFirst();
    JsonNode placed = STAGE.expect(part, "PLACED");
    long value = minor(placed.at("/terms/pointsValue"));
    long used = placed.at("/terms/pointsUsed").asLong();
    assertThat(value).isPositive();
    assertThat(used).isBetween(1L, points);
    assertThat(minor(placed.at("/terms/goods"))).isEqualTo(25_800);
    assertThat(minor(placed.at("/terms/shipping"))).isEqualTo(800);
    assertThat(minor(placed.at("/terms/discount"))).isEqualTo(COUPON);
    long payable = TOTAL - COUPON - PLATFORM_COUPON - CARD - value;
    assertThat(minor(placed.path("payable"))).isEqualTo(payable);
    assertThat(pots(gifts).since(pots)).isEqualTo(new Pots(-PLATFORM_COUPON, -CARD, -value));
    assertThat(STAGE.points(buyer)).isEqualTo(points - used);
    assertThat(held(buyer)).isZero();

    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    MARKET.ship(part);
    MARKET.receive(part);
    JsonNode completed = MARKET.acknowledge(part);
    long fee = minor(completed.at("/terms/fee"));
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before))
        .isEqualTo(new Purse(0, TOTAL - COUPON - fee, fee));
    long earned = completed.at("/terms/pointsEarned").asLong();
    assertThat(earned).isPositive();
    assertThat(STAGE.points(buyer)).isEqualTo(points - used + earned);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void cancelledEverythingGoesBackWhereItCameFrom() throws Exception {
    Buyer buyer = MARKET.buyer("regrets@example.com");
    long points = earned(buyer);
    Gifts gifts = gifts(buyer);
    Pots pots = pots(gifts);
    long vouchers = held(buyer);
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    buyer.put(MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5), 2);
    Part part =
        STAGE.order(buyer, wishes(buyer, gifts, points), List.of(MARKET.lotus())).getFirst();
    long payable = minor(STAGE.expect(part, "PLACED").path("payable"));
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    assertThat(held(buyer)).isZero();
    assertThat(standing(buyer, gifts.card)).isEqualTo("held 0, used 3000, restored 0, expired 0");
    assertThat(standing(buyer, gifts.coupon)).isEqualTo("held 0, used 1, restored 0, expired 0");

    asked(buyer.client(), part.path() + "/cancellation", EngineMarket.reason(""));
    String order = STAGE.expect(part, "CANCELLED").at("/terms/reference").asString();
    assertThat(standing(buyer, gifts.card))
        .isEqualTo("held 3000, used 0, restored 3000, expired 0");
    assertThat(movements(buyer, gifts.card, order))
        .containsExactly("RESTORED 3000 of it", "USED 3000 of it", "ISSUED 3000");
    assertThat(pointKinds(buyer)).startsWith("POINTS_RESTORED", "POINTS_SPENT", "POINTS_EARNED");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before))
        .isEqualTo(new Purse(payable, 0, 0));
    assertThat(pots(gifts).since(pots)).isEqualTo(new Pots(0, 0, 0));
    assertThat(STAGE.points(buyer)).isEqualTo(points);
    assertThat(held(buyer)).isEqualTo(vouchers);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
    STAGE.later(Duration.ofDays(31));
    assertThat(standing(buyer, gifts.card))
        .isEqualTo("held 0, used 0, restored 3000, expired 3000");
  }

  /// M15: half of what the order cost goes back, to each in proportion to what it had paid.
  @Test
  void aPartRefundGoesToBuyerAndSponsorInProportion() throws Exception {
    Buyer buyer = MARKET.buyer("half-happy@example.com");
    long points = earned(buyer);
    Gifts gifts = gifts(buyer);
    Pots pots = pots(gifts);
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    buyer.put(MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5), 2);
    Part part =
        STAGE.order(buyer, wishes(buyer, gifts, points), List.of(MARKET.lotus())).getFirst();
    JsonNode placed = STAGE.expect(part, "PLACED");
    long payable = minor(placed.path("payable"));
    long value = minor(placed.at("/terms/pointsValue"));
    long total = TOTAL - COUPON;
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    MARKET.ship(part);
    asked(part.shop().owner(), part.desk() + "/refunds", refund(total / 2));
    assertThat(minor(STAGE.expect(part, "SHIPPED").at("/order/refunded"))).isEqualTo(total / 2);

    Pots back = pots(gifts).since(pots);
    long toBuyer = STAGE.purse(buyer, MARKET.lotus()).since(before).buyer();
    long toSponsors = back.coupon() + PLATFORM_COUPON + back.card() + CARD + back.points() + value;
    assertThat(toBuyer + toSponsors).isEqualTo(total / 2);
    assertThat(toBuyer).isBetween(payable / 2 - 2, payable / 2 + 2);
    assertThat(back.points() + value).isBetween(value / 2 - 2, value / 2 + 2);
    MARKET.receive(part);
    MARKET.acknowledge(part);
    Purse end = STAGE.purse(buyer, MARKET.lotus()).since(before);
    assertThat(end.merchant() + end.platform()).isEqualTo(total - total / 2);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// Ids of the campaigns of which the buyer has something.
  private record Gifts(String shops, String coupon, String card) {}

  /// What pays for the platform's promotions: of a campaign its pot; of points their pot and the
  /// sponsor's account, into which orders give their value back.
  private record Pots(long coupon, long card, long points) {
    Pots since(Pots before) {
      return new Pots(coupon - before.coupon, card - before.card, points - before.points);
    }
  }

  private static Pots pots(Gifts gifts) throws Exception {
    ApiClient root = MARKET.people().root();
    return new Pots(
        root.get(PLATFORM + "/" + gifts.coupon).json().path("potMinor").asLong(),
        root.get(PLATFORM + "/" + gifts.card).json().path("potMinor").asLong(),
        minor(root.get(POT).json().path("pot")) + minor(root.get(SPONSOR).json().path("balance")));
  }

  /// Points from an order that is complete.
  private static long earned(Buyer buyer) throws Exception {
    Part part = MARKET.shipped(buyer);
    MARKET.receive(part);
    MARKET.acknowledge(part);
    long points = STAGE.points(buyer);
    assertThat(points).isPositive();
    return points;
  }

  private static Gifts gifts(Buyer buyer) throws Exception {
    ApiClient root = MARKET.people().root();
    String funding = "{\"source\":\"OWN_MONEY\",\"amountMinor\":50000}";
    assertThat(root.write("POST", SPONSOR + "/fundings", funding).outcome()).isEqualTo("202");
    MARKET.app().settle();
    assertThat(root.write("POST", POT + "/fundings", "{\"amountMinor\":10000}").outcome())
        .isEqualTo("202");
    ApiClient owner = MARKET.lotus().owner();
    String desk = MARKET.lotus().path("/campaigns");
    String shops = published(owner, desk, campaign("COUPON", COUPON, 1, ""));
    String coupon =
        published(root, PLATFORM, campaign("COUPON", PLATFORM_COUPON, 1, "\"currency\":\"CNY\","));
    String card =
        published(root, PLATFORM, campaign("GIFT_CARD", 1, CARD, "\"currency\":\"CNY\","));
    fund(root, coupon, PLATFORM_COUPON);
    fund(root, card, CARD);
    MARKET.app().settle();
    for (String each : List.of(shops, coupon)) {
      claim(buyer, each, 1);
    }
    claim(buyer, card, CARD);
    MARKET.app().settle();
    assertThat(held(buyer)).isEqualTo(2 + CARD);
    return new Gifts(shops, coupon, card);
  }

  private static String campaign(String kind, long value, long cap, String more) {
    return """
    {"kind":"%s","nameZh":"优惠","nameEn":"Offer","valueMinor":%d,"thresholdMinor":10000,
     "cap":%d,"perAccount":%d,%s"endsAt":"%s"}
    """
        .formatted(
            kind, value, cap, cap, more, MARKET.app().clock().instant().plus(Duration.ofDays(30)));
  }

  private static String published(ApiClient bearer, String desk, String campaign) throws Exception {
    Answer asked = bearer.write("POST", desk, campaign);
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    MARKET.app().settle();
    return asked.at("/campaign/id");
  }

  private static void fund(ApiClient root, String campaign, long amount) throws Exception {
    String path = PLATFORM + "/" + campaign + "/fundings";
    assertThat(root.write("POST", path, "{\"amountMinor\":" + amount + "}").outcome())
        .isEqualTo("202");
  }

  private static void claim(Buyer buyer, String campaign, long units) throws Exception {
    Answer claim =
        buyer
            .client()
            .write(
                "POST", "/api/v1/campaigns/" + campaign + "/claims", "{\"units\":" + units + "}");
    assertThat(claim.outcome()).as(claim.response().body()).isEqualTo("202");
  }

  private static long held(Buyer buyer) throws Exception {
    long units = 0;
    for (JsonNode each : buyer.client().get("/api/v1/me/vouchers").json().path("items")) {
      units += each.path("units").asLong();
    }
    return units;
  }

  /// What the buyer's list says of a campaign.
  private static String standing(Buyer buyer, String campaign) throws Exception {
    JsonNode all = buyer.client().get("/api/v1/me/voucher-holdings").json().path("items");
    for (JsonNode each : all) {
      if (each.at("/campaign/id").asString().equals(campaign)) {
        return "held %d, used %d, restored %d, expired %d"
            .formatted(
                each.path("held").asLong(),
                each.path("used").asLong(),
                each.path("restored").asLong(),
                each.path("expired").asLong());
      }
    }
    throw new AssertionError("no " + campaign + " in " + all);
  }

  /// What happened to the buyer's units of a campaign, each with its record on the chain.
  private static List<String> movements(Buyer buyer, String campaign, String order)
      throws Exception {
    String path = "/api/v1/me/voucher-movements?campaign=" + campaign;
    List<String> all = new ArrayList<>();
    for (JsonNode each : buyer.client().get(path).json().path("items")) {
      assertThat(each.path("transaction").asString()).startsWith("0x").hasSize(66);
      assertThat(each.path("block").asLong()).isPositive();
      String of = each.path("order").asString("").equals(order) ? " of it" : "";
      all.add(each.path("kind").asString() + " " + each.path("units").asLong() + of);
    }
    return all;
  }

  /// The history of points, newest first.
  private static List<String> pointKinds(Buyer buyer) throws Exception {
    JsonNode lines = buyer.client().get("/api/v1/wallet/statement?unit=POINTS").json();
    return lines.path("items").findValuesAsString("kind");
  }

  private static String wishes(Buyer buyer, Gifts gifts, long points) {
    List<String> vouchers = new ArrayList<>();
    for (String id : List.of(gifts.shops, gifts.coupon, gifts.card)) {
      vouchers.add("\"" + id + "\"");
    }
    String more = ",\"vouchers\":[%s],\"points\":%d".formatted(String.join(",", vouchers), points);
    return buyer.wishes("CNY", more, MARKET.lotus().id(), MARKET.people().byLotus());
  }
}
