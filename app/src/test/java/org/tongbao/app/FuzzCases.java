package org.tongbao.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.OperationTable.Row;
import org.tongbao.app.OperationTable.Who;
import org.tongbao.app.fuzz.ApiDocument;
import org.tongbao.app.fuzz.OddBodies;
import org.tongbao.app.fuzz.OddValues;
import org.tongbao.app.fuzz.WireRequest;
import tools.jackson.databind.JsonNode;

/// Makes odd requests of an operation: right ones in which who asks, the address, the query, a
/// header or the body is changed. The same seed makes the same, but for new keys.
final class FuzzCases {
  /// Stands for the version that the thing has now.
  static final String VERSION = "$version";

  private static final List<String> ODD_PATHS =
      List.of(
          "",
          "%",
          "%zz",
          "%c3%28",
          "%00",
          "..",
          "%2e%2e",
          ".",
          "%2f",
          "a%2fb",
          "%5c",
          ";a=b",
          "x;y",
          "%0d%0aX-Fuzz:%201",
          "é",
          "+",
          "*",
          "a%20b",
          "~",
          "%25",
          "%u0041",
          "[]",
          "%ed%a0%80");
  private static final List<String> ODD_TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/problem+json",
          "image/svg+xml",
          "/",
          "json",
          "*/*",
          "");
  private static final List<String> ODD_HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: application/xml",
          "Accept: nonsense",
          "Accept: application/json;q=0",
          "Accept: text/csv",
          "Accept-Language: *;q=abc",
          "Accept-Language: zh-Hant-TW-x-" + "a".repeat(500),
          "Accept-Encoding: nonsense",
          "Content-Encoding: gzip",
          "Content-Language: \u0001",
          "Range: bytes=0-0,5-",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "X-Request-Id: ' OR 1=1 --",
          "X-Forwarded-For: 10.0.0.1, ' OR 1",
          "X-Forwarded-Host: evil.example",
          "X-Forwarded-Proto: javascript",
          "Forwarded: for=\"[::1\";proto=x",
          "X-HTTP-Method-Override: DELETE",
          "Authorization: Bearer",
          "Authorization: Bearer tb_" + "0".repeat(60),
          "Authorization: Basic OjpvOg==",
          "Authorization: \u00e9",
          "Origin: null",
          "Cookie: session=; cart=..; half=%00; \"=\"",
          "X-Long: " + "x".repeat(3_000));
  private static final List<String> ODD_VERSIONS =
      List.of(
          "*", "1", "W/\"1\"", "\"1\",\"2\"", "\"0\"", "\"999999999\"", "\"-1\"", "\"\"", "\"é\"");
  private static final List<String> ODD_KEYS =
      List.of(
          "a", "x".repeat(129), "a b c d e f g h i j", "\"unbalanced-unbalanced", "é".repeat(20));

  private final ApiScene scene;
  private final ApiDocument document;
  private final OddValues odd;
  private final OddBodies bodies;
  private String lastKey = UUID.randomUUID().toString();

  FuzzCases(ApiScene scene, ApiDocument document, Random random) {
    this.scene = scene;
    this.document = document;
    this.odd = new OddValues(random);
    this.bodies = new OddBodies(odd, document);
  }

  FuzzCase next(Row row) {
    JsonNode operation = document.operation(row.method(), row.path());
    Address address = address(row);
    String query = query(row, operation);
    List<String> headers = new ArrayList<>();
    if (row.isWrite()) {
      headers.add("X-CSRF-TOKEN: " + (odd.chance(0.02) ? odd.id() : FuzzCaller.TOKEN));
      addType(row, headers);
    }
    for (JsonNode each : document.parameters(operation, "header")) {
      switch (each.path("name").asString()) {
        case "Idempotency-Key" -> addKey(headers);
        case "If-Match" -> addVersion(headers);
        default -> {
          // The token stands there already.
        }
      }
    }
    if (odd.chance(0.1)) {
      headers.add(odd.of(ODD_HEADERS));
    }
    byte[] body = row.isWrite() ? body(row, operation) : new byte[0];
    WireRequest request = new WireRequest(row.method(), address.path + query, headers, body);
    return new FuzzCase(row, who(row), request, address.exact, address.ruled);
  }

  /// Mostly somebody who may; the others as often as it takes to try all doors.
  private Who who(Row row) {
    return odd.chance(0.6) ? row.whoMay() : odd.of(List.of(Who.values()));
  }

  private record Address(String path, boolean exact, boolean ruled) {}

  private Address address(Row row) {
    String right = scene.path(row).split("\\?", 2)[0];
    String[] known = row.path().split("/");
    String[] parts = right.split("/");
    boolean exact = true;
    boolean ruled = true;
    for (int i = 0; i < known.length; i++) {
      if (known[i].startsWith("{") && odd.chance(0.2)) {
        ruled = false;
        switch (odd.below(4)) {
          case 0 -> {
            parts[i] = odd.of(ODD_PATHS);
            exact = false;
          }
          case 1 -> {
            String text = odd.text();
            parts[i] = encoded(text.substring(0, Math.min(text.length(), 700)));
            exact = !text.isBlank() && text.indexOf('/') < 0 && text.indexOf('\\') < 0;
          }
          default -> parts[i] = odd.id();
        }
      }
    }
    return new Address(String.join("/", parts), exact, ruled);
  }

  private String query(Row row, JsonNode operation) {
    List<String> pairs = new ArrayList<>();
    if (!row.query().isEmpty() && odd.chance(0.8)) {
      pairs.add(row.query().substring(1));
    }
    for (JsonNode each : document.parameters(operation, "query")) {
      if (odd.chance(0.35)) {
        String name = each.path("name").asString();
        pairs.add(name + "=" + encoded(parameter(name, document.resolve(each.path("schema")))));
        if (odd.chance(0.1)) {
          pairs.add(name + "=" + encoded(odd.text()));
        }
      }
    }
    if (odd.chance(0.05)) {
      pairs.add(odd.of(List.of("a=%zz", "&&&", "=", "a[b]=1", "%00=1", "_method=DELETE", "x=%ff")));
    }
    return pairs.isEmpty() ? "" : "?" + cut(String.join("&", pairs));
  }

  private String parameter(String name, JsonNode schema) {
    if (schema.has("enum") && odd.chance(0.5)) {
      return schema.path("enum").path(odd.below(schema.path("enum").size())).asString();
    }
    if (odd.chance(0.4)) {
      return odd.text();
    }
    return switch (name) {
      case "limit", "days", "page" -> odd.of(List.of("1", "5", "100", "101", "0", odd.number()));
      case "cursor", "before", "after" -> odd.chance(0.7) ? odd.id() : odd.number();
      case "currency", "unit" -> odd.of(List.of("CNY", "USD", "POINTS", "JPY"));
      case "from", "until", "to", "day" ->
          odd.of(List.of("2026-11-23", "2026-11-23T10:00:00Z", "1000-01-01", "+99999-01-01"));
      default -> odd.chance(0.5) ? odd.number() : odd.of(List.of("true", "PAID", "a", odd.id()));
    };
  }

  private static boolean isJson(Row row) {
    return row.type().isEmpty() && (row.body().isEmpty() || row.body().matches("[{$].*"));
  }

  private void addType(Row row, List<String> headers) {
    String right =
        isJson(row)
            ? "application/json"
            : row.type().isEmpty() ? "application/x-www-form-urlencoded" : row.type();
    headers.add("Content-Type: " + (odd.chance(0.06) ? odd.of(ODD_TYPES) : right));
  }

  private void addKey(List<String> headers) {
    switch (odd.below(25)) {
      case 0 -> {
        // Without one.
      }
      case 1 -> headers.add("Idempotency-Key: " + odd.of(ODD_KEYS));
      case 2 -> headers.add("Idempotency-Key: " + lastKey);
      case 3 -> {
        headers.add("Idempotency-Key: " + UUID.randomUUID());
        headers.add("Idempotency-Key: " + UUID.randomUUID());
      }
      default -> {
        lastKey = UUID.randomUUID().toString();
        headers.add("Idempotency-Key: " + lastKey);
      }
    }
  }

  private void addVersion(List<String> headers) {
    switch (odd.below(8)) {
      case 0 -> {
        // Without one.
      }
      case 1 -> headers.add("If-Match: " + odd.of(ODD_VERSIONS));
      case 2, 3 -> headers.add("If-Match: \"" + (1 + odd.below(3)) + "\"");
      default -> headers.add("If-Match: " + VERSION);
    }
  }

  private byte[] body(Row row, JsonNode operation) {
    @Nullable JsonNode schema = document.bodySchema(operation);
    String right = scene.body(row);
    if (isJson(row)) {
      boolean none = right.isEmpty() && schema == null;
      return none && odd.chance(0.8) ? new byte[0] : bodies.json(right, schema);
    }
    String text =
        switch (odd.below(4)) {
          case 0 -> odd.text();
          case 1 -> right + "\n" + odd.text() + "," + odd.text() + "\n\"" + odd.text();
          case 2 -> right.repeat(1 + odd.below(50));
          default -> right;
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 3_000)).replaceFirst("%[0-9A-F]?$", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
