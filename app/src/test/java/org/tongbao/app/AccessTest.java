package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.OperationTable.Who;
import tools.jackson.databind.JsonNode;

/// Every operation of the REST API as everybody: the table `operations.txt` against the
/// application. A new operation needs a line there.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AccessTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final OperationTable TABLE = OperationTable.read();
  private static final ApiScene SCENE = new ApiScene(MARKET);

  /// Of a key that ships and sees what there is.
  private static final Set<String> SCOPES =
      Set.of("SHOP_READ", "SHOP_ORDERS_READ", "SHOP_ORDERS_HANDLE", "SHOP_PRODUCTS_READ");

  @BeforeAll
  static void open() throws Exception {
    SCENE.open("access");
  }

  @AfterAll
  static void close() throws Exception {
    SCENE.close();
  }

  @Test
  @Order(1)
  void theTableHasEveryOperation() throws Exception {
    Set<String> described = new TreeSet<>();
    MARKET
        .app()
        .client()
        .get("/api/v1/openapi.json")
        .json()
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(TABLE.rows().keySet()).containsExactlyInAnyOrderElementsOf(described);
  }

  /// With requests in which nothing else is wrong.
  @Test
  @Order(2)
  void whoMayNotIsRefusedAndChangesNothing() throws Exception {
    List<String> wrong = new ArrayList<>();
    MARKET.settle();
    Map<String, String> before = DatabaseState.of(MARKET.app().jdbc());
    for (Row row : TABLE.rows().values()) {
      for (Who who : Who.values()) {
        char expected = row.of(who);
        if (expected == '1' || expected == '3' || expected == '4') {
          Answer answer =
              SCENE.call(
                  SCENE.caller(who), row, SCENE.path(row), SCENE.body(row), "If-Match", "\"1\"");
          check(wrong, row, who, answer, "40" + expected);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(DatabaseState.of(MARKET.app().jdbc())).isEqualTo(before);
  }

  /// The ids of others in addresses that begin with one's own.
  @Test
  @Order(3)
  void anotherIdBelowOnesOwnIsNotThere() throws Exception {
    Buyer stranger = MARKET.buyer("access-below@example.com");
    String number = MARKET.placed(stranger).number();
    Map<String, String> own =
        Map.of("merchants/{merchantId}", MARKET.people().willow().id(), "orders/{number}", number);
    List<String> wrong = new ArrayList<>();
    MARKET.settle();
    Map<String, String> before = DatabaseState.of(MARKET.app().jdbc());
    for (Row row : TABLE.rows().values()) {
      boolean ofShop = row.path().matches("/api/v1/merchants/\\{merchantId}/.*\\{.*");
      boolean ofOrder = row.path().matches("/api/v1/orders/\\{number}/.*\\{.*");
      if (ofShop || ofOrder) {
        ApiClient client = ofShop ? SCENE.caller(Who.RIVAL) : stranger.client();
        Answer answer =
            SCENE.call(client, row, SCENE.path(row, own), SCENE.body(row), "If-Match", "\"1\"");
        check(wrong, row, ofShop ? Who.RIVAL : Who.STRANGER, answer, "404");
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(DatabaseState.of(MARKET.app().jdbc())).isEqualTo(before);
  }

  /// Writes with a body come with one that cannot be read: they get as far as that.
  @Test
  @Order(4)
  void whoMayIsLetThrough() throws Exception {
    List<String> wrong = new ArrayList<>();
    SCENE.upload(); // days have passed since the first
    for (Row row : TABLE.rows().values()) {
      Set<String> done = new HashSet<>();
      for (Who who : Who.values()) {
        if (row.of(who) != '+') {
          continue;
        }
        if (!row.isWrite()) {
          check(wrong, row, who, SCENE.caller(who).get(SCENE.path(row)), row.status());
          continue;
        }
        String body = row.rest().isEmpty() ? "" : "{";
        Answer answer = SCENE.call(SCENE.caller(who), row, SCENE.path(row), body);
        boolean gone = answer.status() == 404 && (done.contains(row.name()) || mayBeGone(row));
        boolean refused = List.of(401, 403, 404).contains(answer.status()) && !gone;
        if (refused || answer.status() >= 500) {
          wrong.add(row.name() + " as " + who + ": " + answer.outcome());
        }
        if (answer.status() < 300) {
          done.add(row.name());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /// A key of the owner of lotus is worth as much as the owner, where its scopes say so, and
  /// nothing elsewhere.
  @Test
  @Order(3)
  void aKeyMayWhatItsScopesSayAndNoMore() throws Exception {
    ApiClient owner = MARKET.lotus().owner();
    String wish = "{\"name\":\"access\",\"scopes\":[\"" + String.join("\",\"", SCOPES) + "\"]}";
    ApiClient key = owner.withKey(owner.write("POST", SCENE.shopKeys(), wish).text("key"));
    assertThat(key.get(MARKET.lotus().path("/orders")).status()).isEqualTo(200);
    JsonNode paths = MARKET.app().client().get("/api/v1/openapi.json").json().path("paths");
    List<String> wrong = new ArrayList<>();
    MARKET.settle();
    Map<String, String> before = DatabaseState.of(MARKET.app().jdbc());
    for (Row row : TABLE.rows().values()) {
      String verb = row.method().toLowerCase(Locale.ROOT);
      String permission = paths.path(row.path()).path(verb).path("x-permission").asString("");
      boolean work = SCOPES.contains(permission);
      if (work && row.of(Who.OWNER) == '+') {
        if (!row.isWrite()) {
          check(wrong, row, Who.OWNER, key.get(SCENE.path(row)), row.status());
        } else if (row.body().matches("[{$].*") && row.type().isEmpty()) {
          check(wrong, row, Who.OWNER, SCENE.call(key, row, SCENE.path(row), "{"), "400");
        }
      } else if (!permission.isEmpty()) {
        Answer answer = SCENE.call(key, row, SCENE.path(row), SCENE.body(row), "If-Match", "\"1\"");
        check(wrong, row, Who.OWNER, answer, work ? "40" + row.of(Who.OWNER) : "403");
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(DatabaseState.of(MARKET.app().jdbc())).isEqualTo(before);
  }

  /// A line that is not in one's cart is not there; nor is an upload that nothing used for a day,
  /// and days have passed in this marketplace.
  private static boolean mayBeGone(Row row) {
    return row.name().equals("DELETE /api/v1/cart/lines/{variantId}")
        || row.name().equals("DELETE /api/v1/me/uploads/{hash}");
  }

  private static void check(List<String> wrong, Row row, Who who, Answer answer, String status) {
    if (!status.equals(String.valueOf(answer.status()))) {
      wrong.add(row.name() + " as " + who + ": " + answer.outcome() + " instead of " + status);
    }
  }
}
