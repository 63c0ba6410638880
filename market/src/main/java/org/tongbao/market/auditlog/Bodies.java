package org.tongbao.market.auditlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an entry keeps of a request's body: bounded, and nothing that could be a secret.
final class Bodies {
  private static final Pattern SECRET =
      Pattern.compile(
          "password|secret|token|signature|private|credential|assertion|otp|code|key|present|next",
          Pattern.CASE_INSENSITIVE);
  private static final int TEXT_LIMIT = 200;
  private static final int ITEMS = 20;
  private static final int DEPTH = 4;
  private static final int JSON_LIMIT = 64 << 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  private Bodies() {}

  /// Null for an empty one; its size and its SHA-256 for one that is no JSON.
  static @Nullable Object of(byte[] body, @Nullable String type) {
    if (body.length == 0) {
      return null;
    }
    if (type == null || !type.startsWith("application/json") || body.length > JSON_LIMIT) {
      return Map.of("bytes", body.length, "sha256", sha256(body));
    }
    try {
      return plain(JSON.readTree(body), 0);
    } catch (JacksonException unread) {
      return Map.of("bytes", body.length);
    }
  }

  /// What a page's form sent, without what the shell adds; null when that is nothing.
  static @Nullable Object ofForm(Map<String, String[]> fields) {
    ObjectNode form = JSON.createObjectNode();
    fields.forEach(
        (name, values) -> {
          if (!name.startsWith("_") && values.length > 0) {
            form.put(name, values[0]);
          }
        });
    return form.isEmpty() ? null : plain(form, 0);
  }

  private static Object plain(JsonNode node, int depth) {
    if (depth > DEPTH) {
      return "…";
    }
    if (node.isObject()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      node.propertyStream()
          .limit(ITEMS * 2L)
          .forEach(
              each ->
                  fields.put(
                      each.getKey(),
                      SECRET.matcher(each.getKey()).find()
                          ? "•••"
                          : plain(each.getValue(), depth + 1)));
      return fields;
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < Math.min(node.size(), ITEMS); i++) {
        items.add(plain(node.get(i), depth + 1));
      }
      return items;
    }
    if (node.isString()) {
      String text = node.stringValue();
      return text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT) + "…";
    }
    return node;
  }

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] content) {
    return HexFormat.of().formatHex(AuditHash.sha256(content));
  }
}
