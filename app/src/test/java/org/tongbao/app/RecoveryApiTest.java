package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// What is settled by mail, over HTTP, with the mailbox of the application.
final class RecoveryApiTest {
  private static final String SITE = "https://shop.example";
  private static final String ROOT = "root@example.com";
  private static final String NEXT = "velvet crater teapot";
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{43})");
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--language",
          "en",
          "--site.address",
          SITE,
          "--administrator.name",
          ROOT,
          "--administrator.password",
          ApiClient.PASSWORD);

  private final ApiClient user = APP.client();
  private final ApiClient visitor = APP.client();

  @Test
  void aForgottenPasswordIsReplacedOnceAndEverySessionEnds() throws Exception {
    user.begin("forgetful@example.com");
    Answer asked = ask("forgetful@example.com");
    assertThat(asked.outcome()).isEqualTo("202");
    Letter letter = letter("forgetful@example.com", "Set another password");
    assertThat(letter.text()).contains(SITE + "/password-recovery?token=");
    String token = token(letter);
    assertThat(complete(token, "password123").outcome())
        .isEqualTo("422 identity.password-too-common");
    List<Callable<String>> twice =
        Stream.of(NEXT, NEXT + "s")
            .map(it -> (Callable<String>) () -> complete(APP.client(), token, it).outcome())
            .toList();
    assertThat(AtOnce.all(twice)).containsExactlyInAnyOrder("204", "422 recovery.link-over");
    assertThat(user.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(visitor.signIn("forgetful@example.com", ApiClient.PASSWORD).outcome())
        .isEqualTo("401 identity.wrong-name-or-password");
    assertThat(letter("forgetful@example.com", "Your password was changed").text()).contains("T");
    assertThat(stored(token)).isZero();
  }

  @Test
  void theAnswerDoesNotTellWhetherAnAddressIsKnown() throws Exception {
    user.begin("known@example.com");
    Answer known = ask("known@example.com");
    Answer unknown = ask("unknown@example.com");
    assertThat(unknown.outcome()).isEqualTo(known.outcome()).isEqualTo("202");
    assertThat(unknown.response().body()).isEqualTo(known.response().body()).isEmpty();
    assertThat(unknown.response().headers().map().keySet())
        .isEqualTo(known.response().headers().map().keySet());
    letter("known@example.com", "Set another password");
    assertThat(letters("unknown@example.com")).isEmpty();
  }

  @Test
  void aLinkIsOverAfterHalfAnHourAndWhenAnotherWasUsed() throws Exception {
    user.begin("late@example.com");
    ask("late@example.com");
    String first = token(letter("late@example.com", "Set another password"));
    APP.advance(Duration.ofMinutes(31));
    assertThat(complete(first, NEXT).outcome()).isEqualTo("422 recovery.link-over");
    assertThat(complete("A".repeat(43), NEXT).outcome()).isEqualTo("422 recovery.link-over");
    ask("late@example.com");
    ask("late@example.com");
    List<String> tokens =
        await("late@example.com", 3).stream().map(RecoveryApiTest::token).toList();
    assertThat(complete(tokens.get(0), NEXT).outcome()).isEqualTo("204");
    assertThat(complete(tokens.get(1), NEXT).outcome()).isEqualTo("422 recovery.link-over");
  }

  @Test
  void nobodysMailboxIsFilledByOthers() throws Exception {
    int asked = 0;
    Answer answer;
    do {
      answer = ask("flooded@example.com");
      asked++;
    } while (answer.outcome().equals("202") && asked < 16);
    assertThat(answer.outcome()).isEqualTo("429 identity.too-many-attempts");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(asked).isGreaterThan(5);
  }

  @Test
  void whoCameByAnImportIsInvitedAndGivesAFirstPassword() throws Exception {
    String id =
        APP.bean(Users.class)
            .registerWithoutPassword(
                LoginName.parse("customer-1@import.invalid"),
                "",
                new User.Preferences(Optional.of(Language.EN), Optional.empty()))
            .id()
            .toString();
    ask("customer-1@import.invalid");
    ApiClient root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    assertThat(invite(root, id, "imported@example.com").outcome()).isEqualTo("202");
    String first = token(letter("imported@example.com", "Your account is waiting"));
    assertThat(invite(root, id, "imported@example.com").outcome()).isEqualTo("202");
    String second = token(await("imported@example.com", 2).getFirst());
    assertThat(complete(first, NEXT).outcome()).isEqualTo("422 recovery.link-over");
    assertThat(complete(second, NEXT).outcome()).isEqualTo("204");
    assertThat(visitor.signIn("imported@example.com", NEXT).outcome()).isEqualTo("201");
    assertThat(visitor.get("/api/v1/me").text("id")).isEqualTo(id);
    assertThat(visitor.get("/api/v1/me/email").json().path("proved").asBoolean()).isTrue();
    assertThat(letters("customer-1@import.invalid")).isEmpty();
    assertThat(invite(root, id, "other@example.com").outcome())
        .isEqualTo("409 recovery.can-sign-in");
    assertThat(invite(visitor, id, "other@example.com").outcome())
        .isEqualTo("403 request.forbidden");
  }

  private static Answer invite(ApiClient client, String id, String address) throws Exception {
    return client.write(
        "POST", "/api/v1/users/" + id + "/invitations", "{\"email\":\"" + address + "\"}");
  }

  /// Somebody registers another one's address first, adds a passkey, and waits.
  @Test
  void whoProvesAnAddressFirstIsRidOfWhatOthersSetUp() throws Exception {
    user.begin("squatted@example.com");
    SoftAuthenticator device = passkey(user);
    ask("squatted@example.com");
    String token = token(letter("squatted@example.com", "Set another password"));
    assertThat(complete(token, NEXT).outcome()).isEqualTo("204");
    assertThat(signIn(device).outcome()).isEqualTo("401 passkey.refused");

    // Who has proved the address keeps the passkeys at the next time.
    assertThat(visitor.signIn("squatted@example.com", NEXT).outcome()).isEqualTo("201");
    SoftAuthenticator own = passkey(visitor);
    ask("squatted@example.com");
    String again = token(await("squatted@example.com", 2).getFirst());
    assertThat(complete(again, NEXT + "s").outcome()).isEqualTo("204");
    assertThat(signIn(own).outcome()).isEqualTo("201");
  }

  @Test
  void anAddressIsProvedByItsLink() throws Exception {
    user.begin("prover@example.com");
    assertThat(user.get("/api/v1/me/email").json().path("proved").asBoolean()).isFalse();
    assertThat(user.keyless("POST", "/api/v1/me/email-proofs", "").outcome()).isEqualTo("202");
    String token = token(letter("prover@example.com", "Confirm your address"));
    // A link of one purpose does not serve another.
    assertThat(complete(token, NEXT).outcome()).isEqualTo("422 recovery.link-over");
    assertThat(prove(token).outcome()).isEqualTo("204");
    assertThat(prove(token).outcome()).isEqualTo("422 recovery.link-over");
    assertThat(user.get("/api/v1/me/email").json().path("proved").asBoolean()).isTrue();
    assertThat(user.keyless("POST", "/api/v1/me/email-proofs", "").outcome())
        .isEqualTo("409 recovery.proved-already");
  }

  @Test
  void anotherAddressBecomesOnesOwnByItsLinkAndTheOldOneIsTold() throws Exception {
    String id = user.begin("old@example.com");
    ask("old@example.com");
    String recovery = token(letter("old@example.com", "Set another password"));
    assertThat(change(user, "new@example.com").outcome()).isEqualTo("202");
    assertThat(user.get("/api/v1/me").at("/loginNames/0")).isEqualTo("old@example.com");
    String token = token(letter("new@example.com", "Confirm your new address"));
    assertThat(prove(token).outcome()).isEqualTo("204");
    assertThat(user.get("/api/v1/me").at("/loginNames/0")).isEqualTo("new@example.com");
    letter("old@example.com", "Your address was changed");
    assertThat(complete(recovery, NEXT).outcome()).isEqualTo("422 recovery.link-over");
    assertThat(visitor.signIn("old@example.com", ApiClient.PASSWORD).outcome())
        .isEqualTo("401 identity.wrong-name-or-password");
    assertThat(visitor.signIn("new@example.com", ApiClient.PASSWORD).outcome()).isEqualTo("201");
    assertThat(visitor.get("/api/v1/me").text("id")).isEqualTo(id);

    // An address that somebody has: the answer is the same, and its owner is told.
    ApiClient other = APP.client();
    other.begin("covetous@example.com");
    assertThat(change(other, "new@example.com").outcome()).isEqualTo("202");
    letter("new@example.com", "You have an account here");
    APP.advance(Duration.ofMinutes(16));
    assertThat(change(user, "third@example.com").outcome()).isEqualTo("403 identity.sign-in-again");
  }

  private static SoftAuthenticator passkey(ApiClient client) throws Exception {
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    String created =
        device.create(client.write("POST", "/api/v1/me/passkey-challenges", "").json());
    String body = "{\"name\":\"key\",\"credential\":" + created + "}";
    assertThat(client.write("POST", "/api/v1/me/passkeys", body).outcome()).isEqualTo("201");
    return device;
  }

  private static Answer signIn(SoftAuthenticator device) throws Exception {
    ApiClient client = APP.client();
    String signed = device.get(client.keyless("POST", "/api/v1/passkey-challenges", "").json());
    return client.keyless("POST", "/api/v1/sessions/passkey", "{\"credential\":" + signed + "}");
  }

  private Answer ask(String address) throws Exception {
    return visitor.keyless(
        "POST", "/api/v1/password-recoveries", "{\"email\":\"" + address + "\"}");
  }

  private Answer complete(String token, String password) throws Exception {
    return complete(visitor, token, password);
  }

  private static Answer complete(ApiClient client, String token, String password) throws Exception {
    return client.write(
        "POST",
        "/api/v1/password-recoveries/completion",
        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
  }

  private Answer prove(String token) throws Exception {
    return visitor.write("POST", "/api/v1/email-proofs", "{\"token\":\"" + token + "\"}");
  }

  private static Answer change(ApiClient client, String address) throws Exception {
    return client.keyless("POST", "/api/v1/me/email-changes", "{\"email\":\"" + address + "\"}");
  }

  private static long stored(String token) {
    return APP.jdbc()
        .sql("SELECT count(*) FROM mail_tokens t WHERE t::TEXT LIKE '%' || ? || '%'")
        .param(token)
        .query(Long.class)
        .single();
  }

  /// The newest letter to somebody with this subject, once it is there.
  private static Letter letter(String to, String subject) {
    return Polling.until(
            WITHIN,
            () -> letters(to).stream().filter(it -> it.subject().equals(subject)).findFirst())
        .orElseThrow(() -> new AssertionError("no '" + subject + "' to " + to));
  }

  /// The letters with links to somebody, newest first, once there are so many.
  private static List<Letter> await(String to, int count) {
    return Polling.until(
            WITHIN,
            () ->
                Optional.of(
                        letters(to).stream().filter(it -> TOKEN.matcher(it.text()).find()).toList())
                    .filter(it -> it.size() == count))
        .orElseThrow(() -> new AssertionError("not " + count + " links to " + to));
  }

  private static List<Letter> letters(String to) {
    return APP.bean(Mails.class).list(null, PageOfList.Request.of(100, null)).items().stream()
        .map(Mail::letter)
        .filter(it -> it.to().equals(to))
        .toList();
  }

  private static String token(Letter letter) {
    Matcher matcher = TOKEN.matcher(letter.text());
    assertThat(matcher.find()).as(letter.text()).isTrue();
    return matcher.group(1);
  }
}
