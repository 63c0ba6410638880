package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.ProofCheck;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.web.Language;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chain as people see it, and what a browser is given to check.
@Timeout(600)
final class ExplorerPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BUYER = "explorer-pages@example.com";

  @Test
  void everyPageIsWholeInBothLanguages() throws Exception {
    Part part = MARKET.paid(MARKET.buyer(BUYER));
    String paid = transaction(part, "Paid");
    String block = api("/api/v1/chain/transactions/" + paid).path("block").asString();
    for (Language language : Language.values()) {
      Browser browser = guest(language);
      for (String path :
          List.of(
              "/explorer",
              "/explorer/blocks",
              "/explorer/blocks?before=3",
              "/explorer/blocks/0",
              "/explorer/blocks/" + block,
              "/explorer/transactions/" + paid,
              "/explorer/accounts/" + orders(),
              "/explorer/tokens",
              "/explorer/search?q=nothing",
              "/verify",
              "/verify/transactions/" + paid)) {
        PageChecks.isWhole(browser.open(path), language);
      }
      PageChecks.isWhole(
          PageChecks.signedIn(MARKET, BUYER, language).open("/verify/orders/" + part.number()),
          language);
    }
  }

  @Test
  void aTransactionIsToldInWords() throws Exception {
    Part part = MARKET.paid(MARKET.buyer(BUYER));
    Browser browser = guest(Language.EN);

    Page page = browser.open("/explorer/transactions/" + transaction(part, "Paid"));
    assertThat(page.html())
        .contains(
            "A payment is credited to an order",
            "Relayer of the platform",
            "Paid in full",
            "Orders.Paid",
            "¥266.00",
            "To be shipped by");
    Page account = browser.open("/explorer/accounts/" + orders());
    assertThat(account.html()).contains("Orders contract", "¥");
    assertThat(browser.open("/explorer").html()).contains("In circulation", "Attested reserve");
  }

  @Test
  void aSearchLeadsToWhatIsMeant() throws Exception {
    Part part = MARKET.paid(MARKET.buyer(BUYER));
    Browser browser = guest(Language.EN);
    String paid = transaction(part, "Paid");
    String hash = api("/api/v1/chain/blocks/1").path("hash").asString();

    assertThat(search(browser, "1").path()).isEqualTo("/explorer/blocks/1");
    assertThat(search(browser, hash).path()).isEqualTo("/explorer/blocks/" + hash);
    assertThat(search(browser, paid).path()).isEqualTo("/explorer/transactions/" + paid);
    assertThat(search(browser, orders()).path()).isEqualTo("/explorer/accounts/" + orders());
    assertThat(search(browser, "999999999999").html()).contains("Nothing was found");
    assertThat(search(browser, "0x" + "ab".repeat(32)).html()).contains("Nothing was found");
    assertThat(search(browser, part.number()).path()).isEqualTo("/sign-in");
    for (String nothing :
        List.of(
            "/explorer/blocks/999999999999",
            "/explorer/blocks/x",
            "/explorer/transactions/0x1",
            "/explorer/accounts/0x1",
            "/verify/transactions/0x" + "ab".repeat(32))) {
      assertThat(browser.open(nothing).status()).as(nothing).isEqualTo(404);
    }
  }

  @Test
  void anOrderIsVerifiedByWhomItConcernsAlone() throws Exception {
    Part part = MARKET.paid(MARKET.buyer(BUYER));
    String page = "/verify/orders/" + part.number();
    String file = page + "/trail.json";
    Browser buyer = PageChecks.signedIn(MARKET, BUYER, Language.EN);
    Browser other = PageChecks.registered(MARKET, "explorer-other@example.com", Language.EN);
    Browser support =
        PageChecks.staff(MARKET, "explorer-support@example.com", Language.EN, "SUPPORT");

    assertThat(guest(Language.EN).open(page).path()).isEqualTo("/sign-in");
    assertThat(other.open(page).status()).isEqualTo(404);
    assertThat(other.open(file).status()).isEqualTo(404);
    assertThat(support.open(page).status()).isEqualTo(200);
    assertThat(buyer.open("/orders/" + part.number()).html()).contains("href=\"" + page + "\"");
    assertThat(buyer.open(page).html()).contains("./tongbao verify --order " + part.number());
    JsonNode trail = JSON.readTree(buyer.open(file).html());
    assertThat(ProofCheck.problems(trail)).isEmpty();
    assertThat(trail.at("/parts/0/orderState").asString()).isEqualTo("PAID");
    assertThat(trail.at("/parts/0/state/seal/hash").asString()).isEqualTo("sha256d");
    assertThat(trail.at("/parts/0/events").size()).isGreaterThanOrEqualTo(3);
  }

  private static Page search(Browser browser, String asked) throws Exception {
    return browser.open("/explorer/search?q=" + asked);
  }

  private static JsonNode api(String path) throws Exception {
    return MARKET.app().client().get(path).json();
  }

  private static Browser guest(Language language) {
    return new Browser(MARKET.app(), language.code());
  }

  private static String orders() {
    return MARKET.app().bean(Contracts.class).address("Orders").toHex();
  }

  private static String transaction(Part part, String event) throws Exception {
    JsonNode order = part.buyer().client().get(part.path()).json();
    for (JsonNode each : order.path("history")) {
      if (each.path("event").asString().equals(event)) {
        return each.path("transaction").asString();
      }
    }
    throw new AssertionError("nothing says " + event + ": " + order);
  }
}
