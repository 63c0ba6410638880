package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.web.Language;

/// The back office, used as by a browser without scripts: who may see what, and what is decided.
@Timeout(600)
final class PlatformPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Duration WITHIN = Duration.ofSeconds(60);

  private enum Role {
    ADMINISTRATOR,
    FINANCE,
    SUPPORT,
    REVIEWER
  }

  private static final Set<Role> MONEY = Set.of(Role.ADMINISTRATOR, Role.FINANCE);
  private static final Set<Role> TRADE = Set.of(Role.ADMINISTRATOR, Role.SUPPORT, Role.FINANCE);

  private static final Set<Role> MODERATION =
      Set.of(Role.ADMINISTRATOR, Role.SUPPORT, Role.REVIEWER);

  /// The pages, and who may see each.
  private static final Map<String, Set<Role>> PAGES =
      Map.ofEntries(
          Map.entry("/platform/merchants", Set.of(Role.ADMINISTRATOR, Role.REVIEWER)),
          Map.entry(
              "/platform/merchants?state=APPROVED", Set.of(Role.ADMINISTRATOR, Role.REVIEWER)),
          Map.entry("/platform/orders", TRADE),
          Map.entry("/platform/orders?state=PAID", TRADE),
          Map.entry("/platform/orders?number=261123-NOBODY", TRADE),
          Map.entry("/platform/disputes", TRADE),
          Map.entry("/platform/disputes?state=OPEN", TRADE),
          Map.entry("/platform/withdrawals", MONEY),
          Map.entry("/platform/withdrawals?state=ALL", MONEY),
          Map.entry("/platform/treasury", MONEY),
          Map.entry("/platform/reconciliation", MONEY),
          Map.entry("/platform/chain", MONEY),
          Map.entry("/platform/operations", MONEY),
          Map.entry("/platform/api-keys", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/webhooks", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/staff-invitations", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/settings", MONEY),
          Map.entry("/platform/promotions", MONEY),
          Map.entry("/platform/mailbox", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/mailbox?state=KEPT", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/statements", MONEY),
          Map.entry("/platform/statements?from=2026-01-01&to=2026-12-01&zone=Asia/Shanghai", MONEY),
          Map.entry("/platform/products", MODERATION),
          Map.entry("/platform/products?show=SUSPENDED&q=pot", MODERATION),
          Map.entry("/platform/reviews", MODERATION),
          Map.entry("/platform/reviews?queue=ALL", MODERATION),
          Map.entry("/platform/categories", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/users", Set.of(Role.ADMINISTRATOR, Role.SUPPORT)),
          Map.entry("/platform/users?q=root", Set.of(Role.ADMINISTRATOR, Role.SUPPORT)),
          Map.entry("/platform/audit-log", Set.of(Role.ADMINISTRATOR)),
          Map.entry("/platform/audit-log?action=POST", Set.of(Role.ADMINISTRATOR)));

  @Test
  void everyPageIsSeenByTheRolesThatItIsForAlone() throws Exception {
    Browser buyer = PageChecks.registered(MARKET, "pages-no-role@example.com", Language.EN);
    Map<Role, Browser> staff = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      String name = "pages-role-" + role.name().toLowerCase(Locale.ROOT) + "@example.com";
      Language language = role == Role.SUPPORT ? Language.ZH : Language.EN;
      staff.put(role, PageChecks.staff(MARKET, name, language, role.name()));
    }
    Browser chinese =
        PageChecks.staff(MARKET, "pages-role-zh@example.com", Language.ZH, "ADMINISTRATOR");
    for (var page : PAGES.entrySet()) {
      String path = page.getKey();
      assertThat(new Browser(MARKET.app(), "en").open(path).path()).as(path).isEqualTo("/sign-in");
      assertThat(buyer.open(path).status()).as(path).isEqualTo(403);
      for (Role role : Role.values()) {
        Page seen = of(staff, role).open(path);
        if (page.getValue().contains(role)) {
          PageChecks.isWhole(seen, role == Role.SUPPORT ? Language.ZH : Language.EN);
        } else {
          assertThat(seen.status()).as(role + " " + path).isEqualTo(403);
        }
      }
      PageChecks.isWhole(chinese.open(path), Language.ZH);
    }
    assertThat(buyer.open("/platform").status()).isEqualTo(403);
    assertThat(of(staff, Role.REVIEWER).open("/platform").path()).isEqualTo("/platform/merchants");
    Page money = of(staff, Role.FINANCE).open("/platform");
    assertThat(money.path()).isEqualTo("/platform/orders");
    assertThat(money.html())
        .contains("href=\"/platform/treasury\"")
        .doesNotContain("href=\"/platform/merchants\"", "href=\"/platform/audit-log\"");
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    Browser root = PageChecks.staff(MARKET, "pages-404@example.com", Language.EN, "ADMINISTRATOR");
    String nobody = "019a0000-0000-7000-8000-000000000000";
    for (String list :
        List.of(
            "merchants",
            "orders",
            "withdrawals",
            "users",
            "products",
            "reviews",
            "categories",
            "promotions",
            "mailbox",
            "webhooks")) {
      for (String id : List.of(nobody, "x")) {
        String path = "/platform/" + list + "/" + id;
        assertThat(root.open(path).status()).as(path).isEqualTo(404);
      }
    }
    for (String path :
        List.of(
            "/platform/merchants?state=GONE",
            "/platform/orders?state=GONE",
            "/platform/disputes?state=GONE",
            "/platform/withdrawals?state=GONE",
            "/platform/products?show=GONE",
            "/platform/reviews?queue=GONE",
            "/platform/reconciliation?state=NEVER")) {
      assertThat(root.open(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aShopIsReadAndApproved() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "pages-willow", "CNY");
    Browser reviewer =
        PageChecks.staff(MARKET, "pages-reviewer@example.com", Language.EN, "REVIEWER");
    String path = "/platform/merchants/" + shop.id();

    assertThat(reviewer.open("/platform/merchants").html()).contains("pages-willow", path);
    Page page = reviewer.open(path);
    PageChecks.isWhole(page, Language.EN);
    assertThat(page.html()).contains("To review", "SHA-256", "Fees and bond", "Bond required");
    Page refused = reviewer.submit(page, path + "/return", "reason", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"");
    Page stale = reviewer.submit(page, path + "/approval", "version", "77");
    assertThat(stale.status()).isEqualTo(422);

    Page approved = reviewer.submit(page, path + "/approval", "reason", "papers are in order");
    assertThat(approved.path()).isEqualTo(path);
    assertThat(approved.html()).contains("The approval is on its way to the chain");
    Page live = await(reviewer, path, path + "/suspension");
    assertThat(live.html()).contains("papers are in order", "Live on the chain");
    assertThat(shop.owner().get(shop.path("/application")).text("state")).isEqualTo("APPROVED");
  }

  @Test
  void aDisputeIsRuled() throws Exception {
    Part part = disputed();
    Browser support = PageChecks.staff(MARKET, "pages-ruler@example.com", Language.EN, "SUPPORT");
    Browser finance = PageChecks.staff(MARKET, "pages-watcher@example.com", Language.EN, "FINANCE");
    String path = "/platform/orders/" + part.id();

    assertThat(support.open("/platform/disputes").html()).contains(path);
    assertThat(support.open("/platform/orders?number=" + part.number()).html()).contains(path);
    assertThat(finance.open(path).html()).contains("Claimed", "¥50.00").doesNotContain("/ruling\"");
    Page page = support.open(path);
    PageChecks.isWhole(page, Language.EN);
    Page tooMuch =
        support.submit(page, path + "/ruling", "amount", "50.01", "reason", "as the photo shows");
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.html()).contains("aria-invalid=\"true\"", "as the photo shows");
    Page ruled =
        support.submit(page, path + "/ruling", "amount", "30", "reason", "as the photo shows");
    assertThat(ruled.path()).isEqualTo(path);
    MARKET.stage().expect(part, "SHIPPED", "RULED");
    assertThat(support.open(path).html()).contains("¥30.00", "as the photo shows");
  }

  @Test
  void aWithdrawalIsReviewedByTwoPeople() throws Exception {
    Buyer owner = MARKET.buyer("pages-withdraws@example.com");
    MARKET.stage().recharge(owner, 5_000);
    MARKET.stage().awaitCash(owner, 5_000);
    String path = "/platform/withdrawals/" + withdrawal(owner, 4_000);
    Browser first = PageChecks.staff(MARKET, "pages-cashier@example.com", Language.EN, "FINANCE");
    Browser second = PageChecks.staff(MARKET, "pages-cashier2@example.com", Language.EN, "FINANCE");
    Browser root =
        PageChecks.staff(MARKET, "pages-looks@example.com", Language.EN, "ADMINISTRATOR");

    assertThat(first.open("/platform/withdrawals").html()).contains(path, "¥40.00");
    assertThat(root.open(path).html()).doesNotContain(path + "/approval");
    Page page = first.open(path);
    PageChecks.isWhole(page, Language.EN);
    assertThat(first.submit(page, path + "/rejection", "text", "").status()).isEqualTo(422);
    assertThat(first.submit(page, path + "/approval").path()).isEqualTo(path);
    Page once = await(first, path, "You have approved it");
    assertThat(once.html())
        .contains("pages-cashier@example.com")
        .doesNotContain(path + "/approval");
    Page other = second.open(path);
    assertThat(second.submit(other, path + "/approval").path()).isEqualTo(path);
    assertThat(await(second, path, "Paid out").html()).contains("pages-cashier2@example.com");
  }

  @Test
  void aStatementIsComparedAndADifferenceSettled() throws Exception {
    Browser finance = PageChecks.staff(MARKET, "pages-books@example.com", Language.EN, "FINANCE");
    Browser root =
        PageChecks.staff(MARKET, "pages-books-root@example.com", Language.EN, "ADMINISTRATOR");
    String path = "/platform/reconciliation";
    Page page = finance.open(path);
    assertThat(root.open(path).html()).doesNotContain(path + "/statements");
    String day = "2020-02-03";
    String header = "kind,reference,institutionReference,amountMinor,currency,at\n";
    Page wrong =
        finance.submit(
            page,
            path + "/statements",
            "institution",
            "sandbox",
            "day",
            day,
            "statement",
            header + "PAYMENT,x");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("role=\"alert\"", "PAYMENT,x");
    String line = "PAYMENT,pagesNobodys,Z1,4200,CNY," + day + "T10:00:00Z";
    Page compared =
        finance.submit(
            page,
            path + "/statements",
            "institution",
            "sandbox",
            "day",
            day,
            "statement",
            header + line);
    assertThat(compared.html())
        .contains("The statement was compared", "pagesNobodys", "The statement has it, we do not");
    String settle = settlementOf(compared, "pagesNobodys");
    Page settled = finance.submit(compared, settle, "note", "a test of the bank");
    assertThat(settled.html()).doesNotContain("pagesNobodys");
    assertThat(finance.open(path + "?state=RESOLVED").html()).contains("a test of the bank");
  }

  @Test
  void aRoleIsGrantedAndRevoked() throws Exception {
    Browser root =
        PageChecks.staff(MARKET, "pages-grants@example.com", Language.EN, "ADMINISTRATOR");
    Browser friend = PageChecks.registered(MARKET, "pages-friend@example.com", Language.EN);
    Page found = root.open("/platform/users?q=pages-friend");
    String path = firstMatch(found, "/platform/users/[0-9a-f-]{36}");

    Page granted = root.submit(root.open(path), path + "/roles", "role", "REVIEWER");
    assertThat(granted.html()).contains("The role was granted", "Reviewer");
    assertThat(friend.open("/platform").path()).isEqualTo("/platform/merchants");
    assertThat(friend.open("/account").html()).contains("href=\"/platform\"");
    Page revoked = root.submit(granted, path + "/roles/REVIEWER/revocation");
    assertThat(revoked.html()).contains("The role was revoked");
    assertThat(friend.open("/platform").status()).isEqualTo(403);
    Page ended = root.submit(revoked, path + "/sessions/end");
    assertThat(ended.html()).contains("All sessions were ended");
    assertThat(friend.open("/account").path()).isEqualTo("/sign-in");
    Page audited = root.open("/platform/audit-log?subject=" + path.substring(path.length() - 36));
    PageChecks.isWhole(audited, Language.EN);
    assertThat(audited.html())
        .contains("POST /platform/users/{id}/roles", "REVIEWER", "pages-grants@example.com");
  }

  private static Part disputed() throws Exception {
    Buyer buyer = MARKET.buyer("pages-disputes@example.com");
    Part part = MARKET.shipped(buyer);
    EngineStage.asked(buyer.client(), part.path() + "/refund-requests", EngineMarket.refund(5_000));
    MARKET.stage().expect(part, "SHIPPED", "REQUESTED");
    EngineStage.asked(
        part.shop().owner(),
        part.desk() + "/refund-answer",
        "{\"granted\":false,\"reason\":\"it was whole\"}");
    MARKET.stage().expect(part, "SHIPPED", "REFUSED");
    EngineStage.asked(
        buyer.client(), part.path() + "/disputes", EngineMarket.reason("see the photo"));
    MARKET.stage().expect(part, "SHIPPED", "DISPUTED");
    return part;
  }

  private static String withdrawal(Buyer owner, long minor) throws Exception {
    String wish =
        "{\"amount\":{\"amountMinor\":%d,\"currency\":\"CNY\"},\"destination\":\"ORIGINAL\"}"
            .formatted(minor);
    Answer asked = owner.client().write("POST", "/api/v1/wallet/withdrawals", wish);
    owner.client().until(asked.header("Location"), "/state", "HELD");
    return asked.text("id");
  }

  /// The action of the form that settles the difference about `reference`.
  private static String settlementOf(Page page, String reference) {
    int at = page.html().indexOf(reference);
    assertThat(at).isPositive();
    return firstMatch(
        new Page(page.status(), page.path(), page.html().substring(at)),
        "/platform/reconciliation/differences/[0-9a-f-]{36}/resolution");
  }

  private static String firstMatch(Page page, String pattern) {
    List<String> found = new ArrayList<>();
    Pattern.compile(pattern).matcher(page.html()).results().forEach(it -> found.add(it.group()));
    assertThat(found).as(page.path()).isNotEmpty();
    return found.getFirst();
  }

  private static Page await(Browser browser, String path, String wanted) {
    return Polling.until(
            WITHIN,
            () -> {
              try {
                Page page = browser.open(path);
                return Optional.of(page).filter(it -> it.html().contains(wanted));
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            })
        .orElseThrow(() -> new AssertionError("no " + wanted + " at " + path));
  }

  private static Browser of(Map<Role, Browser> staff, Role role) {
    return Objects.requireNonNull(staff.get(role));
  }
}
