package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.MoneyText;
import tools.jackson.databind.JsonNode;

/// A shop's money over pages: what they show is what REST and the chain say.
final class ShopMoneyPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void whatOrdersBroughtIsShownAndAcknowledgedOnce() throws Exception {
    Part held = MARKET.paid(MARKET.buyer("money-held@example.com"));
    Part part = MARKET.shipped(MARKET.buyer("money-settled@example.com"));
    MARKET.receive(part);
    MARKET.settle();
    String money = base() + "/money";
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);

    Page page = owner.open(money);
    WholePage.check(page, 200);
    long balance = balance();
    assertThat(balance).isEqualTo(onChain());
    assertThat(page.html())
        .contains(MoneyText.of(balance, "CNY"))
        .contains(MoneyText.of(EngineMarket.TOTAL, "CNY"), "Orders not received yet: 1")
        .contains(part.number(), "To acknowledge", "chain-record", "/verify/transactions/0x")
        .contains(MoneyText.of(share(part), "CNY"))
        .doesNotContain(held.number());

    Page waiting = owner.open(money + "?show=waiting");
    assertThat(waiting.html()).contains(part.number(), "name=\"order\" value=\"" + part.id());
    Map<String, String> form = Browser.fieldsOf(waiting, money + "/acknowledgements");
    Map<String, String> nothing = new LinkedHashMap<>(form);
    assertThat(nothing.remove("order")).isEqualTo(part.id());
    Page refused = owner.post(money + "/acknowledgements", nothing);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("Choose at least one order");

    assertThat(owner.post(money + "/acknowledgements", form).html()).contains("Thank you.");
    MARKET.stage().expect(part, "COMPLETED");
    assertThat(owner.post(money + "/acknowledgements", form).status())
        .as("the same form again does nothing")
        .isEqualTo(200);
    Page anew =
        owner.submit(waiting, money + "/acknowledgements", "_key", "another-key-0123456789");
    assertThat(anew.status()).as("it is acknowledged already").isEqualTo(422);
    assertThat(owner.open(money + "?show=waiting").html())
        .contains("Nothing waits to be acknowledged");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void moneyComesInAndGoesOutByForms() throws Exception {
    String money = base() + "/money";
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    long before = balance();
    Page page = owner.open(money);
    Page wrong = owner.submit(page, money + "/recharges", with("amount", "12.345"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"12.345\"", "Write an amount such as 25.00");

    Page begun = owner.submit(wrong, money + "/recharges", with("amount", "123.40"));
    assertThat(begun.path()).matches(money + "/recharges/[0-9a-f-]{36}");
    WholePage.check(begun, 200);
    String recharge = begun.path().substring(begun.path().lastIndexOf('/') + 1);
    String rest = MARKET.lotus().path("/wallet/recharges/" + recharge);
    MARKET.lotus().owner().until(rest, "/payments/0/state", "OPEN");
    String payAt = MARKET.lotus().owner().get(rest).at("/payments/0/payAt");
    assertThat(owner.open(begun.path()).html()).contains(payAt.replace("&", "&amp;"));
    EngineStage.press(payAt);
    MARKET.lotus().owner().until(rest, "/state", "CREDITED");
    MARKET.settle();
    assertThat(owner.open(begun.path()).html()).contains("¥123.40").doesNotContain(payAt);
    assertThat(balance()).isEqualTo(before + 12_340).isEqualTo(onChain());

    Page ready = owner.open(money);
    String more = MoneyText.plain(balance() + 1, "CNY");
    Page much = owner.submit(ready, money + "/withdrawals", with("amount", more));
    assertThat(much.status()).as("more than there is").isEqualTo(422);
    assertThat(much.html()).contains("value=\"" + more + "\"", "aria-invalid=\"true\"");
    Page unsaid = owner.submit(ready, money + "/withdrawals", "amount", "23.40", "currency", "CNY");
    assertThat(unsaid.status()).isEqualTo(422);
    assertThat(unsaid.html()).contains("value=\"23.40\"", "Please fill this in");
    int made = withdrawals().size();
    Map<String, String> form = Browser.fieldsOf(unsaid, money + "/withdrawals");
    form.putAll(Map.of("amount", "23.40", "currency", "CNY", "accountToken", "bank-7"));
    assertThat(owner.post(money + "/withdrawals", form).html()).contains("is being looked at");
    assertThat(owner.post(money + "/withdrawals", form).html()).contains("¥23.40");
    returned(owner, money, made);
    assertThat(balance()).isEqualTo(before + 12_340).isEqualTo(onChain());
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The form that was sent twice made one withdrawal, which the platform's finance sends back.
  private static void returned(Browser owner, String money, int before) throws Exception {
    Shop lotus = MARKET.lotus();
    String list = lotus.path("/wallet/withdrawals");
    lotus.owner().until(list, "/items/0/state", "HELD");
    MARKET.settle();
    JsonNode items = withdrawals();
    assertThat(items).hasSize(before + 1);
    assertThat(balance()).isEqualTo(onChain());
    assertThat(owner.open(money).html())
        .contains("Being looked at", "A withdrawal was asked for", "decided by");
    String own = MARKET.lotus().owner().get("/api/v1/wallet/withdrawals").response().body();
    assertThat(own).as("it is the shop's").doesNotContain(items.at("/0/id").asString());

    ApiClient finance = MARKET.app().client();
    String id = finance.begin("money-finance@example.com");
    MARKET.people().root().write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", "");
    String platform = "/api/v1/platform/withdrawals/" + items.at("/0/id").asString();
    Answer seen = finance.get(platform);
    assertThat(seen.text("merchant")).isEqualTo(lotus.id());
    String no = "{\"reason\":\"no such account\"}";
    assertThat(finance.write("PUT", platform + "/rejection", no, "If-Match", seen.header("ETag")))
        .extracting(Answer::status)
        .isEqualTo(200);
    lotus.owner().until(list, "/items/0/state", "RETURNED");
    MARKET.settle();
    assertThat(owner.open(money).html())
        .contains("Given back", "no such account", "A withdrawal was returned");
  }

  private static JsonNode withdrawals() throws Exception {
    String all = MARKET.lotus().path("/wallet/withdrawals?limit=100");
    return MARKET.lotus().owner().get(all).json().path("items");
  }

  @Test
  void muchMoneyAsksForANewSignIn() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    MARKET.stage().later(Duration.ofMinutes(20));
    String money = base() + "/money";
    Page page = owner.open(money);
    String[] fields = {"amount", "1000.01", "currency", "CNY", "accountToken", "bank-7"};

    assertThat(owner.submit(page, money + "/withdrawals", fields).path()).isEqualTo("/sign-in");
  }

  @Test
  void aStatementIsThatOfRest() throws Exception {
    Part part = MARKET.shipped(MARKET.buyer("money-statement@example.com"));
    MARKET.receive(part);
    MARKET.settle();
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    String period = "?from=" + today.minusDays(1) + "&to=" + today.plusDays(1) + "&zone=UTC";
    String place = base() + "/statements";
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);

    Page page = owner.open(place + period);
    WholePage.check(page, 200);
    JsonNode said = statement(period);
    assertThat(page.html())
        .contains(part.number(), "Balance at the end")
        .contains(MoneyText.of(said.path("opening").asLong(), "CNY"))
        .contains(MoneyText.of(said.path("closing").asLong(), "CNY"));
    assertThat(said.path("closing").asLong()).isEqualTo(onChain());
    String rest = MARKET.lotus().path("/wallet/statements/file" + period);
    assertThat(owner.open(place + "/file" + period + "&format=csv").html())
        .isEqualTo(MARKET.lotus().owner().get(rest).response().body());
    assertThat(owner.open(place + "/file" + period + "&format=pdf").html()).startsWith("%PDF-1.4");

    Page turned = owner.open(place + "?from=2026-02-02&to=2026-02-01&zone=Asia/Tokyo");
    WholePage.check(turned, 422);
    assertThat(turned.html()).contains("value=\"2026-02-02\"", "The first day comes before");
    assertThat(owner.open(place + "?zone=Atlantis").status()).isEqualTo(422);
    assertThat(owner.open(place + "?from=&to=&zone=").status()).isEqualTo(200);
  }

  private static String[] with(String name, String value) {
    return new String[] {
      name, value, "currency", "CNY", "method", "sandbox", "accountToken", "bank-7"
    };
  }

  private static String base() {
    return "/merchant/" + MARKET.lotus().id();
  }

  private static long share(Part part) throws Exception {
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    for (JsonNode line : statement("?from=" + today.minusDays(1)).path("lines")) {
      if (line.path("order").asString("").equals(part.number())) {
        return line.path("amount").asLong();
      }
    }
    throw new AssertionError(part.number() + " brought nothing");
  }

  private static JsonNode statement(String period) throws Exception {
    Answer answer = MARKET.lotus().owner().get(MARKET.lotus().path("/wallet/statements" + period));
    for (JsonNode section : answer.json().path("sections")) {
      if (section.path("unit").asString().equals("CNY")) {
        return section;
      }
    }
    throw new AssertionError(answer.response().body());
  }

  private static long balance() throws Exception {
    Answer wallet = MARKET.lotus().owner().get(MARKET.lotus().path("/wallet"));
    for (JsonNode balance : wallet.json().path("balances")) {
      if (balance.path("currency").asString().equals("CNY")) {
        return balance.path("amountMinor").asLong();
      }
    }
    throw new AssertionError(wallet.response().body());
  }

  private static long onChain() throws Exception {
    return MARKET
        .app()
        .bean(ChainView.class)
        .call(
            MARKET
                .app()
                .bean(Contracts.class)
                .cash("CNY")
                .balanceOf(EngineStage.account(MARKET.lotus())))
        .toLongExact();
  }
}
