package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.market.web.Language;
import tools.jackson.databind.JsonNode;

/// A shop's schedules and bookings by forms alone.
final class ShopBookingPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  @Test
  void fromTheOpeningTimesToTheServiceDone() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    Service service = service();
    schedule(owner, service);
    List<String> starts = starts(service);
    Part part = booked(MARKET.buyer("bookings-page@example.com"), service, starts.get(0));
    String bookings = base() + "/bookings";
    Page list = owner.open(bookings);
    WholePage.check(list, 200);
    assertThat(list.html()).contains("Pages consultation", "To answer", part.id());

    String one = bookings + "/" + part.id();
    Page page = owner.open(one);
    WholePage.check(page, 200);
    Map<String, String> yes = Browser.fieldsOf(list, one + "/confirmation");
    assertThat(owner.post(one + "/confirmation", yes).html()).contains("Taken on.");
    assertThat(owner.post(one + "/confirmation", yes).status()).as("sent twice").isEqualTo(200);
    assertThat(state(part)).isEqualTo("CONFIRMED");
    Page late = owner.submit(page, one + "/confirmation", "_key", "another-key-0123456789");
    assertThat(late.status()).as("it is taken on already").isEqualTo(422);
    assertThat(owner.open(bookings + "?show=confirmed").html()).contains(part.id());

    Page asked = owner.submit(owner.open(one), one + "/proposal", "startsAt", starts.get(1));
    assertThat(asked.html()).contains("You asked the buyer for another time");
    String agree = part.path() + "/booking/proposal-answer";
    assertThat(part.buyer().client().write("POST", agree, "{\"accepted\":true}").status())
        .isEqualTo(200);
    assertThat(owner.open(one).html()).doesNotContain("/fulfilment\"");

    Instant begins = Instant.parse(starts.get(1));
    STAGE.later(Duration.between(MARKET.app().clock().instant(), begins).plusMinutes(1));
    Browser later = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    Page ready = later.open(one);
    Page unsaid = later.submit(ready, one + "/fulfilment", "performedBy", " ");
    assertThat(unsaid.status()).isEqualTo(422);
    assertThat(unsaid.html()).contains("Please fill this in");
    later.submit(unsaid, one + "/fulfilment", "performedBy", "Master Li");
    STAGE.expect(part, "SHIPPED");
    assertThat(state(part)).isEqualTo("FULFILLED");
    assertThat(later.open(bookings + "?show=all").html()).contains("Done", part.id());
  }

  @Test
  void whatIsDeclinedSaysWhyAndGoesBack() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    Service service = service();
    schedule(owner, service);
    Part part = booked(MARKET.buyer("bookings-no@example.com"), service, starts(service).get(2));
    String one = base() + "/bookings/" + part.id();
    Page page = owner.open(one);
    Page unsaid = owner.submit(page, one + "/refusal", "reason", "");
    assertThat(unsaid.status()).isEqualTo(422);
    assertThat(unsaid.html()).contains("id=\"field-reason-error\"");

    assertThat(owner.submit(unsaid, one + "/refusal", "reason", "fully booked").html())
        .contains("fully booked");
    STAGE.expect(part, "CANCELLED");
    assertThat(state(part)).isEqualTo("DECLINED");
    Page over = owner.open(one);
    assertThat(over.html()).contains("Declined", "fully booked").doesNotContain("/refusal\"");
  }

  /// Openings are typed, wrong ones come back, and what is saved is what the REST API says.
  private static void schedule(Browser owner, Service service) throws Exception {
    String place = base() + "/products/" + service.product + "/schedule";
    Page page = owner.open(place);
    WholePage.check(page, 200);
    Map<String, String> typed = Browser.fieldsOf(page, place);
    for (int day = 1; day <= 7; day++) {
      typed.put("d" + day, "9:00-12:00");
    }
    Page wrong = owner.post(place, typed);
    WholePage.check(wrong, 422);
    assertThat(wrong.html()).contains("id=\"field-d1-error\"", "value=\"9:00-12:00\"");
    for (int day = 1; day <= 7; day++) {
      typed.put("d" + day, "09:00-12:00, 14:00 - 16:00");
    }
    typed.put("exceptions", "2001-01-01\nnever");
    assertThat(owner.post(place, typed).html()).contains("id=\"field-exceptions-error\"");
    typed.put("exceptions", "2001-01-02 10:00-11:00\n2001-01-01");
    Page saved = owner.post(place, typed);
    assertThat(saved.html()).contains("Saved.", "Can be booked", "1 free");

    JsonNode rest = MARKET.lotus().owner().get(service.rest() + "/schedule").json();
    assertThat(rest.path("weekly")).hasSize(14);
    assertThat(rest.at("/weekly/0/opens").asString()).isEqualTo("09:00");
    assertThat(rest.at("/exceptions/0/day").asString()).isEqualTo("2001-01-01");
    assertThat(rest.at("/exceptions/0/openings")).isEmpty();
    Map<String, String> stale = new LinkedHashMap<>(typed);
    stale.put("_key", "stale-key-0123456789ab");
    assertThat(owner.post(place, stale).status()).as("it was changed meanwhile").isEqualTo(422);
  }

  private record Service(String product, String variant) {
    String rest() {
      return MARKET.lotus().path("/products/" + product);
    }
  }

  private static Service service() throws Exception {
    ApiClient owner = MARKET.lotus().owner();
    String product =
        """
        {"kind":"SERVICE","categoryId":"%s","title":{"zh":"页面咨询","en":"Pages consultation"},
         "variants":[{"sku":"%s","prices":[{"amountMinor":30000,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY, UUID.randomUUID().toString().substring(0, 8));
    Answer added = owner.write("POST", MARKET.lotus().path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    Answer published =
        owner.write(
            "POST",
            added.header("Location") + "/publication",
            "",
            "If-Match",
            added.header("ETag"));
    assertThat(published.status()).as(published.response().body()).isEqualTo(200);
    return new Service(published.text("id"), published.at("/variants/0/id"));
  }

  private static List<String> starts(Service service) throws Exception {
    String path = "/api/v1/products/" + service.product + "/slots?days=3";
    return MARKET
        .app()
        .client()
        .get(path)
        .json()
        .path("slots")
        .valueStream()
        .map(it -> it.path("startsAt").asString())
        .toList();
  }

  private static Part booked(Buyer buyer, Service service, String start) throws Exception {
    buyer.put(service.variant, 1);
    String wishes =
        buyer.wishes("CNY", ",\"slots\":{\"%s\":\"%s\"}".formatted(service.variant, start));
    Part part = STAGE.order(buyer, wishes, List.of(MARKET.lotus())).getFirst();
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    return part;
  }

  private static String state(Part part) throws Exception {
    return part.shop().owner().get(part.desk() + "/booking").text("state");
  }

  private static String base() {
    return "/merchant/" + MARKET.lotus().id();
  }
}
