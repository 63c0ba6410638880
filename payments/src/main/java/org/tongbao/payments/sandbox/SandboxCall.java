package org.tongbao.payments.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tongbao.primitives.Bytes;

/// An HTTP request to a sandbox institution.
///
/// @param query what follows the question mark, as it came; empty when there is none
/// @param headers with names in lower case
public record SandboxCall(
    String method, String path, String query, Map<String, List<String>> headers, Bytes body) {

  /// The first header of this name, which is given in lower case.
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  public String text() {
    return new String(body.toArray(), StandardCharsets.UTF_8);
  }

  /// The parameters of the query and of a form in the body. Throws `IllegalArgumentException` for a
  /// name that comes twice.
  public SortedMap<String, String> parameters() {
    SortedMap<String, String> values = new TreeMap<>();
    add(values, query);
    if (header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      add(values, text());
    }
    return values;
  }

  private static void add(Map<String, String> values, String form) {
    for (String pair : form.isEmpty() ? new String[0] : form.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (values.put(name, value) != null) {
        throw new IllegalArgumentException("twice: " + name);
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
