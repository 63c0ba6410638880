package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;

/// Mail of an application without a server for it.
final class MailboxTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void theNewestMailStandsAtAPageForThisMachineOnly() throws Exception {
    String to = "mailbox-" + UUID.randomUUID() + "@example.com";
    send(new Letter(to, "你好 <b>", "看 https://shop.example/", Language.ZH));
    String path = "/mailbox?to=" + to;

    Answer page = MARKET.app().client().get(path);
    assertThat(page.outcome()).isEqualTo("200");
    assertThat(page.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.response().body()).contains("To: " + to, "Subject: 你好 <b>", "看 https://");

    assertThat(MARKET.app().client().get(path, "X-Forwarded-For", "203.0.113.7").status())
        .isEqualTo(404);
    assertThat(MARKET.app().client().get(path, "Forwarded", "for=203.0.113.7").status())
        .isEqualTo(404);
  }

  @Test
  void thePlatformSeesWhatBecameOfMail() throws Exception {
    UUID id = send(new Letter("seen@example.com", "Hello", "Text.", Language.EN));
    ApiClient root = MARKET.people().root();
    String path = "/api/v1/platform/mails/" + id;

    assertThat(root.get("/api/v1/platform/mails?state=KEPT&limit=1").at("/items/0/id"))
        .isNotEmpty();
    assertThat(root.get("/api/v1/platform/mails?state=LOST").outcome())
        .isEqualTo("400 request.malformed");
    assertThat(root.get(path).text("text")).isEqualTo("Text.\n");
    assertThat(root.write("POST", path + "/delivery", "").outcome())
        .isEqualTo("409 request.conflict");

    MARKET
        .app()
        .jdbc()
        .sql("UPDATE mails SET state = 'GIVEN_UP', trouble = '550' WHERE id = ?")
        .param(id)
        .update();
    Answer givenUp = root.get(path);
    assertThat(givenUp.text("state")).isEqualTo("GIVEN_UP");
    assertThat(givenUp.json().path("text").isNull()).isTrue();
    assertThat(root.write("POST", path + "/delivery", "").text("state")).isEqualTo("WAITING");
    MARKET.app().jdbc().sql("DELETE FROM mails WHERE id = ?").param(id).update();
  }

  private static UUID send(Letter letter) {
    return MARKET
        .app()
        .bean(TransactionTemplate.class)
        .execute(status -> MARKET.app().bean(Mails.class).send(letter));
  }
}
