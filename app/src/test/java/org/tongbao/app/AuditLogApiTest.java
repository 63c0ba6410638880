package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.tx.Polling;
import tools.jackson.databind.JsonNode;

/// What staff do, and what matters for security, is in the audit log, without secrets; what was
/// refused is not.
final class AuditLogApiTest {
  private static final String ENTRIES = "/api/v1/platform/audit-entries";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void actsOfStaffAreKept() throws Exception {
    ApiClient root = MARKET.people().root();
    ApiClient newcomer = MARKET.app().client();
    String id = newcomer.begin("audited-newcomer@example.com");
    String path = "/api/v1/users/" + id + "/roles/SUPPORT";

    Answer granted = root.write("PUT", path, "");
    assertThat(granted.status()).isEqualTo(204);
    assertThat(root.write("PUT", "/api/v1/users/" + id + "/roles/KING", "").status())
        .isEqualTo(404);
    assertThat(newcomer.write("PUT", path.replace("SUPPORT", "ADMINISTRATOR"), "").status())
        .isEqualTo(403);

    List<JsonNode> entries = entries("?subject=" + id);
    assertThat(entries).hasSize(1);
    JsonNode entry = entries.getFirst();
    assertThat(entry.path("action").asString()).isEqualTo("PUT /api/v1/users/{id}/roles/{role}");
    assertThat(entry.path("subject").asString()).isEqualTo("id=" + id + " role=SUPPORT");
    assertThat(entry.path("actor").asString())
        .isEqualTo(root.get("/api/v1/me").text("id"))
        .isNotEmpty();
    assertThat(entry.path("requestId").asString()).isEqualTo(granted.header("X-Request-Id"));
    assertThat(entry.at("/details/status").asInt(0)).isEqualTo(204);
  }

  @Test
  void aShopsSettingsAreKeptWithWhatWasSent() throws Exception {
    String method =
        """
        {"kind":"MERCHANT","name":"Audited way","priceMinor":77,"enabled":false}
        """;
    Shop shop = MARKET.lotus();
    Answer added = shop.owner().write("POST", shop.path("/delivery-methods"), method);
    assertThat(added.status()).isEqualTo(201);

    List<JsonNode> entries =
        entries("?merchantId=" + shop.id() + "&action=POST%20/api/v1/merchants");
    JsonNode entry =
        entries.stream()
            .filter(it -> it.at("/details/body/name").asString("").equals("Audited way"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.at("/details/body/priceMinor").asLong(0)).isEqualTo(77);
    assertThat(entry.at("/details/location").asString()).isEqualTo(added.header("Location"));
  }

  @Test
  void aChangedPasswordIsKeptWithoutIt() throws Exception {
    ApiClient user = MARKET.app().client();
    String id = user.begin("audited-password@example.com");
    String next = "another gravel lantern";
    Answer changed =
        user.write(
            "PUT",
            "/api/v1/me/password",
            "{\"present\":\"%s\",\"next\":\"%s\"}".formatted(ApiClient.PASSWORD, next));
    assertThat(changed.status()).as(changed.response().body()).isLessThan(300);

    List<JsonNode> entries = entries("?actor=" + id);
    assertThat(entries)
        .extracting(it -> it.path("action").asString())
        .contains("PUT /api/v1/me/password");
    assertThat(entries.toString()).doesNotContain(next).doesNotContain(ApiClient.PASSWORD);
  }

  @Test
  void entriesAreLinkedAndVerified() throws Exception {
    ApiClient root = MARKET.people().root();
    assertThat(Polling.until(LIMIT, () -> Optional.of(waiting()).filter(count -> count == 0)))
        .isPresent();
    JsonNode newest = root.get(ENTRIES + "?limit=1").json().at("/items/0");
    assertThat(newest.path("hash").asString()).matches("[0-9a-f]{64}");
    assertThat(newest.path("position").asLong(0)).isPositive();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
    assertThat(root.get(ENTRIES + "?from=yesterday").status()).isEqualTo(422);
  }

  private static long waiting() {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM audit_entries WHERE position IS NULL")
        .query(Long.class)
        .single();
  }

  private static List<JsonNode> entries(String query) throws Exception {
    Answer page = MARKET.people().root().get(ENTRIES + query);
    assertThat(page.status()).as(page.response().body()).isEqualTo(200);
    List<JsonNode> items = new ArrayList<>();
    page.json().path("items").forEach(items::add);
    return items;
  }
}
