package org.tongbao.app.fuzz;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
///
/// @param headers as they came, `name: value`
public record WireAnswer(int status, List<String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  public WireAnswer {
    headers = List.copyOf(headers);
  }

  /// The first value of a header; empty when it is not there.
  public String header(String name) {
    return headers.stream()
        .filter(it -> it.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(it -> it.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /// The body, when it is JSON.
  public Optional<JsonNode> json() {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (JacksonException none) {
      return Optional.empty();
    }
  }

  /// The status, and the code of a problem document.
  public String outcome() {
    return header("Content-Type").startsWith("application/problem+json")
        ? status + " " + json().map(it -> it.path("code").asString("")).orElse("")
        : String.valueOf(status);
  }
}
