package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;

/// A shop's keys of the API in the merchant centre, by forms alone.
final class ShopKeyPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Pattern KEY = Pattern.compile("tb_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}");

  @Test
  void aKeyIsMadeShownOnceUsedAndRevoked() throws Exception {
    String base = "/merchant/" + MARKET.lotus().id() + "/api-keys";
    Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
    Page page = lotus.open(base);
    WholePage.check(page, 200);
    Page none = lotus.submit(page, base, "name", "desk <warehouse>", "days", "30");
    WholePage.check(none, 422);
    assertThat(none.html())
        .contains("value=\"desk &lt;warehouse", "scopes-error", "value=\"30\" selected");
    Page nameless = lotus.submit(page, base, "scope", "SHOP_ORDERS_READ", "readOnly", "true");
    assertThat(nameless.status()).isEqualTo(422);
    assertThat(nameless.html())
        .contains("field-name-error", "value=\"SHOP_ORDERS_READ\" checked")
        .contains("name=\"readOnly\" value=\"true\" checked");
    for (String scope : List.of("SHOP_DECIDE", "MONEY_READ", "NONSENSE")) {
      assertThat(lotus.submit(page, base, "name", "bad", "scope", scope).html())
          .as(scope)
          .contains("scopes-error");
    }
    assertThat(
            lotus
                .submit(page, base, "name", "bad", "scope", "SHOP_ORDERS_READ", "days", "9999")
                .html())
        .contains("field-days-error");

    Map<String, String> fields = Browser.fieldsOf(none, base);
    fields.put("name", "desk <warehouse>");
    fields.put("days", "30");
    Page made =
        lotus.post(base, fields, "scope", List.of("SHOP_ORDERS_READ", "SHOP_PRODUCTS_READ"));
    WholePage.check(made, 200);
    assertThat(made.keeping()).isEqualTo("no-store");
    assertThat(made.html()).contains("It is shown this once", "May do: 2", "desk &lt;warehouse");
    String key = keyOf(made);
    ApiClient program = MARKET.app().client().withKey(key);
    assertThat(program.get(MARKET.lotus().path("/orders")).status()).isEqualTo(200);
    assertThat(program.get(MARKET.lotus().path("/settings")).status()).isEqualTo(403);

    String prefix = key.substring(0, 11);
    Page list = lotus.open(base);
    assertThat(list.html()).contains(prefix, "Valid").doesNotContain(key);
    WholePage.check(Browser.signedIn(MARKET.app(), "lotus@example.com", "zh").open(base), 200);
    whoMay(base, list, key);

    String revocation = revocation(list, base, prefix);
    Map<String, String> revoked = Browser.fieldsOf(list, revocation);
    assertThat(lotus.post(revocation, revoked).html())
        .contains("worth nothing from now on", "Revoked");
    assertThat(lotus.post(revocation, revoked).status()).as("once more").isEqualTo(200);
    assertThat(program.get(MARKET.lotus().path("/orders")).outcome())
        .isEqualTo("401 api-key.not-valid");
  }

  /// Answers that show a secret are not kept, even for who sends a key of a form along.
  @Test
  void noAnswerThatShowsAKeyIsKept() throws Exception {
    String base = "/merchant/" + MARKET.lotus().id() + "/api-keys";
    Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
    Map<String, String> fields = Browser.fieldsOf(lotus.open(base), base);
    fields.put("_key", "desk-keys-0123456789");
    fields.put("name", "twice");
    fields.put("scope", "SHOP_ORDERS_READ");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      keys.add(keyOf(lotus.post(base, fields)));
    }
    assertThat(keys).doesNotHaveDuplicates();
    for (String key : keys) {
      Page list = lotus.open(base);
      Page done = lotus.submit(list, revocation(list, base, key.substring(0, 11)));
      assertThat(done.status()).isEqualTo(200);
    }
  }

  private static void whoMay(String base, Page list, String key) throws Exception {
    String name = "desk-keys-manager@example.com";
    Browser manager = Browser.registered(MARKET.app(), name, "en");
    MARKET.lotus().hire(MARKET.app(), manager, name, "MERCHANT_MANAGER");
    String shop = "/merchant/" + MARKET.lotus().id();
    Page home = manager.open(shop + "/staff");
    assertThat(home.html()).doesNotContain("/api-keys", "/webhooks");
    Map<String, String> fields = Browser.fieldsOf(home, shop + "/staff/departure");
    fields.put("name", "mine");
    fields.put("scope", "SHOP_ORDERS_READ");
    assertThat(manager.open(base).status()).isEqualTo(403);
    assertThat(manager.post(base, fields).status()).isEqualTo(403);
    assertThat(manager.post(revocation(list, base, key.substring(0, 11)), fields).status())
        .isEqualTo(403);

    Browser willow = Browser.signedIn(MARKET.app(), "willow@example.com", "en");
    assertThat(willow.open(base).status()).isEqualTo(404);
    String own = "/merchant/" + MARKET.people().willow().id();
    Map<String, String> theirs =
        Browser.fieldsOf(willow.open(own + "/staff"), own + "/staff/departure");
    String at = revocation(list, base, key.substring(0, 11));
    assertThat(willow.post(at, theirs).status()).isEqualTo(404);
    assertThat(willow.post(at.replace(shop, own), theirs).status())
        .as("another shop's key at one's own address")
        .isEqualTo(404);
  }

  private static String keyOf(Page made) {
    Matcher key = KEY.matcher(made.html());
    assertThat(key.find()).as(made.html()).isTrue();
    return key.group();
  }

  /// Where the key that begins so is revoked.
  private static String revocation(Page list, String base, String prefix) {
    Matcher action =
        Pattern.compile(Pattern.quote(base) + "/[0-9a-f-]{36}/revocation").matcher(list.html());
    assertThat(action.find(list.html().indexOf(prefix))).as(prefix).isTrue();
    return action.group();
  }
}
