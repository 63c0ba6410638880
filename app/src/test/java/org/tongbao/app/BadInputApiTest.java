package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.OperationTable.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong in a request of somebody who may make it, for every write of the API: wrong types,
/// sizes, fields, versions, keys. Each is answered by a problem that says what to do, in both
/// languages, and leaves every table as long as it was.
final class BadInputApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final ApiScene SCENE = new ApiScene(MARKET);
  private static final String STALE = "\"999\"";

  /// Institutions hear what they want to hear.
  private static final String INSTITUTIONS = "POST /api/v1/payments/notifications/{institution}";

  /// What stands as it is can be refused before its version is looked at.
  private static final Set<String> OTHERWISE =
      Set.of(
          "DELETE /api/v1/categories/{id}",
          "PUT /api/v1/platform/withdrawals/{id}/payout",
          "PUT /api/v1/merchants/{merchantId}/application",
          "POST /api/v1/merchants/{merchantId}/products/{id}/variants",
          "POST /api/v1/platform/merchants/{id}/return",
          "POST /api/v1/platform/merchants/{id}/refusal",
          "POST /api/v1/platform/merchants/{id}/approval");

  /// Left out; many fields may be.
  private static final String NOTHING = " is nothing";

  private final List<String> wrong = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  @BeforeAll
  static void open() throws Exception {
    SCENE.open("bad");
  }

  @BeforeEach
  void signInAgain() throws Exception {
    SCENE.signInAgain();
  }

  @AfterAll
  static void close() throws Exception {
    SCENE.close();
  }

  private static List<Row> writes() {
    return OperationTable.read().rows().values().stream().filter(Row::isWrite).toList();
  }

  @Test
  void everyWriteRefusesWhatItCannotRead() throws Exception {
    Map<String, String> before = settled();
    for (Row row : writes()) {
      if (row.type().isEmpty() && row.body().matches("[{$].*")) {
        boolean accepted = false;
        for (Map.Entry<String, String> each : badBodies(SCENE.body(row)).entrySet()) {
          Answer answer = send(row, each.getValue(), "If-Match", "\"1\"");
          accepted |= answer.status() < 300;
          if (answer.status() < 300 && !each.getKey().endsWith(NOTHING)) {
            wrong.add(row.name() + ", " + each.getKey() + ": " + answer.outcome());
          }
          check(row, each.getKey(), each.getValue(), "\"1\"", answer);
        }
        before = accepted ? settled() : unchanged(row, before);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void nothingMayBeHuge() throws Exception {
    Map<String, String> before = settled();
    String huge = "{\"reason\":\"" + "x".repeat(1_100_000) + "\"}";
    for (String path : List.of("/api/v1/me/addresses", "/api/v1/wallet/recharges")) {
      Answer answer = SCENE.caller(OperationTable.Who.BUYER).write("POST", path, huge);
      assertThat(answer.outcome()).isEqualTo("413 request.too-large");
    }

    assertThat(settled()).isEqualTo(before);
  }

  @Test
  void everyWriteNeedsItsKeyAndItsVersion() throws Exception {
    JsonNode paths = MARKET.app().client().get("/api/v1/openapi.json").json().path("paths");
    Map<String, String> before = settled();
    for (Row row : writes()) {
      JsonNode operation = paths.path(row.path()).path(row.method().toLowerCase(Locale.ROOT));
      if (takes(operation, "Idempotency-Key") && row.type().isEmpty()) {
        Answer answer = SCENE.caller(row.whoMay()).keyless(row.method(), SCENE.path(row), "{}");
        expect(row, "no key", answer, "400 idempotency.key-missing");
        expect(row, "a bad key", keyed(row, "a b"), "400 idempotency.key-malformed");
      }
      boolean versioned = takes(operation, "If-Match");
      if (versioned && !row.path().contains("/cart/")) {
        expect(row, "no version", send(row, SCENE.body(row)), "428 request.version-needed");
        for (String tag : List.of("1", "W/\"1\"", "*")) {
          Answer odd = send(row, SCENE.body(row), "If-Match", tag);
          expect(row, "version " + tag, odd, "412 request.changed-meanwhile");
        }
        Answer stale = send(row, SCENE.body(row), "If-Match", STALE);
        if (!OTHERWISE.contains(row.name())) {
          expect(row, "an old version", stale, "412 request.changed-meanwhile");
        }
        check(row, "an old version", SCENE.body(row), STALE, stale);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(DatabaseState.rows(MARKET.app().jdbc())).isEqualTo(before);
  }

  @Test
  void whoDoesNotTakeTheAnswerIsRefusedBeforeAnythingIsDone() throws Exception {
    JsonNode paths = MARKET.app().client().get("/api/v1/openapi.json").json().path("paths");
    Map<String, String> before = settled();
    for (Row row : writes()) {
      JsonNode operation = paths.path(row.path()).path(row.method().toLowerCase(Locale.ROOT));
      boolean may = "+.".indexOf(row.of(row.whoMay())) >= 0;
      if (may
          && !row.name().equals(INSTITUTIONS)
          && row.type().isEmpty()
          && answersJson(operation)) {
        for (String accepted : List.of("text/html", "nonsense", "application/json;q=0")) {
          Answer answer = send(row, SCENE.body(row), "Accept", accepted);
          expect(row, accepted, answer, "406 request.not-acceptable");
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(DatabaseState.rows(MARKET.app().jdbc())).isEqualTo(before);
  }

  private static boolean answersJson(JsonNode operation) {
    JsonNode answers = operation.path("responses");
    return Stream.of("200", "201", "202")
        .anyMatch(it -> answers.path(it).path("content").has("application/json"));
  }

  private static boolean takes(JsonNode operation, String header) {
    return operation
        .path("parameters")
        .valueStream()
        .anyMatch(it -> it.path("name").asString().equals(header));
  }

  /// Bodies in which one thing is wrong, by what it is.
  private static Map<String, String> badBodies(String right) {
    ObjectNode body = (ObjectNode) JSON.readTree(right);
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("nothing", "");
    bodies.put("half", right.substring(0, right.length() / 2));
    bodies.put("a list", "[" + right + "]");
    bodies.put("null", "null");
    bodies.put("a text", "\"" + "x".repeat(10) + "\"");
    bodies.put("not UTF-8 escapes", "{\"reason\":\"\\ud800\",\"name\":\"\\ud800\"}");
    bodies.put("an unknown field", right.substring(0, right.lastIndexOf('}')) + ",\"admin\":true}");
    for (String field : body.propertyNames()) {
      wrongValues(body.path(field))
          .forEach((what, value) -> with(bodies, body, field, what, value));
    }
    return bodies;
  }

  /// What no field of this kind takes, but for nothing, which some do.
  private static Map<String, String> wrongValues(JsonNode right) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(NOTHING, "null");
    if (right.isNumber()) {
      values.put("text", "\"many\"");
      values.put("digits", "\"5\"");
      values.put("an object", "{\"a\":1}");
      values.put("huge", "123456789012345678901234567890");
      values.put("negative", "-1");
      values.put("a fraction", "1.5");
    } else if (right.isString()) {
      values.put("a list", "[1]");
      values.put("far too long", "\"" + "x".repeat(50_000) + "\"");
      values.put("a control character", "\"a\\u0000b\"");
    } else {
      values.put("text", "\"yes please\"");
      values.put("text that says so", "\"true\"");
      values.put("a number", "7");
    }
    return values;
  }

  private static void with(
      Map<String, String> bodies, ObjectNode right, String field, String what, String value) {
    ObjectNode copy = right.deepCopy();
    copy.set(field, JSON.readTree(value));
    bodies.put(
        field + (what.equals(NOTHING) ? NOTHING : " is " + what), JSON.writeValueAsString(copy));
  }

  private static Answer send(Row row, String body, String... headers) throws Exception {
    return SCENE.call(SCENE.caller(row.whoMay()), row, SCENE.path(row), body, headers);
  }

  private static Answer keyed(Row row, String key) throws Exception {
    return SCENE
        .caller(row.whoMay())
        .keyless(row.method(), SCENE.path(row), "{}", "Idempotency-Key", key);
  }

  private void expect(Row row, String what, Answer answer, String outcome) {
    if (!answer.outcome().equals(outcome)) {
      wrong.add(row.name() + ", " + what + ": " + answer.outcome());
    }
  }

  /// What is refused says so as a problem that people and programs can read; each kind of problem
  /// is looked at in Chinese too.
  private void check(Row row, String what, String body, String version, Answer answer)
      throws Exception {
    String place = row.name() + ", " + what + ": " + answer.response().body();
    if (answer.status() >= 500) {
      wrong.add(place);
    } else if (answer.status() >= 400 && seen.add(answer.outcome())) {
      String[] headers = {"Accept-Language", "zh", "If-Match", version};
      Answer chinese = send(row, body, headers);
      boolean problem = isProblem(answer) && isProblem(chinese);
      boolean same = chinese.outcome().equals(answer.outcome());
      if (!problem || (same && !HAN.matcher(chinese.text("detail")).find())) {
        wrong.add(place + " and " + chinese.response().body());
      }
    }
  }

  private static boolean isProblem(Answer answer) {
    return answer.header("Content-Type").startsWith("application/problem+json")
        && !answer.text("code").isEmpty()
        && !answer.text("title").isEmpty()
        && !answer.text("detail").isEmpty();
  }

  private Map<String, String> unchanged(Row row, Map<String, String> before) {
    Map<String, String> now = DatabaseState.rows(MARKET.app().jdbc());
    if (!now.equals(before)) {
      wrong.add(row.name() + " changed " + now + " from " + before);
    }
    return now;
  }

  private static Map<String, String> settled() {
    MARKET.settle();
    return DatabaseState.rows(MARKET.app().jdbc());
  }
}
