package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.web.Language;

/// Keys and receivers of the platform's own programs in the back office, by forms alone. What the
/// pages do in detail is in [ShopKeyPagesTest] and [ShopWebhookPagesTest]: they are the same.
final class PlatformProgramPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String KEYS = "/platform/api-keys";
  private static final String HOOKS = "/platform/webhooks";
  private static final Pattern KEY = Pattern.compile("tb_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}");
  private static final Pattern SECRET = Pattern.compile("whsec_[0-9A-Za-z+/=]+");

  @Test
  void aKeyIsMadeShownOnceUsedAndRevoked() throws Exception {
    Browser root = staff("program-keys@example.com", Language.EN, "ADMINISTRATOR");
    Page page = root.open(KEYS);
    WholePage.check(page, 200);
    assertThat(page.html())
        .contains("value=\"MONEY_READ\"", "See the platform’s money", "aria-current=\"page\"")
        .doesNotContain("value=\"SHOP_", "value=\"ROLES_GRANT\"", "value=\"INTEGRATIONS_MANAGE\"");
    Page refused = root.submit(page, KEYS, "name", "books", "days", "30");
    WholePage.check(refused, 422);
    assertThat(refused.html()).contains("scopes-error", "value=\"books\"");
    for (String scope : List.of("SHOP_ORDERS_READ", "INTEGRATIONS_MANAGE")) {
      assertThat(root.submit(page, KEYS, "name", "bad", "scope", scope).html())
          .as(scope)
          .contains("scopes-error");
    }

    Map<String, String> fields = Browser.fieldsOf(page, KEYS);
    fields.put("_key", "platform-keys-0123456789");
    fields.put("name", "books");
    fields.put("scope", "MONEY_READ");
    fields.put("readOnly", "true");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Page made = root.post(KEYS, fields);
      WholePage.check(made, 200);
      assertThat(made.keeping()).isEqualTo("no-store");
      keys.add(found(KEY, made));
    }
    assertThat(keys).as("no answer that shows a key is kept").doesNotHaveDuplicates();
    ApiClient program = MARKET.app().client().withKey(keys.getFirst());
    assertThat(program.get("/api/v1/platform/treasury").status()).isEqualTo(200);
    assertThat(program.get("/api/v1/users").status()).isEqualTo(403);

    Page list = root.open(KEYS);
    assertThat(list.html()).contains("May only read: 1").doesNotContain(keys.getFirst());
    Browser chinese = staff("program-keys-zh@example.com", Language.ZH, "ADMINISTRATOR");
    WholePage.check(chinese.open(KEYS), 200);
    String revocation = revocation(list, keys.getFirst());
    onlyAdministrators(List.of(KEYS), List.of(KEYS, revocation));
    Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
    String shops = "/merchant/" + MARKET.lotus().id();
    assertThat(lotus.post(revocation.replace("/platform", shops), tokens(lotus)).status())
        .as("the platform's key at a shop's address")
        .isEqualTo(404);
    assertThat(program.get("/api/v1/platform/treasury").status()).isEqualTo(200);
    for (String key : keys) {
      assertThat(root.submit(list, revocation(list, key)).html()).contains("worth nothing");
    }
    assertThat(program.get("/api/v1/platform/treasury").outcome())
        .isEqualTo("401 api-key.not-valid");
  }

  @Test
  void aReceiverFromItsFirstMessageToItsLast() throws Exception {
    MARKET.settle(); // the news of tests before this one have been told
    try (HookReceiver receiver = new HookReceiver()) {
      Browser root = staff("program-hooks@example.com", Language.EN, "ADMINISTRATOR");
      Page list = root.open(HOOKS);
      WholePage.check(list, 200);
      Page refused = root.submit(list, HOOKS, "url", "https://10.0.0.1/", "type", "order.paid");
      WholePage.check(refused, 422);
      assertThat(refused.html()).contains("field-url-error", "value=\"order.paid\" checked");

      // Nothing of this kind happens meanwhile.
      Page made = root.submit(list, HOOKS, "url", receiver.url(), "type", "product.reinstated");
      WholePage.check(made, 200);
      assertThat(made.keeping()).isEqualTo("no-store");
      String secret = found(SECRET, made);
      String hook = addressOf(root.open(HOOKS), receiver.url());
      Page page = root.open(hook);
      WholePage.check(page, 200);
      assertThat(page.html()).doesNotContain(secret).contains("href=\"" + HOOKS + "\"");
      Browser chinese = staff("program-hooks-zh@example.com", Language.ZH, "ADMINISTRATOR");

      Page sent = root.submit(page, hook + "/ping");
      assertThat(sent.path()).matches(hook + "/messages/[0-9a-f-]{36}");
      Page taken = shown(root, sent.path(), "/replay\"");
      WholePage.check(taken, 200);
      assertThat(receiver.heard()).hasSize(1);
      assertThat(receiver.heard().getFirst().isSignedBy(secret)).isTrue();
      for (String place : List.of(HOOKS, hook, sent.path())) {
        WholePage.check(chinese.open(place), 200);
      }
      onlyAdministrators(
          List.of(HOOKS, hook, sent.path()),
          List.of(
              HOOKS,
              hook,
              hook + "/pause",
              hook + "/resumption",
              hook + "/ping",
              hook + "/secret",
              hook + "/removal",
              hook + "/replays",
              sent.path() + "/replay"));
      Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
      String shops = "/merchant/" + MARKET.lotus().id();
      assertThat(lotus.open(hook.replace("/platform", shops)).status())
          .as("the platform's receiver at a shop's address")
          .isEqualTo(404);

      Page paused = root.submit(root.open(hook), hook + "/pause");
      assertThat(paused.html()).contains("Paused. News are held");
      assertThat(root.submit(paused, hook + "/resumption").html()).contains("It is on.");
      Page turned = root.submit(root.open(hook), hook + "/secret");
      assertThat(turned.keeping()).isEqualTo("no-store");
      assertThat(found(SECRET, turned)).isNotEqualTo(secret);
      Page gone = root.submit(root.open(hook), hook + "/removal");
      assertThat(gone.path()).isEqualTo(HOOKS);
      assertThat(gone.html()).doesNotContain(receiver.url());
      assertThat(root.open(hook).status()).isEqualTo(404);
    }
  }

  @Test
  void whoIsInvitedIsListedUntilTheyAnswerOrItIsWithdrawn() throws Exception {
    String base = "/platform/staff-invitations";
    Browser root = staff("program-inviting@example.com", Language.EN, "ADMINISTRATOR");
    Page page = root.open(base);
    WholePage.check(page, 200);
    Page wrong = root.submit(page, base, "email", "nowhere", "role", "FINANCE");
    WholePage.check(wrong, 422);
    assertThat(wrong.html()).contains("field-email-error", "value=\"FINANCE\" selected");
    String mail = "program-invited@example.com";
    assertThat(root.submit(page, base, "email", mail, "role", "MERCHANT_OWNER").status())
        .as("a role of shops")
        .isEqualTo(422);
    Page sent = root.submit(page, base, "email", mail, "role", "REVIEWER");
    WholePage.check(sent, 200);
    assertThat(sent.html()).contains("The invitation is on its way", mail);
    Browser chinese = staff("program-inviting-zh@example.com", Language.ZH, "ADMINISTRATOR");
    WholePage.check(chinese.open(base), 200);
    Matcher action = Pattern.compile(base + "/[0-9a-f-]{36}/withdrawal").matcher(sent.html());
    assertThat(action.find(sent.html().indexOf(mail))).isTrue();
    onlyAdministrators(List.of(base), List.of(base, action.group()));
    Page withdrawn = root.submit(sent, action.group());
    assertThat(withdrawn.html()).contains("The link works no more").doesNotContain(mail);
    assertThat(root.post(action.group(), Browser.fieldsOf(withdrawn, base)).status())
        .isEqualTo(404);
  }

  private static void onlyAdministrators(List<String> places, List<String> deeds) throws Exception {
    for (String role : List.of("FINANCE", "SUPPORT", "REVIEWER")) {
      String name = "program-" + role + "-" + places.hashCode() + "@example.com";
      refused(staff(name.toLowerCase(Locale.ROOT), Language.EN, role), places, deeds);
    }
    refused(Browser.signedIn(MARKET.app(), "lotus@example.com", "en"), places, deeds);
    for (String place : places) {
      assertThat(new Browser(MARKET.app(), "en").open(place).path()).isEqualTo("/sign-in");
    }
  }

  private static void refused(Browser person, List<String> places, List<String> deeds)
      throws Exception {
    Map<String, String> tokens = tokens(person);
    for (String place : places) {
      assertThat(person.open(place).status()).as(place).isEqualTo(403);
    }
    for (String deed : deeds) {
      assertThat(person.post(deed, tokens).status()).as(deed).isEqualTo(403);
    }
  }

  private static Map<String, String> tokens(Browser person) throws Exception {
    return Browser.fieldsOf(person.open("/account"), "/sign-out");
  }

  private static Browser staff(String name, Language language, String role) throws Exception {
    return PageChecks.staff(MARKET, name, language, role);
  }

  private static String found(Pattern pattern, Page page) {
    Matcher found = pattern.matcher(page.html());
    assertThat(found.find()).as(page.html()).isTrue();
    return found.group();
  }

  /// Where a key is revoked.
  private static String revocation(Page list, String key) {
    Matcher action = Pattern.compile(KEYS + "/[0-9a-f-]{36}/revocation").matcher(list.html());
    assertThat(action.find(list.html().indexOf(key.substring(0, 11)))).isTrue();
    return action.group();
  }

  private static String addressOf(Page list, String url) {
    Matcher link =
        Pattern.compile("href=\"(" + HOOKS + "/[0-9a-f-]{36})\">" + Pattern.quote(url))
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
}
