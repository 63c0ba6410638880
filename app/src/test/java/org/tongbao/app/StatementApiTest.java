package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.web.Language;
import org.tongbao.primitives.Address;
import tools.jackson.databind.JsonNode;

/// Statements of a period against the chain and the orders.
final class StatementApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void openingAndMovementsMakeWhatTheChainHas() throws Exception {
    Buyer buyer = MARKET.buyer("statements@example.com");
    MARKET.stage().recharge(buyer, 7_700);
    Part part = MARKET.shipped(buyer);
    asked(part.shop().owner(), part.desk() + "/refunds", refund(1_000));
    MARKET.stage().expect(part, "SHIPPED");
    MARKET.receive(part);
    MARKET.settle();
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    String period = "?from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
    ApiClient owner = part.shop().owner();

    JsonNode shops = owner.get(part.shop().path("/wallet/statements" + period)).json();
    JsonNode shop = section(shops, "");
    assertThat(closing(shop)).isEqualTo(cash(EngineStage.account(part.shop())));
    List<Long> sale = amounts(shop, part.number());
    assertThat(sale).hasSize(1);

    JsonNode own = section(buyer.client().get("/api/v1/wallet/statements" + period).json(), "");
    assertThat(closing(own)).isEqualTo(cash(EngineStage.account(buyer)));
    assertThat(own.path("opening").asLong()).isZero();
    assertThat(own.at("/lines/0/kind").asString()).isEqualTo("DEPOSIT");
    assertThat(amounts(own, part.number())).containsExactly(1_000L);

    String platforms = "/api/v1/platform/statements" + period;
    JsonNode fees = section(MARKET.people().root().get(platforms).json(), "fees");
    Address account = MARKET.app().bean(Operators.class).feeAccount();
    assertThat(closing(fees)).isEqualTo(cash(account));
    List<Long> fee = amounts(fees, part.number());
    assertThat(fee).hasSize(1);
    assertThat(sale.getFirst() + fee.getFirst() + 1_000).isEqualTo(TOTAL);

    Answer csv = owner.get(part.shop().path("/wallet/statements/file" + period));
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.response().body().lines().toList())
        .anyMatch(it -> it.contains(",CNY,") && it.contains("," + part.number() + ","))
        .anyMatch(it -> it.contains(",CLOSING,,%d,".formatted(closing(shop))));
    Answer pdf = owner.get(part.shop().path("/wallet/statements/file" + period + "&format=pdf"));
    assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(pdf.header("Content-Disposition")).contains(".pdf");
    assertThat(pdf.response().body()).startsWith("%PDF-1.4").endsWith("%%EOF\n");
    assertThat(owner.get(part.shop().path("/wallet/statements/file?format=doc")).outcome())
        .isEqualTo("422 request.field-malformed");
  }

  /// One period's end is the next one's beginning.
  @Test
  void periodsFollowEachOther() throws Exception {
    Buyer buyer = MARKET.buyer("statements-next@example.com");
    MARKET.stage().recharge(buyer, 4_200);
    MARKET.settle();
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    String before = "?from=" + today.minusDays(9) + "&to=" + today.plusDays(1);
    String after = "?from=" + today.plusDays(2) + "&to=" + today.plusDays(3);
    ApiClient client = buyer.client();

    JsonNode first = section(client.get("/api/v1/wallet/statements" + before).json(), "");
    JsonNode second = section(client.get("/api/v1/wallet/statements" + after).json(), "");
    assertThat(closing(first)).isEqualTo(4_200);
    assertThat(second.path("opening").asLong()).isEqualTo(4_200);
    assertThat(second.path("lines")).isEmpty();
    assertThat(closing(second)).isEqualTo(4_200);
  }

  /// No withdrawal stays undecided for the tests after this one.
  private static void sendBack(String withdrawal) throws Exception {
    ApiClient finance = MARKET.app().client();
    String id = finance.begin("statements-finance@example.com");
    MARKET.people().root().write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", "");
    String platform = "/api/v1/platform/withdrawals/" + withdrawal;
    Answer seen = finance.get(platform);
    String no = "{\"reason\":\"no such account\"}";
    assertThat(finance.write("PUT", platform + "/rejection", no, "If-Match", seen.header("ETag")))
        .extracting(Answer::status)
        .isEqualTo(200);
  }

  /// What left wallets, and the reserve as the chain has it.
  @Test
  void thePlatformsHasWhatLeftAndTheReserve() throws Exception {
    Buyer buyer = MARKET.buyer("statements-leaves@example.com");
    MARKET.stage().recharge(buyer, 6_000);
    MARKET.stage().awaitCash(buyer, 6_000);
    MARKET.settle();
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    String period = "?from=" + today.minusDays(9) + "&to=" + today.plusDays(1);
    ApiClient root = MARKET.people().root();
    String statements = "/api/v1/platform/statements";
    long leftBefore = left(root.get(statements + period).json());
    String wish =
        "{\"amount\":{\"amountMinor\":1700,\"currency\":\"CNY\"},\"destination\":\"ORIGINAL\"}";
    Answer wanted = buyer.client().write("POST", "/api/v1/wallet/withdrawals", wish);
    buyer.client().until(wanted.header("Location"), "/state", "HELD");
    MARKET.settle();

    JsonNode after = root.get(statements + period).json();
    assertThat(left(after)).isEqualTo(leftBefore + 1_700);
    JsonNode payouts = section(after, "payouts");
    JsonNode last = payouts.path("lines").get(payouts.path("lines").size() - 1);
    assertThat(last.path("kind").asString()).isEqualTo("WITHDRAWAL");
    assertThat(last.path("counterparty").asString()).isEqualTo(EngineStage.account(buyer).toHex());
    JsonNode reserve = section(after, "reserve");
    Contracts contracts = MARKET.app().bean(Contracts.class);
    assertThat(closing(reserve))
        .isEqualTo(
            MARKET
                .app()
                .bean(ChainView.class)
                .call(contracts.treasury().reserveOf(contracts.address("Cash:CNY")))
                .attested()
                .toLongExact());
    assertThat(reserve.path("lines")).isNotEmpty();
    assertThat(reserve.at("/lines/0/block").asLong()).isPositive();

    Browser finance =
        PageChecks.staff(MARKET, "statements-desk@example.com", Language.EN, "FINANCE");
    Browser.Page page = finance.open("/platform/statements" + period);
    PageChecks.isWhole(page, Language.EN);
    assertThat(page.html())
        .contains("Left wallets", "Attested reserve", "¥17.00", "format=pdf", "format=csv");
    assertThat(finance.open("/platform/statements?from=x").status()).isEqualTo(422);
    assertThat(finance.open("/platform/statements?zone=Nowhere").html())
        .contains("aria-invalid=\"true\"");
    Answer pdf = root.get(statements + "/file" + period + "&format=pdf");
    assertThat(pdf.response().body()).startsWith("%PDF-1.4").endsWith("%%EOF\n");
    sendBack(wanted.text("id"));
    buyer.client().until(wanted.header("Location"), "/state", "RETURNED");
    assertThat(root.get(statements + "/file" + period).response().body())
        .contains("\r\npayouts,", "\r\nreserve,");
  }

  private static long left(JsonNode statement) {
    for (JsonNode each : statement.path("sections")) {
      if (each.path("office").asString().equals("payouts")
          && each.path("unit").asString().equals("CNY")) {
        return closing(each);
      }
    }
    return 0;
  }

  /// Of CNY.
  private static JsonNode section(JsonNode statement, String office) {
    for (JsonNode each : statement.path("sections")) {
      if (each.path("unit").asString().equals("CNY")
          && each.path("office").asString().equals(office)) {
        return each;
      }
    }
    throw new AssertionError("no CNY of " + office + " in " + statement);
  }

  /// The balance at the end, which opening and lines have to make.
  private static long closing(JsonNode section) {
    long balance = section.path("opening").asLong();
    for (JsonNode line : section.path("lines")) {
      balance += line.path("amount").asLong();
      assertThat(line.path("balance").asLong()).isEqualTo(balance);
    }
    assertThat(section.path("closing").asLong()).isEqualTo(balance);
    return balance;
  }

  private static List<Long> amounts(JsonNode section, String order) {
    List<Long> amounts = new ArrayList<>();
    for (JsonNode line : section.path("lines")) {
      if (line.path("order").asString("").equals(order)) {
        amounts.add(line.path("amount").asLong());
      }
    }
    return amounts;
  }

  private static long cash(Address account) {
    return MARKET
        .app()
        .bean(ChainView.class)
        .call(MARKET.app().bean(Contracts.class).cash("CNY").balanceOf(account))
        .toLongExact();
  }
}
