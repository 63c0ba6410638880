package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.ledger.tx.Polling;

/// Where a shop's programs hear the news, in the merchant centre and by forms alone.
final class ShopWebhookPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Pattern SECRET = Pattern.compile("whsec_[0-9A-Za-z+/=]+");

  @Test
  void aReceiverFromItsFirstMessageToItsLast() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      String base = "/merchant/" + MARKET.lotus().id() + "/webhooks";
      Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
      Page list = lotus.open(base);
      WholePage.check(list, 200);
      String inside = "https://10.0.0.1/hook";
      Page refused = lotus.submit(list, base, "url", inside, "type", "order.shipped");
      WholePage.check(refused, 422);
      assertThat(refused.html())
          .contains("value=\"" + inside, "field-url-error", "value=\"order.shipped\" checked");
      assertThat(lotus.submit(list, base, "url", receiver.url(), "type", "device.new").html())
          .contains("kinds-error");

      Map<String, String> fields = Browser.fieldsOf(refused, base);
      fields.remove("type");
      fields.put("url", receiver.url());
      Page made = lotus.post(base, fields, "type", List.of("order.shipped", "order.expired"));
      WholePage.check(made, 200);
      assertThat(made.keeping()).isEqualTo("no-store");
      assertThat(made.html())
          .contains("It is shown this once", "value=\"order.shipped\" checked")
          .contains("value=\"order.expired\" checked");
      String secret = secretOf(made);
      String hook = addressOf(lotus.open(base), base, receiver.url());
      Page page = lotus.open(hook);
      assertThat(page.html()).doesNotContain(secret);
      WholePage.check(Browser.signedIn(MARKET.app(), "lotus@example.com", "zh").open(hook), 200);
      WholePage.check(Browser.signedIn(MARKET.app(), "lotus@example.com", "zh").open(base), 200);

      String message = pingedAndSentAgain(lotus, hook, receiver);
      assertThat(receiver.heard().getLast().isSignedBy(secret)).isTrue();
      changedPausedAndResumed(lotus, hook, receiver);
      assertThat(secretOf(lotus.submit(lotus.open(hook), hook + "/secret"))).isNotEqualTo(secret);
      whoMay(hook, message);

      Page removed = lotus.submit(lotus.open(hook), hook + "/removal");
      assertThat(removed.path()).isEqualTo(base);
      assertThat(removed.html()).contains("Removed.").doesNotContain(receiver.url());
      assertThat(lotus.open(hook).status()).isEqualTo(404);
    }
  }

  /// Answers the address of the message.
  private static String pingedAndSentAgain(Browser lotus, String hook, HookReceiver receiver)
      throws Exception {
    receiver.answers(500, "out of <order>");
    Map<String, String> ping = Browser.fieldsOf(lotus.open(hook), hook + "/ping");
    Page sent = lotus.post(hook + "/ping", ping);
    assertThat(sent.path()).matches(hook + "/messages/[0-9a-f-]{36}");
    assertThat(lotus.post(hook + "/ping", ping).path())
        .as("the same form once more sends nothing more")
        .isEqualTo(sent.path());
    Page tried = shown(lotus, sent.path(), "Answered with 500");
    WholePage.check(tried, 200);
    assertThat(tried.html()).contains("Test message", "Waiting", "out of &lt;order", "Next try:");
    assertThat(receiver.heard()).hasSize(1);
    assertThat(lotus.open(hook + "?state=WAITING").html()).contains(sent.path());
    assertThat(lotus.open(hook + "?state=DELIVERED").html()).doesNotContain(sent.path());

    receiver.answers(204, "");
    MARKET.app().advance(Duration.ofMinutes(6));
    Page taken = shown(lotus, sent.path(), "/replay\"");
    Page again = lotus.submit(taken, sent.path() + "/replay");
    assertThat(again.html()).contains("It is being sent again");
    until(() -> receiver.heard().size() == 3);
    assertThat(receiver.heard().getLast().id()).isEqualTo(receiver.heard().getFirst().id());
    Page page = shown(lotus, hook + "?state=DELIVERED", sent.path());

    Page wrong = lotus.submit(page, hook + "/replays", "from", "yesterday");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"yesterday\"", "field-from-error");
    Map<String, String> days = Browser.fieldsOf(page, hook + "/replays");
    LocalDate today = LocalDate.parse(days.get("to"));
    days.put("from", today.plusDays(2).toString());
    assertThat(lotus.post(hook + "/replays", days).html()).contains("field-to-error");
    days.put("from", today.minusDays(1).toString());
    assertThat(lotus.post(hook + "/replays", days).html()).contains("They are being sent again");
    until(() -> receiver.heard().size() == 4);
    days.put("from", today.minusDays(9).toString());
    days.put("to", today.minusDays(8).toString());
    assertThat(lotus.post(hook + "/replays", days).html()).contains("nothing to send again");
    return sent.path();
  }

  private static void changedPausedAndResumed(Browser lotus, String hook, HookReceiver receiver)
      throws Exception {
    Page page = lotus.open(hook);
    Map<String, String> fields = Browser.fieldsOf(page, hook);
    fields.put("type", "order.paid");
    fields.put("url", "http://receiver.example/");
    Page refused = lotus.post(hook, fields);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html())
        .contains(
            "value=\"http://receiver.example/\"", "field-url-error", "\"order.paid\" checked");
    fields.put("url", receiver.url());
    Page changed = lotus.post(hook, fields);
    assertThat(changed.html()).contains("Saved.", "\"order.paid\" checked");
    fields.put("type", "order.placed");
    Page stale = lotus.post(hook, fields);
    assertThat(stale.status()).as("it was changed meanwhile").isEqualTo(422);
    assertThat(stale.html()).contains("Load it again", "\"order.placed\" checked");

    Map<String, String> ping = Browser.fieldsOf(changed, hook + "/ping");
    Page paused = lotus.submit(changed, hook + "/pause");
    assertThat(paused.html()).contains("Paused. News are held", "Switch on");
    Page silent = lotus.post(hook + "/ping", ping);
    assertThat(silent.status()).isEqualTo(422);
    assertThat(silent.html()).contains("Switch it on first");
    assertThat(lotus.submit(paused, hook + "/resumption").html()).contains("It is on.");
    int before = receiver.heard().size();
    assertThat(lotus.submit(lotus.open(hook), hook + "/ping").status()).isEqualTo(200);
    until(() -> receiver.heard().size() == before + 1);
  }

  private static void whoMay(String hook, String message) throws Exception {
    String name = "desk-hooks-manager@example.com";
    Browser manager = Browser.registered(MARKET.app(), name, "en");
    MARKET.lotus().hire(MARKET.app(), manager, name, "MERCHANT_MANAGER");
    String shop = "/merchant/" + MARKET.lotus().id();
    String own = "/merchant/" + MARKET.people().willow().id();
    Browser willow = Browser.signedIn(MARKET.app(), "willow@example.com", "en");
    Map<String, String> managers =
        Browser.fieldsOf(manager.open(shop + "/staff"), shop + "/staff/departure");
    Map<String, String> willows =
        Browser.fieldsOf(willow.open(own + "/staff"), own + "/staff/departure");
    for (String place : List.of(shop + "/webhooks", hook, message)) {
      assertThat(manager.open(place).status()).as(place).isEqualTo(403);
      assertThat(willow.open(place).status()).as(place).isEqualTo(404);
    }
    assertThat(willow.open(hook.replace(shop, own)).status()).isEqualTo(404);
    for (String place :
        List.of(
            hook,
            hook + "/pause",
            hook + "/resumption",
            hook + "/ping",
            hook + "/secret",
            hook + "/removal",
            hook + "/replays",
            message + "/replay")) {
      assertThat(manager.post(place, managers).status()).as(place).isEqualTo(403);
      assertThat(willow.post(place, willows).status()).as(place).isEqualTo(404);
      assertThat(willow.post(place.replace(shop, own), willows).status())
          .as("another shop's at one's own address: " + place)
          .isEqualTo(404);
    }
  }

  private static String secretOf(Page page) {
    Matcher secret = SECRET.matcher(page.html());
    assertThat(secret.find()).as(page.html()).isTrue();
    return secret.group();
  }

  private static String addressOf(Page list, String base, String url) {
    Matcher link =
        Pattern.compile("href=\"(" + base + "/[0-9a-f-]{36})\">" + Pattern.quote(url))
            .matcher(list.html());
    assertThat(link.find()).as(list.html()).isTrue();
    return link.group(1);
  }

  /// The page when it says so.
  private static Page shown(Browser browser, String path, String text) {
    return Polling.until(
            Duration.ofSeconds(60),
            () -> {
              try {
                return Optional.of(browser.open(path)).filter(it -> it.html().contains(text));
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            })
        .orElseThrow(() -> new AssertionError(path + " never says " + text));
  }

  private static void until(BooleanSupplier met) {
    assertThat(
            Polling.until(
                Duration.ofSeconds(60),
                () -> met.getAsBoolean() ? Optional.of(true) : Optional.empty()))
        .isPresent();
  }
}
