package org.tongbao.market.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.mail.MailSettings.Security;
import org.tongbao.market.mail.MailSettings.Smtp;
import org.tongbao.market.mail.TestSmtpServer.Manner;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// Letters on their way to a real connection's other end.
final class MailsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final String PASSWORD = "correct horse";
  private static final Letter LETTER =
      new Letter(
          "li@example.com", "订单已付款", "你好！\n\n请看 https://shop.example/?a=1&b=2。", Language.ZH);

  private static SSLContext tls;

  private final MovableClock clock = new MovableClock();
  private TestSmtpServer server;
  private TransactionTemplate transaction;
  private Postman postman;

  @BeforeAll
  static void certificate() throws Exception {
    tls = TestCertificate.context();
  }

  @BeforeEach
  void start() {
    DATABASE.jdbc().sql("DELETE FROM mails").update();
    server = new TestSmtpServer(tls, true);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
    postman = postman(server, Security.STARTTLS, tls.getSocketFactory());
  }

  @AfterEach
  void stop() throws Exception {
    postman.close();
    server.close();
  }

  @Test
  void arrivesEncryptedInBothFormsAndItsTextIsNotKept() throws Exception {
    UUID id = mails().send(LETTER);
    Mail sent = await(id, Mail.State.SENT);

    MimeMessage message = message(server.letters().getFirst());
    assertThat(message.getSubject()).isEqualTo("订单已付款");
    assertThat(message.getMessageID()).isEqualTo("<" + id + "@shop.example>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getFrom()[0].toString()).endsWith("<news@shop.example>");
    MimeMultipart forms = (MimeMultipart) message.getContent();
    assertThat(forms.getContentType()).startsWith("multipart/alternative");
    assertThat(String.valueOf(forms.getBodyPart(0).getContent()).replace("\r\n", "\n"))
        .isEqualTo(LETTER.text());
    assertThat(String.valueOf(forms.getBodyPart(1).getContent()))
        .contains("<html lang=\"zh-CN\">")
        .contains("<a href=\"https://shop.example/?a=1&amp;b=2\">");
    assertThat(server.commands().stream().filter(it -> !it.startsWith("tls ")))
        .containsExactly("EHLO shop.example", "STARTTLS");
    assertThat(sent.letter().text()).isBlank();
    assertThat(sent.tries()).isEqualTo(1);
  }

  @Test
  void isSentExactlyWhenTheCallersTransactionCommits() {
    Mails mails = mails();
    transaction.executeWithoutResult(
        status -> {
          mails.send(LETTER);
          status.setRollbackOnly();
        });
    UUID id = transaction.execute(status -> mails.send(LETTER));

    await(id, Mail.State.SENT);
    assertThat(server.letters()).hasSize(1);
    assertThat(mails.list(null, PageOfList.Request.of(null, null)).items()).hasSize(1);
  }

  @Test
  void nothingIsSaidToAServerThatDoesNotEncrypt() throws Exception {
    try (TestSmtpServer open = new TestSmtpServer(tls, false)) {
      Postman strict = postman(open, Security.STARTTLS, tls.getSocketFactory());
      UUID id = stored();
      assertThat(strict.pass()).isEqualTo(1);

      assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.WAITING);
      assertThat(store().find(id).orElseThrow().trouble()).contains("STARTTLS");
      assertThat(open.commands()).allMatch(it -> it.startsWith("EHLO") || it.startsWith("QUIT"));
      strict.close();
    }
  }

  @Test
  void aServerThatNobodyVouchesForGetsNoPassword() {
    Postman strict =
        postman(server, Security.STARTTLS, (SSLSocketFactory) SSLSocketFactory.getDefault());
    UUID id = stored();
    strict.pass();

    assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.WAITING);
    assertThat(server.commands()).noneMatch(it -> it.contains("AUTH"));
    strict.close();
  }

  @Test
  void goesWhenTheServerIsBack() throws Exception {
    server.kill();
    UUID id = stored();
    postman.pass();
    Mail waiting = store().find(id).orElseThrow();
    assertThat(waiting.state()).isEqualTo(Mail.State.WAITING);
    assertThat(waiting.trouble()).isNotEmpty().doesNotContain(PASSWORD);
    assertThat(postman.pass()).as("not before its pause is over").isZero();

    server.revive();
    clock.advance(Postman.pause(1));
    postman.pass();

    assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.SENT);
    assertThat(server.letters()).hasSize(1);
  }

  @Test
  void aServerThatIsKilledInTheMiddleGetsItAgainUnderTheSameId() throws Exception {
    for (Manner death : List.of(Manner.DIES_IN_THE_LETTER, Manner.DIES_AFTER_THE_LETTER)) {
      server.behave(death);
      UUID id = stored();
      postman.pass();
      assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.WAITING);

      server.behave(Manner.TAKES);
      clock.advance(Postman.pause(1));
      postman.pass();

      assertThat(store().find(id).orElseThrow().state()).as("%s", death).isEqualTo(Mail.State.SENT);
      String last = server.letters().getLast();
      assertThat(message(last).getMessageID()).isEqualTo("<" + id + "@shop.example>");
    }
    // Once whole, then once half-answered and once whole.
    assertThat(server.letters()).hasSize(3);
  }

  @Test
  void aProcessThatDiesWithALetterInHandLeavesItToTheOthers() {
    UUID id = stored();
    assertThat(store().take(clock.instant(), clock.instant().plus(Postman.LEASE), null))
        .isPresent();
    assertThat(postman.pass()).isZero();

    clock.advance(Postman.LEASE.plusSeconds(1));
    postman.pass();

    assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.SENT);
  }

  @Test
  void aRecipientThatIsRefusedForGoodIsGivenUpAndCanBeTriedAgain() {
    server.behave(Manner.REFUSES_RECIPIENT);
    UUID id = mails().send(LETTER);
    Mail ended = await(id, Mail.State.GIVEN_UP);
    assertThat(ended.trouble()).contains("550");
    assertThat(ended.letter().text()).isEqualTo(LETTER.text());

    server.behave(Manner.TAKES);
    assertThat(mails().tryAgain(id)).isTrue();
    await(id, Mail.State.SENT);
    assertThat(mails().tryAgain(id)).isFalse();
  }

  @Test
  void pausesGrowAndAfterTwoDaysItIsGivenUp() {
    server.behave(Manner.IS_BUSY);
    UUID id = stored();
    int tries = 0;
    Duration waited = Duration.ZERO;
    while (store().find(id).orElseThrow().state() == Mail.State.WAITING) {
      assertThat(postman.pass()).isEqualTo(1);
      tries++;
      clock.advance(Postman.pause(tries));
      waited = waited.plus(Postman.pause(tries));
    }

    assertThat(store().find(id).orElseThrow().state()).isEqualTo(Mail.State.GIVEN_UP);
    assertThat(waited).isBetween(Postman.GIVEN_UP_AFTER, Postman.GIVEN_UP_AFTER.plusHours(5));
    assertThat(tries).isBetween(20, 40);
    assertThat(Postman.pause(1)).isLessThan(Postman.pause(2));
  }

  @Test
  void aWrongPasswordIsTheOperatorsToMendAndStandsNowhere() {
    server.behave(Manner.REFUSES_PASSWORD);
    UUID id = stored();
    postman.pass();

    Mail waiting = store().find(id).orElseThrow();
    assertThat(waiting.state()).isEqualTo(Mail.State.WAITING);
    assertThat(waiting.trouble()).contains("535").doesNotContain(PASSWORD);
    assertThat(smtp(server, Security.STARTTLS)).asString().doesNotContain(PASSWORD);
  }

  @Test
  void withoutAServerItStaysInTheMailboxHere() {
    Postman nobody = new Postman(store(), (SmtpCarrier) null, clock);
    Mails kept = new Mails(store(), nobody, clock);
    UUID id = kept.send(LETTER);

    assertThat(kept.areKept()).isTrue();
    assertThat(kept.find(id).orElseThrow().letter()).isEqualTo(LETTER);
    assertThat(kept.list(Mail.State.KEPT, PageOfList.Request.of(null, null)).items()).hasSize(1);
    clock.advance(Mails.REMEMBERED.plusSeconds(1));
    kept.forget();
    assertThat(kept.find(id)).isEmpty();
    nobody.close();
  }

  @Test
  void nothingBecomesAHeader() throws Exception {
    Letter forged =
        new Letter(
            "li@example.com",
            "Hello\r\nBcc: all@example.com\u2028\0",
            "a\r\n.\r\nb\0",
            Language.EN);
    assertThat(forged.subject()).isEqualTo("Hello Bcc: all@example.com");
    UUID id = mails().send(forged);
    await(id, Mail.State.SENT);

    MimeMessage message = message(server.letters().getFirst());
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(server.letters()).hasSize(1);
    MimeMultipart forms = (MimeMultipart) message.getContent();
    assertThat(String.valueOf(forms.getBodyPart(0).getContent())).isEqualTo("a\r\n.\r\nb\r\n");
    for (String bad :
        List.of("a@b\r\nRCPT TO:<c@d>", "a b@c", "a@b>", "<a@b", "@b", "a@", "你@b", "a,c@b")) {
      assertThatThrownBy(() -> new Letter(bad, "s", "t", Language.EN))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsTooLongIsCutOrRefused() {
    Letter letter = new Letter("a@b.example", "茶".repeat(300), "t", Language.ZH);
    assertThat(letter.subject()).hasSize(Letter.SUBJECT_LIMIT).endsWith("…");
    String text = "t".repeat(Letter.TEXT_LIMIT);
    assertThatThrownBy(() -> new Letter("a@b.example", "s", text, Language.EN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(MailHtml.of(new Letter("a@b.example", "<b>", "<script>\"&'", Language.EN)))
        .doesNotContain("<script>")
        .doesNotContain("<b>");
  }

  private UUID stored() {
    UUID id = UUID.randomUUID();
    store().add(id, LETTER, Mail.State.WAITING, clock.instant());
    return id;
  }

  private Mails mails() {
    return new Mails(store(), postman, clock);
  }

  private static MailStore store() {
    return new MailStore(DATABASE.jdbc());
  }

  private Postman postman(TestSmtpServer to, Security security, SSLSocketFactory trusting) {
    return new Postman(store(), new SmtpCarrier(smtp(to, security), trusting), (Clock) clock);
  }

  private static Smtp smtp(TestSmtpServer to, Security security) {
    return new Smtp("localhost", to.port(), security, "shop", PASSWORD, "news@shop.example");
  }

  private static Mail await(UUID id, Mail.State state) {
    return Polling.until(
            Duration.ofSeconds(30), () -> store().find(id).filter(it -> it.state() == state))
        .orElseThrow(() -> new AssertionError(Optional.of(store().find(id)).toString()));
  }

  private static MimeMessage message(String letter) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(letter.getBytes(StandardCharsets.UTF_8)));
  }
}
