package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.market.web.Language;

/// How everything runs, on one page of the back office.
final class PlatformOperationsTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String PAGE = "/platform/operations";

  @Test
  void everyPartSaysHowItStandsAndLeadsToItsSection() throws Exception {
    Browser root = PageChecks.staff(MARKET, "operations@example.com", Language.EN, "ADMINISTRATOR");
    Page page = root.open(PAGE);
    WholePage.check(page, 200);
    for (String part :
        new String[] {
          "process", "jobs", "database", "disk", "chain", "outbox", "mirror", "mail", "webhooks"
        }) {
      assertThat(of(page, part)).as(part).containsPattern(">(All well|Look here)<");
    }
    assertThat(of(page, "process")).contains("Runs since", "<time", ">All well<");
    assertThat(of(page, "disk")).containsPattern("[0-9.]+ [kMGT]?B free of [0-9.]+ [kMGT]?B");
    assertThat(of(page, "database")).containsPattern("[0-9.]+ MB");
    assertThat(of(page, "chain")).contains("href=\"/explorer\"").containsPattern("<dd>[0-9]+</dd>");
    assertThat(of(page, "outbox")).contains("href=\"/platform/chain\"");
    assertThat(of(page, "mail")).contains("href=\"/platform/mailbox\"", "into the mailbox here");
    assertThat(of(page, "webhooks")).contains("href=\"/platform/webhooks\"");
    assertThat(page.html().substring(page.html().indexOf("tables-title")))
        .contains("data-label=\"Size\"")
        .containsPattern("<span class=\"hash\">[a-z_]+</span>");
    Browser finance = PageChecks.staff(MARKET, "operations-fi@example.com", Language.ZH, "FINANCE");
    Page theirs = finance.open(PAGE);
    WholePage.check(theirs, 200);
    assertThat(theirs.html()).doesNotContain("/platform/mailbox", "/platform/webhooks");
  }

  @Test
  void mailThatWasGivenUpTodayAsksForALook() throws Exception {
    Browser root =
        PageChecks.staff(MARKET, "operations-mail@example.com", Language.EN, "ADMINISTRATOR");
    long before = gaveUp(root.open(PAGE));
    Instant now = MARKET.app().clock().instant();
    UUID id = UUID.randomUUID();
    try {
      int stored =
          MARKET
              .app()
              .jdbc()
              .sql(
                  """
                  INSERT INTO mails (id, recipient, subject, text, language, state, created_at,
                    ended_at, trouble)
                  VALUES (?, 'nobody@example.com', 'lost', '', 'en', 'GIVEN_UP', ?, ?, 'no such box')
                  """)
              .params(id, now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
              .update();
      assertThat(stored).isOne();
      Page page = root.open(PAGE);
      assertThat(of(page, "mail")).contains(">Look here<");
      assertThat(gaveUp(page)).isEqualTo(before + 1);
      assertThat(page.html()).contains("Somebody should look");
    } finally {
      MARKET.app().jdbc().sql("DELETE FROM mails WHERE id = ?").param(id).update();
    }
    Page after = root.open(PAGE);
    assertThat(gaveUp(after)).isEqualTo(before);
    assertThat(of(after, "mail")).contains(before == 0 ? ">All well<" : ">Look here<");
  }

  private static long gaveUp(Page page) {
    Matcher number =
        Pattern.compile("Given up within a day</dt><dd>([0-9]+)</dd>").matcher(of(page, "mail"));
    assertThat(number.find()).isTrue();
    return Long.parseLong(number.group(1));
  }

  private static String of(Page page, String part) {
    int at = page.html().indexOf("aria-labelledby=\"part-" + part + "\"");
    assertThat(at).as(part).isPositive();
    return page.html().substring(at, page.html().indexOf("</section>", at));
  }
}
