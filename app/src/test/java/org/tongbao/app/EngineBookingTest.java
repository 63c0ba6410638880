package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// Orders of a booked service, over HTTP: after each step database, chain and API say the same, and
/// a slot is free exactly while nobody has it.
final class EngineBookingTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final long PRICE = 30_000;

  @Test
  void aServiceFromItsScheduleToItsLastCoin() throws Exception {
    Buyer buyer = MARKET.buyer("books@example.com");
    Service service = service();
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    List<JsonNode> slots = slots(service);
    String first = start(slots.get(0));
    String second = start(slots.get(1));
    assertThat(buyer.put(service.variant, 1).status()).isEqualTo(200);
    assertThat(problem(buyer, buyer.wishes("CNY", ""))).isEqualTo("SLOT_NOT_CHOSEN");
    String between = Instant.parse(first).plusSeconds(60).toString();
    assertThat(problem(buyer, wishes(buyer, service, between))).isEqualTo("SLOT_NOT_OFFERED");

    Part part =
        STAGE.order(buyer, wishes(buyer, service, first), List.of(MARKET.lotus())).getFirst();
    assertThat(free(service, first)).isZero();
    Buyer late = MARKET.buyer("late@example.com");
    late.put(service.variant, 1);
    assertThat(problem(late, wishes(late, service, first))).isEqualTo("SOLD_OUT");
    booking(part, "HELD", first);
    assertThat(refused(part, "/booking/answer", "{\"accepted\":true}"))
        .isEqualTo("409 booking.wrong-state");

    STAGE.payAtBank(buyer, part.number());
    JsonNode paid = STAGE.expect(part, "PAID");
    assertThat(minor(paid.path("received"))).isEqualTo(PRICE);
    assertThat(paid.at("/delivery/name").asString()).contains("(Asia/Shanghai)");
    booking(part, "REQUESTED", first);
    assertThat(refused(part, "/shipment", MARKET.parcel())).isEqualTo("409 booking.not-confirmed");
    done(part, "/booking/answer", "{\"accepted\":true}");
    booking(part, "CONFIRMED", first);
    assertThat(refused(part, "/booking/fulfilment", "{\"performedBy\":\"李师傅\"}"))
        .isEqualTo("409 booking.too-early");

    reschedule(part, service, first, second);
    Instant begins = Instant.parse(second);
    STAGE.later(Duration.between(MARKET.app().clock().instant(), begins).plusMinutes(1));
    asked(MARKET.lotus().owner(), part.desk() + "/booking/fulfilment", "{\"performedBy\":\"李师傅\"}");
    JsonNode shipped = STAGE.expect(part, "SHIPPED");
    assertThat(shipped.at("/delivery/shipment/carrier").asString()).isEqualTo("李师傅");
    assertThat(shipped.at("/delivery/shipment/shippedOn").asString())
        .isEqualTo(slots.get(1).path("day").asString());
    booking(part, "FULFILLED", second);
    JsonNode settled = MARKET.receive(part);
    long fee = minor(settled.at("/terms/fee"));
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before))
        .isEqualTo(new Purse(0, PRICE - fee, fee));
    MARKET.acknowledge(part);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  private static void reschedule(Part part, Service service, String from, String to)
      throws Exception {
    String proposal = "{\"startsAt\":\"" + to + "\"}";
    String yes = "{\"accepted\":true}";
    ApiClient buyer = part.buyer().client();
    // Nobody agrees with itself, and a no leaves everything as it was.
    done(part, "/booking/proposals", proposal);
    assertThat(refused(part, "/booking/proposal-answer", yes))
        .isEqualTo("409 booking.nothing-proposed");
    assertThat(
            buyer
                .write("POST", part.path() + "/booking/proposal-answer", "{\"accepted\":false}")
                .status())
        .isEqualTo(200);
    booking(part, "CONFIRMED", from);
    assertThat(free(service, to)).isEqualTo(1);

    assertThat(buyer.write("POST", part.path() + "/booking/proposals", proposal).status())
        .isEqualTo(200);
    done(part, "/booking/proposal-answer", yes);
    booking(part, "CONFIRMED", to);
    assertThat(free(service, from)).isEqualTo(1);
    assertThat(free(service, to)).isZero();
  }

  @Test
  void whatTheShopDeclinesGoesBackWholeAndTheSlotIsFreeAgain() throws Exception {
    Buyer buyer = MARKET.buyer("declined@example.com");
    Service service = service();
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    String start = start(slots(service).getFirst());
    Part part = ordered(buyer, service, start);
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    assertThat(refused(part, "/booking/answer", "{\"accepted\":false}"))
        .isEqualTo("422 request.field-missing");

    asked(
        MARKET.lotus().owner(),
        part.desk() + "/booking/answer",
        "{\"accepted\":false,\"reason\":\"ill\"}");
    STAGE.expect(part, "CANCELLED");

    assertThat(booking(part, "DECLINED", start).path("declinedFor").asString()).isEqualTo("ill");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before)).isEqualTo(new Purse(PRICE, 0, 0));
    assertThat(free(service, start)).isEqualTo(1);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void theSlotOfAnOrderThatEndsUnpaidIsFreeAgain() throws Exception {
    Buyer buyer = MARKET.buyer("unpaid@example.com");
    Service service = service();
    String start = start(slots(service).getLast());
    Part cancelled = ordered(buyer, service, start);
    assertThat(free(service, start)).isZero();
    asked(buyer.client(), cancelled.path() + "/cancellation", "{\"reason\":\"no longer\"}");
    STAGE.expect(cancelled, "CANCELLED");
    booking(cancelled, "CANCELLED", start);
    assertThat(free(service, start)).isEqualTo(1);

    Part expired = ordered(buyer, service, start);
    assertThat(free(service, start)).isZero();
    STAGE.later(Duration.ofMinutes(31));
    STAGE.expect(expired, "CANCELLED");
    booking(expired, "CANCELLED", start);
    assertThat(free(service, start)).isEqualTo(1);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The time is chosen on the product's page, changed at checkout, and moved from the order.
  @Test
  void isBookedAndMovedOnPagesWithoutScripts() throws Exception {
    Buyer buyer = MARKET.buyer("books-on-pages@example.com");
    Service service = service();
    List<JsonNode> slots = slots(service);
    Browser browser = new Browser(MARKET.app(), "en");
    browser.submit(
        browser.open("/sign-in"),
        "/sign-in",
        "loginName",
        "books-on-pages@example.com",
        "password",
        ApiClient.PASSWORD);

    Page product = browser.open("/products/" + service.product);
    WholePage.check(product, 200);
    assertThat(product.html()).contains("Times are free", "value=\"" + start(slots.get(0)));
    Page cart = browser.submit(product, "/cart/lines", "slot", start(slots.get(0)));
    assertThat(cart.html()).contains("When: " + slots.get(0).path("text").asString());
    Page checkout = browser.open("/checkout");
    WholePage.check(checkout, 200);
    assertThat(checkout.html())
        .contains("When: " + slots.get(0).path("text").asString(), "Place order");
    String field = "slot." + service.variant;
    Page unchosen = browser.submit(checkout, "/checkout", field, "2001-01-01T00:00:00Z");
    assertThat(unchosen.html())
        .contains("The chosen time is no longer offered")
        .doesNotContain("Place order");
    Page other = browser.submit(checkout, "/checkout", field, start(slots.get(1)));
    assertThat(other.html()).contains("When: " + slots.get(1).path("text").asString());
    Map<String, String> fields = Browser.fieldsOf(other, "/checkout");
    Matcher key = Pattern.compile("name=\"_key\" value=\"([^\"]+)\"").matcher(other.html());
    assertThat(key.find()).isTrue();
    fields.put("_key", key.group(1));
    fields.put(field, start(slots.get(1)));
    Page payment = browser.post("/orders", fields);
    assertThat(payment.path()).matches("/orders/[0-9A-Z-]+/payment");
    String order = payment.path().replace("/payment", "");
    assertThat(free(service, start(slots.get(1)))).isZero();
    STAGE.payAtBank(buyer, order.substring("/orders/".length()));
    buyer.client().until("/api/v1" + order, "/parts/0/state", "PAID");

    String part = buyer.client().get("/api/v1" + order).at("/parts/0/id");
    movedFromTheOrder(browser, order, part, slots);
    assertThat(free(service, start(slots.get(1)))).isEqualTo(1);
    assertThat(free(service, start(slots.get(2)))).isZero();
  }

  private static void movedFromTheOrder(
      Browser browser, String order, String part, List<JsonNode> slots) throws Exception {
    Page page = browser.open(order);
    WholePage.check(page, 200);
    String booking = order + "/parts/" + part + "/booking";
    assertThat(page.html())
        .contains(slots.get(1).path("text").asString(), "The shop has not answered yet", booking);
    Answer asked =
        MARKET
            .lotus()
            .owner()
            .write(
                "POST",
                MARKET.lotus().path("/orders/" + part + "/booking/proposals"),
                "{\"startsAt\":\"" + start(slots.get(2)) + "\"}");
    assertThat(asked.status()).as(asked.response().body()).isEqualTo(200);
    assertThat(browser.open(order).html()).contains("The shop asks for another time");
    Page mine = browser.open(booking);
    WholePage.check(mine, 200);
    assertThat(mine.html()).contains(slots.get(2).path("text").asString());
    Page moved = browser.submit(mine, booking + "/proposal-answer", "accepted", "true");
    assertThat(moved.html()).contains("Your booking has moved");
    Page refused = browser.submit(moved, booking + "/proposals", "slot", "");
    assertThat(refused.status()).isEqualTo(422);
    Page asking = browser.submit(moved, booking + "/proposals", "slot", start(slots.get(3)));
    assertThat(asking.html()).contains("The shop has been asked", "You have asked the shop for");
    assertThat(browser.open(booking.replace(part, UUID.randomUUID().toString())).status())
        .isEqualTo(404);
  }

  private record Service(String product, String variant) {}

  /// On sale at lotus, every day from nine to twelve, an hour each, for one person.
  private static Service service() throws Exception {
    ApiClient owner = MARKET.lotus().owner();
    String product =
        """
        {"kind":"SERVICE","categoryId":"%s","title":{"zh":"茶艺咨询","en":"Tea consultation"},
         "variants":[{"sku":"%s","prices":[{"amountMinor":%d,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY, UUID.randomUUID().toString().substring(0, 8), PRICE);
    Answer added = owner.write("POST", MARKET.lotus().path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    String place = added.header("Location");
    Answer published =
        owner.write("POST", place + "/publication", "", "If-Match", added.header("ETag"));
    assertThat(published.status()).as(published.response().body()).isEqualTo(200);
    StringBuilder week = new StringBuilder();
    for (int day = 1; day <= 7; day++) {
      week.append(day == 1 ? "" : ",");
      week.append("{\"weekday\":%d,\"opens\":\"09:00\",\"closes\":\"12:00\"}".formatted(day));
    }
    String schedule =
        """
        {"zone":"Asia/Shanghai","durationMinutes":60,"capacity":1,"leadMinutes":120,
         "furthestDays":60,"weekly":[%s]}
        """
            .formatted(week);
    String rules = place + "/schedule";
    assertThat(owner.get(rules).json().path("booked").asBoolean()).isFalse();
    Answer put = owner.write("PUT", rules, schedule, "If-Match", owner.get(rules).header("ETag"));
    assertThat(put.status()).as(put.response().body()).isEqualTo(200);
    assertThat(owner.get(rules).json()).isEqualTo(put.json());
    assertThat(owner.write("PUT", rules, schedule, "If-Match", "\"1\"").status()).isEqualTo(412);
    return new Service(published.text("id"), published.at("/variants/0/id"));
  }

  private static List<JsonNode> slots(Service service) throws Exception {
    String path = "/api/v1/products/" + service.product + "/slots?days=3";
    JsonNode offered = MARKET.app().client().get(path).json();
    List<JsonNode> slots = offered.path("slots").valueStream().toList();
    assertThat(slots).hasSizeBetween(6, 9);
    return slots;
  }

  private static String start(JsonNode slot) {
    return slot.path("startsAt").asString();
  }

  private static int free(Service service, String start) throws Exception {
    return slots(service).stream()
        .filter(it -> start(it).equals(start))
        .findFirst()
        .orElseThrow()
        .path("free")
        .asInt();
  }

  private static String wishes(Buyer buyer, Service service, String start) {
    return buyer.wishes("CNY", ",\"slots\":{\"%s\":\"%s\"}".formatted(service.variant, start));
  }

  private static Part ordered(Buyer buyer, Service service, String start) throws Exception {
    buyer.put(service.variant, 1);
    String wishes = wishes(buyer, service, start);
    return STAGE.order(buyer, wishes, List.of(MARKET.lotus())).getFirst();
  }

  private static String problem(Buyer buyer, String wishes) throws Exception {
    return buyer.quote(wishes).at("/problems/0/kind");
  }

  /// What both sides see of it.
  private static JsonNode booking(Part part, String state, String start) throws Exception {
    JsonNode seen = part.buyer().client().get(part.path() + "/booking").json();
    assertThat(part.shop().owner().get(part.desk() + "/booking").json()).isEqualTo(seen);
    assertThat(seen.path("state").asString()).isEqualTo(state);
    assertThat(start(seen)).isEqualTo(start);
    return seen;
  }

  private static void done(Part part, String what, String body) throws Exception {
    Answer answer = part.shop().owner().write("POST", part.desk() + what, body);
    assertThat(answer.outcome()).as(answer.response().body()).isEqualTo("200");
  }

  private static String refused(Part part, String what, String body) throws Exception {
    return part.shop().owner().write("POST", part.desk() + what, body).outcome();
  }
}
