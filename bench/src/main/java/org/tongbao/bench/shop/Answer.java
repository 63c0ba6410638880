package org.tongbao.bench.shop;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer over HTTP.
///
/// @param headers as they came, `name: value`
record Answer(int status, List<String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  JsonNode json() {
    return JSON.readTree(body);
  }

  /// The value at a JSON pointer, as text; empty where there is none.
  String at(String pointer) {
    return json().at(pointer).asString("");
  }

  /// The first value of a header; empty when it is not there.
  String header(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  /// All values of a header.
  List<String> all(String name) {
    return headers.stream()
        .filter(it -> it.length() > name.length() && it.charAt(name.length()) == ':')
        .filter(it -> it.regionMatches(true, 0, name, 0, name.length()))
        .map(it -> it.substring(name.length() + 1).strip())
        .toList();
  }

  /// The status, and the code of a problem document.
  String outcome() {
    return header("Content-Type").startsWith("application/problem+json")
        ? status + " " + at("/code")
        : String.valueOf(status);
  }
}
