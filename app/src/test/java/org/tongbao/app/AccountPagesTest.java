package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.Browser.Sent;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.media.Samples;

/// The pages of an account over HTTP, used as by a browser without scripts.
final class AccountPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final String NEXT = "velvet crater teapot";
  private static final Pattern LINK = Pattern.compile("(/[a-z-]+\\?token=[A-Za-z0-9_-]{43})");
  private static final Pattern SECRET = Pattern.compile("name=\"secret\" value=\"([A-Z2-7]+)\"");
  private static final Pattern RECOVERY_CODE =
      Pattern.compile("<li class=\"hash\">([a-z2-7-]{27})</li>");

  @Test
  void everyPageIsWholeInBothLanguages() throws Exception {
    for (String language : List.of("zh", "en")) {
      Browser browser = new Browser(MARKET.app(), language);
      List<String> open =
          List.of(
              "/help",
              "/recently-viewed",
              "/password-recovery",
              "/password-recovery?token=nonsense",
              "/email-proof?token=nonsense");
      for (String path : open) {
        WholePage.check(browser.open(path), 200);
      }
      assertThat(browser.open("/sign-in/second-factor").path()).isEqualTo("/sign-in");
      register(browser, "account-" + language + "@example.com");
      List<String> own =
          List.of(
              "/account/notifications",
              "/account/notifications/preferences",
              "/account/reviews",
              "/account/favourites",
              "/account/security",
              "/account/security/passkeys",
              "/account/security/wallets",
              "/account/security/second-factor",
              "/account/security/email");
      for (String path : own) {
        Page page = browser.open(path);
        assertThat(page.path()).isEqualTo(path);
        WholePage.check(page, 200);
      }
      WholePage.check(browser.open("/reviews/nonsense/follow-up"), 404);
    }
  }

  @Test
  void aForgottenPasswordIsSetByTheLinkOfTheLetter() throws Exception {
    String name = "pages-forgetful@example.com";
    register(new Browser(MARKET.app(), "en"), name);
    Browser browser = new Browser(MARKET.app(), "en");
    Page form = browser.open("/password-recovery");
    Page refused = browser.submit(form, "/password-recovery", "email", "+8613800138000");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"");
    Page asked = browser.submit(form, "/password-recovery", "email", name);
    Page unknown = browser.submit(form, "/password-recovery", "email", "nobody-here@example.com");
    assertThat(unknown.html().replace("nobody-here@example.com", name).length())
        .isEqualTo(asked.html().length());

    Page link = browser.open(link(name, "/password-recovery"));
    String completion = "/password-recovery/completion";
    Page weak = browser.submit(link, completion, "password", "short");
    assertThat(weak.status()).isEqualTo(422);
    Page done = browser.submit(weak, completion, "password", NEXT);
    assertThat(done.path()).isEqualTo("/sign-in");
    assertThat(done.html()).contains("Your password is set");
    Page again = browser.submit(link, completion, "password", NEXT);
    assertThat(again.status()).isEqualTo(422);
    assertThat(signIn(browser, name, NEXT).path()).isEqualTo("/account");
  }

  @Test
  void anAddressIsConfirmedByAButtonAndNotByLooking() throws Exception {
    String name = "pages-proof@example.com";
    Browser browser = new Browser(MARKET.app(), "en");
    register(browser, name);
    String page = "/account/security/email";
    assertThat(browser.open(page).html()).contains("Not confirmed");
    browser.submit(browser.open(page), page + "/proof");
    Page link = browser.open(link(name, "/email-proof"));
    assertThat(browser.open(page).html()).contains("Not confirmed");
    Page done = browser.submit(link, "/email-proof");
    assertThat(done.path()).isEqualTo(page);
    assertThat(done.html()).contains("Your address is confirmed").doesNotContain("Not confirmed");
  }

  @Test
  void codesAreSetUpAskedForAndGivenUp() throws Exception {
    String name = "pages-codes@example.com";
    String own = "/account/security/second-factor";
    Browser browser = new Browser(MARKET.app(), "en");
    register(browser, name);
    Page shown = browser.submit(browser.open(own), own);
    Matcher secret = SECRET.matcher(shown.html());
    assertThat(secret.find()).isTrue();
    WholePage.check(shown, 200);
    assertThat(shown.html()).contains("<svg class=\"qr\"");
    Authenticator app = new Authenticator(secret.group(1));
    String code = app.code(MARKET.app().clock().instant());
    Page refused = browser.submit(shown, own + "/confirmation", "code", code + "0");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains(secret.group(1));
    Page codes = browser.submit(refused, own + "/confirmation", "code", code);
    List<String> recovery =
        RECOVERY_CODE.matcher(codes.html()).results().map(it -> it.group(1)).toList();
    assertThat(recovery).hasSize(10);
    assertThat(browser.open(own).html()).contains("10 recovery codes are left");

    Browser other = new Browser(MARKET.app(), "en");
    Page step = signIn(other, name, ApiClient.PASSWORD);
    assertThat(step.path()).isEqualTo("/sign-in/second-factor");
    WholePage.check(step, 200);
    assertThat(other.open("/account").path()).isEqualTo("/sign-in");
    Page slip = other.submit(step, "/sign-in/second-factor", "code", "abcdef");
    assertThat(slip.status()).isEqualTo(422);
    Page in = other.submit(slip, "/sign-in/second-factor", "code", recovery.getFirst());
    assertThat(in.path()).isEqualTo("/account");

    Page off = browser.submit(browser.open(own), own + "/removal");
    assertThat(off.html()).contains("No code is asked for any more");
    assertThat(signIn(new Browser(MARKET.app(), "en"), name, ApiClient.PASSWORD).path())
        .isEqualTo("/account");
  }

  @Test
  void whatWasReceivedIsReviewedKeptAndHeardOf() throws Exception {
    Buyer buyer = MARKET.buyer("pages-reviewing@example.com");
    Part part = MARKET.shipped(buyer);
    Browser browser = new Browser(MARKET.app(), "en");
    signIn(browser, "pages-reviewing@example.com", ApiClient.PASSWORD);
    String order = "/orders/" + part.number();
    assertThat(browser.open(order).html()).doesNotContain("/reviews/new?line=0");
    MARKET.receive(part);
    MARKET.settle();

    String reviews = order + "/parts/" + part.id() + "/reviews";
    assertThat(browser.open(order).html()).contains(reviews + "/new?line=0");
    Page form = browser.open(reviews + "/new?line=0");
    WholePage.check(form, 200);
    WholePage.check(browser.open(reviews + "/new?line=1"), 404);
    Page without = browser.submit(form, reviews, "text", "no stars");
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.html()).contains("Please choose the stars", "no stars");
    Page own = withPicture(browser, without, reviews);
    assertThat(own.path()).isEqualTo("/account/reviews");
    Page recorded = await(browser, "/account/reviews", "/follow-up\"");
    assertThat(recorded.html()).contains("Pours well &lt;b&gt;", "<img");

    String product = product(part);
    assertThat(browser.open("/products/" + product).html())
        .contains("1 reviews", "Pours well &lt;b&gt;", "4 stars");
    String all = "/products/" + product + "/reviews";
    WholePage.check(browser.open(all + "?sort=best&stars=4"), 200);
    assertThat(browser.open(all + "?stars=4").html()).contains("Pours well");
    assertThat(browser.open(all + "?stars=5").html()).doesNotContain("Pours well");
    assertThat(browser.open(all + "?withPictures=true").html()).contains("Pours well");
    Matcher more = Pattern.compile("href=\"(/reviews/[^/]+/follow-up)\"").matcher(recorded.html());
    assertThat(more.find()).isTrue();
    Page added = browser.open(more.group(1));
    WholePage.check(added, 200);
    browser.submit(added, more.group(1), "text", "Still does");
    await(browser, all, "Still does");

    keepsFavourites(browser, product);
    hearsOfIt(browser, order);
  }

  /// Files come with the form: one is added before the rest is filled in, one is refused, one is
  /// sent with the review.
  private static Page withPicture(Browser browser, Page form, String reviews) throws Exception {
    Map<String, String> fields = Browser.fieldsOf(form, reviews);
    fields.put("text", "not yet <b>");
    fields.put("add", "true");
    byte[] picture = Samples.picture("png", 320, 200);
    Page added =
        browser.upload(reviews, fields, List.of(new Sent("file", "pot.png", "image/png", picture)));
    WholePage.check(added, 200);
    assertThat(added.html()).contains("not yet &lt;b&gt;");
    fields = Browser.fieldsOf(added, reviews);
    assertThat(fields).as("it is ticked").containsKey("media");
    fields.put("stars", "4");
    fields.put("text", "Pours well <b>");
    byte[] nothing = {1, 2, 3};
    Page refused =
        browser.upload(reviews, fields, List.of(new Sent("file", "pot.gif", "image/gif", nothing)));
    assertThat(refused.status()).isEqualTo(422);
    Map<String, String> again = Browser.fieldsOf(refused, reviews);
    assertThat(again).containsEntry("media", fields.get("media"));
    again.putAll(fields);
    return browser.upload(
        reviews,
        again,
        List.of(new Sent("file", "voice.ogg", "audio/ogg", Samples.file("voice.ogg"))));
  }

  private static void keepsFavourites(Browser browser, String product) throws Exception {
    Page page = browser.open("/products/" + product);
    Page kept = browser.submit(page, "/products/" + product + "/favourite");
    assertThat(kept.path()).isEqualTo("/products/" + product);
    Page left = browser.submit(kept, "/products/" + product + "/favourite/removal");
    assertThat(left.path()).isEqualTo("/products/" + product);
    browser.submit(left, "/products/" + product + "/favourite");
    String shop = "/shops/" + MARKET.lotus().id();
    Page keptShop = browser.submit(browser.open(shop), shop + "/favourite");
    assertThat(browser.submit(keptShop, shop + "/favourite/removal").path()).isEqualTo(shop);
    Page list = browser.open("/account/favourites");
    WholePage.check(list, 200);
    assertThat(list.html()).contains("/products/" + product + "\"");
    Page none = browser.submit(list, "/products/" + product + "/favourite/removal");
    assertThat(none.html()).doesNotContain("/products/" + product + "\"");
  }

  private static void hearsOfIt(Browser browser, String order) throws Exception {
    Page told = browser.open("/account/notifications");
    WholePage.check(told, 200);
    assertThat(told.html()).contains("href=\"" + order + "\"", "read-mark", "bell-link");
    Page read = browser.submit(told, "/account/notifications/read-mark");
    assertThat(read.html()).contains("Marked as read").doesNotContain("told-new");
    assertThat(browser.open("/account/notifications?unread=true").html())
        .contains("There is nothing here");

    String preferences = "/account/notifications/preferences";
    Page chosen = browser.open(preferences);
    WholePage.check(chosen, 200);
    assertThat(chosen.html()).contains("mail.order.shipped").doesNotContain("app.shop.");
    Map<String, String> fields = new LinkedHashMap<>(Browser.fieldsOf(chosen, preferences));
    fields.put("topic", "order.shipped");
    fields.remove("mail.order.shipped");
    Page saved = browser.post(preferences, fields);
    Map<String, String> now = Browser.fieldsOf(saved, preferences);
    assertThat(now).containsKey("app.order.shipped").doesNotContainKey("mail.order.shipped");
    assertThat(now).containsKey("mail.order.placed");
  }

  private static String product(Part part) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT product_id::TEXT FROM order_lines WHERE seller_order_id = CAST(? AS UUID)")
        .param(part.id())
        .query(String.class)
        .single();
  }

  private static void register(Browser browser, String name) throws Exception {
    Page form = browser.open("/register");
    browser.submit(form, "/register", "loginName", name, "password", ApiClient.PASSWORD);
  }

  private static Page signIn(Browser browser, String name, String password) throws Exception {
    Page form = browser.open("/sign-in");
    return browser.submit(form, "/sign-in", "loginName", name, "password", password);
  }

  /// The newest link that a letter to somebody has to this page.
  private static String link(String to, String page) {
    return Polling.until(WITHIN, () -> links(to, page).stream().findFirst())
        .orElseThrow(() -> new AssertionError("no link to " + page + " for " + to));
  }

  private static List<String> links(String to, String page) {
    List<String> links = new ArrayList<>();
    try {
      String mails = MARKET.app().client().get("/mailbox?to=" + to).response().body();
      Matcher link = LINK.matcher(mails);
      while (link.find()) {
        if (link.group(1).startsWith(page + "?")) {
          links.add(link.group(1));
        }
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    return links;
  }

  private static Page await(Browser browser, String path, String wanted) {
    return Polling.until(
            WITHIN,
            () -> {
              try {
                return Optional.of(browser.open(path)).filter(it -> it.html().contains(wanted));
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            })
        .orElseThrow(() -> new AssertionError("no " + wanted + " at " + path));
  }
}
