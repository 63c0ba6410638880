package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.web.Language;
import tools.jackson.databind.JsonNode;

/// Supply beside the attested reserve, day by day.
final class ReserveDaysTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String DAYS = "/api/v1/platform/treasury/days";

  @Test
  void aDayIsWrittenOnceByWhicheverJobComesFirst() throws Exception {
    Buyer buyer = MARKET.buyer("reserve-days@example.com");
    MARKET.stage().recharge(buyer, 3_100);
    MARKET.stage().awaitCash(buyer, 3_100);
    MARKET.settle();
    LocalDate today = LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
    ApiClient root = MARKET.people().root();
    nobodyWritesByReading(root, today);
    List<Callable<Boolean>> jobs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      jobs.add(
          () -> {
            MARKET.app().scheduled("ReserveDays.write");
            return true;
          });
    }
    assertThat(AtOnce.all(jobs)).hasSize(6);
    writtenWhole(today);
    JsonNode days = root.get(DAYS + "?from=" + today + "&to=" + today).json().path("days");
    assertThat(days.findValuesAsString("currency")).doesNotHaveDuplicates().contains("CNY", "USD");
    JsonNode yuan = of(days, "CNY");
    assertThat(yuan.path("supplyMinor").asLong()).isEqualTo(supply()).isPositive();
    assertThat(yuan.path("attestedMinor").asLong()).isEqualTo(attested());
    assertThat(yuan.path("covered").asBoolean()).isTrue();

    // The day stays as it was seen first.
    MARKET.stage().recharge(buyer, 100);
    MARKET.stage().awaitCash(buyer, 3_200);
    JsonNode later = root.get(DAYS + "?from=" + today + "&to=" + today).json().path("days");
    assertThat(later).isEqualTo(days);
    assertThat(supply()).isGreaterThan(yuan.path("supplyMinor").asLong());
  }

  /// A job leaves a currency to the next while blocks come faster than it can ask.
  private static void writtenWhole(LocalDate today) {
    assertThat(
            Polling.until(
                Duration.ofSeconds(60),
                () -> {
                  MARKET.app().scheduled("ReserveDays.write");
                  return Optional.of(missing(today)).filter(it -> it == 0);
                }))
        .isPresent();
  }

  private static long missing(LocalDate today) {
    return MARKET
        .app()
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM reserves r
            WHERE attested_as_of IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM reserve_days d WHERE d.day = ? AND d.currency = r.currency)
            """)
        .param(today)
        .query(Long.class)
        .single();
  }

  /// While nobody can write a day, everybody can read them.
  private static void nobodyWritesByReading(ApiClient root, LocalDate today) throws Exception {
    MARKET.app().jdbc().sql("DELETE FROM reserve_days WHERE day = ?").param(today).update();
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    MARKET
        .app()
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              JdbcClient own = MARKET.app().bean(JdbcClient.class);
              own.sql("LOCK TABLE reserve_days IN EXCLUSIVE MODE").update();
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          answer.complete(
                              root.get(DAYS + "?from=" + today + "&to=" + today).status());
                        } catch (Exception failure) {
                          answer.completeExceptionally(failure);
                        }
                      });
              assertThat(answer).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(200);
            });
  }

  @Test
  void daysThatWereNotCoveredAreNamed() throws Exception {
    row("2020-02-03", 500, 300);
    row("2020-02-04", 500, 500);
    String february = "?from=2020-02-01&to=2020-02-29";
    JsonNode listing = MARKET.people().root().get(DAYS + february).json();
    assertThat(listing.path("from").asString()).isEqualTo("2020-02-01");
    assertThat(listing.path("days").findValuesAsString("day"))
        .containsExactly("2020-02-03", "2020-02-04");
    assertThat(listing.at("/days/0/covered").asBoolean()).isFalse();
    assertThat(listing.at("/days/1/covered").asBoolean()).isTrue();

    Browser finance = PageChecks.staff(MARKET, "days-desk@example.com", Language.EN, "FINANCE");
    Page page = finance.open("/platform/treasury" + february);
    PageChecks.isWhole(page, Language.EN);
    assertThat(page.html())
        .contains("<figure class=\"chart\"", "Not covered on", "<span class=\"chip\">2020-02-03<")
        .doesNotContain("<span class=\"chip\">2020-02-04<");
    assertThat(finance.open("/platform/treasury?from=2020-03-01&to=2020-03-02").html())
        .contains("No money was in circulation");
    for (String wrong :
        List.of("?from=x", "?from=2020-02-02&to=2020-02-01", "?from=2019-01-01&to=2020-02-01")) {
      Page again = finance.open("/platform/treasury" + wrong);
      assertThat(again.status()).as(wrong).isEqualTo(422);
      assertThat(again.html()).as(wrong).contains("aria-invalid=\"true\"", "name=\"from\"");
    }
    assertThat(MARKET.people().root().get(DAYS + "?to=never").outcome())
        .isEqualTo("422 request.field-malformed");
  }

  private static void row(String day, long supply, long attested) {
    MARKET
        .app()
        .jdbc()
        .sql(
            """
            INSERT INTO reserve_days (day, currency, supply_minor, attested_minor, block,
              written_at)
            VALUES (CAST(? AS DATE), 'CNY', ?, ?, 0, now())
            """)
        .params(day, supply, attested)
        .update();
  }

  private static JsonNode of(JsonNode days, String currency) {
    return days.valueStream()
        .filter(it -> it.path("currency").asString().equals(currency))
        .findFirst()
        .orElseThrow();
  }

  private static long supply() {
    Contracts contracts = MARKET.app().bean(Contracts.class);
    return MARKET
        .app()
        .bean(ChainView.class)
        .call(contracts.cash("CNY").totalSupply())
        .toLongExact();
  }

  private static long attested() throws Exception {
    return of(
            MARKET.people().root().get("/api/v1/platform/treasury").json().path("currencies"),
            "CNY")
        .path("attested")
        .asLong();
  }
}
