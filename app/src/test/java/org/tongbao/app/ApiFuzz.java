package org.tongbao.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.fuzz.ApiDocument;
import org.tongbao.app.fuzz.WireAnswer;
import org.tongbao.app.fuzz.WireRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Sends odd requests to every operation and looks at every answer: no failure of ours, nothing of
/// others in it, a problem document where it refuses, as the document says where not; and what was
/// refused, or only read, has changed nothing.
final class ApiFuzz {
  private static final Pattern UNKNOWN_TEXT = Pattern.compile("error\\.[a-z.-]+");
  private static final int REPEATS = 3;
  private static final int TRIES = 12;
  private static final int MOST_SHOWN = 80;

  private final EngineMarket market;
  private final ApiDocument document;
  private final ChangeWatch watch;
  private final Properties texts = texts();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new TreeMap<>();
  private final Set<String> operations = new HashSet<>();
  private int cases;
  private int refused;

  ApiFuzz(EngineMarket market, ChangeWatch watch) throws Exception {
    this.market = market;
    this.watch = watch;
    document = new ApiDocument(market.app().client().get("/api/v1/openapi.json").json());
  }

  /// @param faults what is wrong, by its kind and operation, with the request that showed it
  /// @param taken how many requests of an operation were carried out
  record Report(
      int operations,
      int cases,
      int refused,
      Map<String, Integer> taken,
      Map<String, String> faults) {
    /// All of it, for people.
    String text() {
      StringBuilder text = new StringBuilder();
      faults.values().stream().limit(MOST_SHOWN).forEach(it -> text.append(it).append("\n\n"));
      return text.append(summary()).toString();
    }

    String summary() {
      return "%d operations, %d requests: %d refused; %d operations carried something out; %d faults"
          .formatted(operations, cases, refused, taken.size(), faults.size());
    }
  }

  Report report() {
    return new Report(
        operations.size(), cases, refused, Map.copyOf(taken), new LinkedHashMap<>(faults));
  }

  /// So many requests of each operation; what takes away comes last.
  ///
  /// @param goesOn asked before each operation
  void round(FuzzScene scene, long seed, int each, BooleanSupplier goesOn) throws Exception {
    market.settle();
    var _ = watch.take();
    List<Row> rows = new ArrayList<>(OperationTable.read().rows().values());
    rows.sort(Comparator.comparing((Row row) -> row.method().equals("DELETE")));
    for (Row row : rows) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      // By its name, so that one operation alone gets the same requests.
      var made = new FuzzCases(scene.things(), document, new Random(seed ^ row.name().hashCode()));
      operations.add(row.name());
      for (int i = 0; i < each; i++) {
        String place = "seed " + seed + ", request " + i + " of ";
        tryOut(scene, made.next(row), place + row.name());
      }
      scene.forgetAttempts();
    }
  }

  private void tryOut(FuzzScene scene, FuzzCase made, String place) throws Exception {
    FuzzCaller caller = scene.caller(made.who());
    FuzzCase each = made.with(versioned(caller, made.request()));
    cases++;
    WireAnswer answer;
    try {
      answer = caller.send(each.request());
    } catch (IOException failure) {
      fault("no answer", place, each, new WireAnswer(0, List.of(), failure.toString()));
      return;
    }
    judge(scene, each, answer, place);
    boolean isRefused = answer.status() >= 400;
    if (isRefused) {
      refused++;
    } else {
      taken.merge(each.row().name(), 1, Integer::sum);
    }
    if (isRefused || !each.row().isWrite()) {
      Set<String> written = watch.take();
      if (!written.isEmpty()) {
        confirm(scene, each, answer, place);
      }
    } else {
      scene.mend(each.row());
      market.app().settle();
      var _ = watch.take();
    }
    if (answer.status() == 401 || answer.status() == 403 || !isRefused) {
      scene.forgetAttempts();
      caller.stay();
      var _ = watch.take();
    }
  }

  /// The version that the thing has now, where the request shall have it.
  private static WireRequest versioned(FuzzCaller caller, WireRequest request) throws IOException {
    if (request.headers().stream().noneMatch(it -> it.contains(FuzzCases.VERSION))) {
      return request;
    }
    String target = request.target().split("\\?", 2)[0];
    String known = caller.get(target).header("ETag");
    if (known.isEmpty()) {
      known = caller.get(target.substring(0, target.lastIndexOf('/'))).header("ETag");
    }
    String version = known.isEmpty() ? "\"1\"" : known;
    List<String> headers =
        request.headers().stream().map(it -> it.replace(FuzzCases.VERSION, version)).toList();
    return new WireRequest(request.method(), request.target(), headers, request.body());
  }

  private void judge(FuzzScene scene, FuzzCase each, WireAnswer answer, String place) {
    if (answer.status() >= 500) {
      fault("a failure of ours", place, each, answer);
    } else if (answer.status() >= 400) {
      problem(answer).ifPresent(it -> fault(it, place, each, answer));
    } else {
      if (each.ruled() && "134".indexOf(each.row().of(each.who())) >= 0) {
        fault(each.who() + " may not", place, each, answer);
      }
      if (each.exact()) {
        JsonNode operation = document.operation(each.row().method(), each.row().path());
        document.misfits(operation, answer).stream()
            .limit(1)
            .forEach(it -> fault("not as declared: " + it, place, each, answer));
      }
    }
    scene
        .markers()
        .leak(each.who(), each.request(), answer)
        .ifPresent(it -> fault(each.who() + " reads " + it, place, each, answer));
    if (answer.headers().stream().anyMatch(it -> it.regionMatches(true, 0, "X-Fuzz:", 0, 7))) {
      fault("a header of the visitor's", place, each, answer);
    }
  }

  /// What is wrong with a refusal.
  private Optional<String> problem(WireAnswer answer) {
    if (!answer.header("Content-Type").startsWith("application/problem+json")) {
      return Optional.of("no problem document");
    }
    JsonNode problem = answer.json().orElse(MissingNode.getInstance());
    String code = problem.path("code").asString("");
    if (!texts.containsKey("error." + code + ".title")
        || !texts.containsKey("error." + code + ".detail")) {
      return Optional.of("a code without texts: " + code);
    }
    for (String field : List.of("type", "title", "detail", "requestId")) {
      String text = problem.path(field).asString("");
      if (text.isBlank() || UNKNOWN_TEXT.matcher(text).matches()) {
        return Optional.of("a problem without " + field);
      }
    }
    boolean same = problem.path("status").asInt(0) == answer.status();
    return same ? Optional.empty() : Optional.of("a problem with another status");
  }

  /// Whether the request itself writes, or something else did at that moment: it is sent again when
  /// nothing is under way and a harmless read shows that nobody else writes.
  private void confirm(FuzzScene scene, FuzzCase each, WireAnswer first, String place)
      throws Exception {
    int often = 0;
    for (int i = 0; i < TRIES && often < REPEATS; i++) {
      market.settle();
      var _ = watch.take();
      WireAnswer harmless = scene.caller(each.who()).get("/api/v1/csrf-token");
      if (harmless.status() != 200 || !watch.take().isEmpty()) {
        continue;
      }
      WireAnswer again = scene.caller(each.who()).send(renewed(each.request()));
      Set<String> written = watch.take();
      if (written.isEmpty() || again.status() != first.status()) {
        return;
      }
      often++;
      if (often == REPEATS) {
        fault("written: " + written, place, each, first);
      }
    }
  }

  /// With another key, so that it is carried out again.
  private static WireRequest renewed(WireRequest request) {
    String fresh = "Idempotency-Key: " + java.util.UUID.randomUUID();
    List<String> headers =
        request.headers().stream()
            .map(it -> it.matches("Idempotency-Key: [0-9a-f-]{36}") ? fresh : it)
            .toList();
    return new WireRequest(request.method(), request.target(), headers, request.body());
  }

  private void fault(String kind, String place, FuzzCase each, WireAnswer answer) {
    String body =
        answer.body().length() > 600 ? answer.body().substring(0, 600) + "…" : answer.body();
    faults.putIfAbsent(
        kind.replaceAll("[0-9]+", "#") + " at " + each.row().name(),
        "%s\n  %s as %s\n  %s\n  answered %d %s %s"
            .formatted(
                kind,
                place,
                each.who(),
                each.request().shown(),
                answer.status(),
                answer.header("Content-Type"),
                body));
  }

  private static Properties texts() {
    Properties all = new Properties();
    try (var file = ApiFuzz.class.getResourceAsStream("/messages_en.properties")) {
      if (file == null) {
        throw new IllegalStateException("messages_en.properties is not there");
      }
      all.load(new java.io.InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    return all;
  }
}
