package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.MoneyText;
import tools.jackson.databind.JsonNode;

/// The first page of a shop's desk: its figures are those of the REST API.
final class ShopHomePagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void figuresOfAPeriodStandBesideThoseOfThePeriodBefore() throws Exception {
    Part part = MARKET.shipped(MARKET.buyer("dashboard@example.com"));
    asked(part.shop().owner(), part.desk() + "/refunds", refund(1_234));
    MARKET.stage().expect(part, "SHIPPED");
    MARKET.app().settle();
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    for (int days : new int[] {7, 30, 90}) {
      LocalDate today;
      Page page;
      do {
        today = today();
        page = owner.open(base() + "?days=" + days);
      } while (!today.equals(today()));
      WholePage.check(page, 200);
      LocalDate first = today.minusDays(days - 1);
      JsonNode now = statistics(first, today);
      JsonNode before = statistics(first.minusDays(days), first.minusDays(1));

      assertThat(page.html())
          .contains("The last " + days + " days", "Best products", part.number());
      assertThat(figure(page, "Net sales", 1)).isEqualTo(money(net(now)));
      assertThat(figure(page, "Net sales", 2)).isEqualTo("before: " + money(net(before)));
      assertThat(figure(page, "Paid orders", 1)).isEqualTo("" + sum(now, "paid"));
      assertThat(figure(page, "Paid orders", 2)).isEqualTo("before: " + sum(before, "paid"));
      assertThat(figure(page, "Refunds", 1)).isEqualTo(money(sum(now, "refundedMinor")));
      assertThat(sum(now, "paidMinor")).isGreaterThanOrEqualTo(EngineMarket.TOTAL);
    }
    assertThat(owner.open(base() + "?days=1000").html()).contains("The last 30 days");
  }

  @Test
  void whatWaitsIsCounted() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    Page before = owner.open(base());
    Part part = MARKET.paid(MARKET.buyer("dashboard-waits@example.com"));
    var _ = MARKET.checkout().goods(MARKET.lotus(), 100, "CNY", 2);

    Page page = owner.open(base());
    assertThat(waits(page, "To send")).isEqualTo(waits(before, "To send") + 1);
    assertThat(waits(page, "Nearly sold out")).isGreaterThan(waits(before, "Nearly sold out"));
    assertThat(page.html()).contains("Reviews without an answer", "id=\"low-stock\"", "left");

    asked(part.shop().owner(), part.desk() + "/shipment", MARKET.parcel());
    MARKET.stage().expect(part, "SHIPPED");
    MARKET.receive(part);
    Page settled = owner.open(base());
    assertThat(waits(settled, "Payouts to confirm"))
        .isEqualTo(waits(before, "Payouts to confirm") + 1);
    assertThat(waits(settled, "To send")).isEqualTo(waits(before, "To send"));
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(MARKET.app().clock().instant(), ZoneOffset.UTC);
  }

  private static String base() {
    return "/merchant/" + MARKET.lotus().id();
  }

  /// The value of a tile, or what stands below it.
  private static String figure(Page page, String name, int which) {
    Matcher found =
        Pattern.compile(
                "<dt class=\"stat-name\">"
                    + name
                    + "</dt><dd class=\"stat-value\">([^<]*)</dd><dd class=\"stat-note\">"
                    + "(?:<span class=\"badge[^>]*>[^<]*</span> )?([^<]*)</dd>")
            .matcher(page.html());
    assertThat(found.find()).as(name).isTrue();
    return found.group(which);
  }

  private static long waits(Page page, String name) {
    Matcher found =
        Pattern.compile(
                "<span class=\"stat-name\">"
                    + name
                    + "</span></a><span class=\"stat-value\">([0-9]+)<")
            .matcher(page.html());
    assertThat(found.find()).as(name).isTrue();
    return Long.parseLong(found.group(1));
  }

  private static JsonNode statistics(LocalDate from, LocalDate to) throws Exception {
    String path = MARKET.lotus().path("/statistics?from=" + from + "&to=" + to);
    return MARKET.lotus().owner().get(path).json();
  }

  /// Money is that of the shop's currency; orders are all.
  private static long sum(JsonNode statistics, String field) {
    long sum = 0;
    for (JsonNode day : statistics.path("days")) {
      if (field.equals("paid") || day.path("currency").asString().equals("CNY")) {
        sum += day.path(field).asLong();
      }
    }
    return sum;
  }

  private static long net(JsonNode statistics) {
    return sum(statistics, "paidMinor")
        - sum(statistics, "refundedMinor")
        - sum(statistics, "cancelledMinor");
  }

  private static String money(long minor) {
    return MoneyText.of(minor, "CNY");
  }
}
