package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineStage.until;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.market.web.Language;

/// Categories and reviews in the back office, as by a browser without scripts.
final class CatalogDeskTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void theTreeOfCategoriesIsChanged() throws Exception {
    Browser root = PageChecks.staff(MARKET, "tree-root@example.com", Language.EN, "ADMINISTRATOR");
    Browser support = PageChecks.staff(MARKET, "tree-support@example.com", Language.EN, "SUPPORT");
    String list = "/platform/categories";
    assertThat(support.open(list).status()).isEqualTo(403);
    assertThat(support.open("/platform").html()).doesNotContain("href=\"" + list + "\"");
    Page page = root.open(list);
    PageChecks.isWhole(page, Language.EN);

    Page nameless = root.submit(page, list, "name.zh", "桌上物", "name.en", "", "parentId", "");
    assertThat(nameless.status()).isEqualTo(422);
    assertThat(nameless.html()).contains("aria-invalid=\"true\"", "桌上物");
    Map<String, String> form = Browser.fieldsOf(page, list);
    form.putAll(
        Map.of("name.zh", "桌上物", "name.en", "Desk things", "parentId", "", "position", "7"));
    Page added = root.post(list, form);
    assertThat(added.html()).contains("The category was added", "Desk things");
    assertThat(root.post(list, form).html()).contains("Desk things");
    assertThat(count("Desk things")).isEqualTo(1);
    String above = address(added, "Desk things");

    Page taken = root.submit(added, list, "name.zh", "桌上物", "name.en", "Other", "parentId", "");
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.html()).contains("role=\"alert\"", "Choose another name");
    Page second =
        root.submit(added, list, "name.zh", "灯具", "name.en", "Desk lamps", "parentId", "");
    String below = address(second, "Desk lamps");
    Page one = root.open(below);
    PageChecks.isWhole(one, Language.EN);
    Page stale = root.submit(one, below, "version", "77", "parentId", "");
    assertThat(stale.status()).isEqualTo(422);
    Page moved = root.submit(one, below, "name.en", "Lamps of a desk", "parentId", id(above));
    assertThat(moved.html()).contains("The category was changed", "Lamps of a desk");
    Page parent = root.open(above);
    assertThat(parent.html()).contains("Below it: Lamps of a desk");
    Page full = root.submit(parent, above + "/removal");
    assertThat(full.status()).isEqualTo(422);
    assertThat(full.html()).contains("role=\"alert\"", "Move its products");
    Page selfish = root.submit(parent, above, "parentId", id(below));
    assertThat(selfish.status()).isEqualTo(422);
    Page removed = root.submit(root.open(below), below + "/removal");
    assertThat(removed.html()).contains("The category was removed");
    assertThat(root.submit(root.open(above), above + "/removal").html())
        .doesNotContain("Desk things");
    assertThat(root.open(above).status()).isEqualTo(404);
  }

  @Test
  void aReportedReviewIsHiddenAndShownAgain() throws Exception {
    Buyer buyer = MARKET.buyer("desk-reviews@example.com");
    Part part = MARKET.shipped(buyer);
    MARKET.receive(part);
    String written =
        buyer
            .client()
            .write(
                "POST",
                part.path() + "/reviews",
                "{\"line\":0,\"stars\":2,\"text\":\"names of neighbours\",\"media\":[]}")
            .at("/review/id");
    until(
        "the review is on the chain",
        () -> buyer.client().get("/api/v1/me/reviews"),
        it -> it.toString().contains("\"state\":\"ATTESTED\""));
    Buyer reader = MARKET.buyer("desk-reports@example.com");
    assertThat(
            reader
                .client()
                .write("POST", "/api/v1/reviews/" + written + "/reports", "{\"reason\":\"gossip\"}")
                .status())
        .isEqualTo(204);

    Browser reviewer =
        PageChecks.staff(MARKET, "desk-moderates@example.com", Language.EN, "REVIEWER");
    Browser finance = PageChecks.staff(MARKET, "desk-not@example.com", Language.EN, "FINANCE");
    String path = "/platform/reviews/" + written;
    assertThat(finance.open(path).status()).isEqualTo(403);
    Page list = reviewer.open("/platform/reviews");
    PageChecks.isWhole(list, Language.EN);
    assertThat(list.html()).contains(path, "names of neighbours");
    Page page = reviewer.open(path);
    PageChecks.isWhole(page, Language.EN);
    assertThat(page.html()).contains("gossip", path + "/report-dismissal");
    assertThat(reviewer.submit(page, path + "/concealment", "reason", "").status()).isEqualTo(422);

    Page hidden = reviewer.submit(page, path + "/concealment", "reason", "tells of others");
    assertThat(hidden.html()).contains("The decision is on its way to the chain");
    MARKET.settle();
    Page after = reviewer.open(path);
    assertThat(after.html())
        .contains("tells of others", path + "/restoration")
        .doesNotContain(path + "/concealment\"", path + "/report-dismissal\"");
    assertThat(reviewer.open("/platform/reviews?queue=HIDDEN").html()).contains(path);
    Page late = reviewer.submit(page, path + "/concealment", "reason", "tells of others, still");
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.html()).contains("role=\"alert\"");
    Page shown = reviewer.submit(after, path + "/restoration", "reason", "they agreed");
    assertThat(shown.status()).isEqualTo(200);
    MARKET.settle();
    assertThat(reviewer.open(path).html()).contains("they agreed", path + "/concealment\"");
    assertThat(reviewer.open("/platform/reviews?queue=NONE").status()).isEqualTo(404);
  }

  @Test
  void somebodyIsDisabledAndEnabled() throws Exception {
    Browser root = PageChecks.staff(MARKET, "desk-shuts@example.com", Language.EN, "ADMINISTRATOR");
    Browser support = PageChecks.staff(MARKET, "desk-looks@example.com", Language.EN, "SUPPORT");
    Browser friend = PageChecks.registered(MARKET, "desk-shut@example.com", Language.EN);
    String path = address(root.open("/platform/users?q=desk-shut@"), "desk-shut@example.com");
    assertThat(support.open(path).html()).doesNotContain(path + "/disablement");
    Page page = root.open(path);
    Page refused = root.submit(page, path + "/disablement", "reason", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"");
    assertThat(friend.open("/account").path()).isEqualTo("/account");

    Page disabled = root.submit(page, path + "/disablement", "reason", "many complaints");
    assertThat(disabled.html())
        .contains("The user was disabled", "many complaints", "desk-shuts@example.com")
        .doesNotContain(path + "/disablement\"");
    assertThat(friend.open("/account").path()).isEqualTo("/sign-in");
    Page enabled = root.submit(disabled, path + "/enablement");
    assertThat(enabled.html()).contains("The user was enabled").doesNotContain("many complaints");
    Browser again = PageChecks.signedIn(MARKET, "desk-shut@example.com", Language.EN);
    assertThat(again.open("/account").path()).isEqualTo("/account");

    String own = address(root.open("/platform/users?q=desk-shuts@"), "desk-shuts@example.com");
    assertThat(root.open(own).html()).doesNotContain(own + "/disablement");
    Map<String, String> form = Browser.fieldsOf(enabled, path + "/disablement");
    form.put("reason", "myself");
    assertThat(root.post(own + "/disablement", form).status()).isEqualTo(422);
  }

  /// Where the link with this text leads.
  private static String address(Page page, String text) {
    Matcher link =
        Pattern.compile("<a href=\"([^\"]+)\">" + Pattern.quote(text) + "</a>")
            .matcher(page.html());
    assertThat(link.find()).as(text).isTrue();
    return link.group(1);
  }

  private static String id(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static long count(String name) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM categories WHERE name_en = ?")
        .param(name)
        .query(Long.class)
        .single();
  }
}
