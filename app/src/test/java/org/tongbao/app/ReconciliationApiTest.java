package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// Finance brings a statement, finds what differs and settles it.
final class ReconciliationApiTest {
  private static final String DIFFERENCES = "/api/v1/platform/reconciliation-differences";
  private static final String DAY = "2026-03-04";
  private static final String STATEMENT =
      "/api/v1/platform/reconciliations/card/days/" + DAY + "/statement";

  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void aDifferenceIsFoundAndSettledOnce() throws Exception {
    ApiClient finance = MARKET.app().client();
    String id = finance.begin("reconciles@example.com");
    MARKET.people().root().write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", "");

    Answer brought = bring(finance, "PAYMENT,unknown-at-card,ch_1,100,USD,2026-03-04T10:00:00Z\n");
    assertThat(brought.status()).as(brought.response().body()).isEqualTo(204);
    JsonNode found = finance.get(DIFFERENCES + "?state=OPEN&institution=card").json();
    assertThat(found.path("items")).hasSize(1);
    assertThat(found.at("/items/0/problem").asString()).isEqualTo("MISSING_HERE");
    String path = DIFFERENCES + "/" + found.at("/items/0/id").asString() + "/resolution";
    Answer settled = finance.write("PUT", path, "{\"note\":\"paid back by hand\"}");
    assertThat(settled.text("state")).isEqualTo("RESOLVED");
    assertThat(finance.write("PUT", path, "{\"note\":\"again\"}").outcome())
        .isEqualTo("409 reconciliation.not-open");
    JsonNode days = finance.get("/api/v1/platform/reconciliations?institution=card").json();
    assertThat(days.toString()).contains(DAY).contains("COMPARED");

    assertThat(bring(finance, "PAYMENT,x,y,-1,USD,2026-03-04T10:00:00Z\n").outcome())
        .isEqualTo("422 reconciliation.bad-line");
    assertThat(
            finance
                .write(
                    "POST",
                    "/api/v1/platform/reconciliations",
                    "{\"institution\":\"card\",\"day\":\"2999-01-01\"}")
                .outcome())
        .isEqualTo("422 reconciliation.not-over");
    assertThat(
            finance
                .write(
                    "POST",
                    "/api/v1/platform/reconciliations",
                    "{\"institution\":\"nobody\",\"day\":\"2026-01-01\"}")
                .outcome())
        .isEqualTo("422 reconciliation.unknown-institution");
  }

  private static Answer bring(ApiClient finance, String lines) throws Exception {
    String file = "kind,reference,institutionReference,amountMinor,currency,at\n" + lines;
    return finance.put(STATEMENT, "text/csv", file.getBytes(StandardCharsets.UTF_8));
  }
}
