package org.tongbao.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Bodies of requests: right ones with one or two things changed, ones made from the schema alone,
/// and what is no JSON at all.
public final class OddBodies {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JSON.getNodeFactory();
  private static final int TOO_LARGE = 1_100_000;

  private final OddValues odd;
  private final ApiDocument document;

  public OddBodies(OddValues odd, ApiDocument document) {
    this.odd = odd;
    this.document = document;
  }

  /// @param right a body that is right; empty where there is none
  /// @param schema of the body; null where the document has none
  public byte[] json(String right, @Nullable JsonNode schema) {
    JsonNode known = right.isEmpty() ? NODES.objectNode() : JSON.readTree(right);
    return switch (odd.below(20)) {
      case 0, 1 -> broken(text(known));
      case 2, 3, 4, 5 -> bytes(text(made(schema)));
      case 6 -> bytes(text(known));
      default -> bytes(text(changed(known, schema)));
    };
  }

  private JsonNode made(@Nullable JsonNode schema) {
    return schema == null ? odd.json() : value(schema, 5);
  }

  /// A value that the schema allows, as far as it can be told, with odd contents.
  private JsonNode value(JsonNode schema, int depth) {
    JsonNode plain = document.resolve(schema);
    if (depth == 0 || odd.chance(0.03)) {
      return odd.json();
    }
    if (plain.has("enum")) {
      JsonNode choices = plain.path("enum");
      return choices.path(odd.below(choices.size()));
    }
    return switch (ApiDocument.type(plain)) {
      case "object" -> object(plain, depth);
      case "array" -> list(plain, depth);
      case "integer", "number" -> OddValues.raw(odd.number());
      case "boolean" -> NODES.booleanNode(odd.chance(0.5));
      case "string" -> NODES.stringNode(formed(plain.path("format").asString("")));
      default -> odd.json();
    };
  }

  private String formed(String format) {
    if (odd.chance(0.4)) {
      return odd.text();
    }
    return switch (format) {
      case "uuid" -> odd.id();
      case "date-time" -> "2026-11-23T10:00:00Z";
      case "date" -> "2026-11-23";
      case "uri" -> "https://shop.example/";
      default -> "text";
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    schema
        .path("properties")
        .propertyStream()
        .filter(each -> odd.chance(0.9))
        .forEach(each -> object.set(each.getKey(), value(each.getValue(), depth - 1)));
    JsonNode more = schema.path("additionalProperties");
    for (int i = more.isObject() ? odd.below(4) : 0; i > 0; i--) {
      object.set(odd.chance(0.5) ? odd.id() : odd.text(), value(more, depth - 1));
    }
    return object;
  }

  private ArrayNode list(JsonNode schema, int depth) {
    ArrayNode list = NODES.arrayNode();
    for (int i = odd.below(4); i > 0; i--) {
      list.add(value(schema.path("items"), depth - 1));
    }
    return list;
  }

  /// A place in a tree.
  private record Slot(Consumer<JsonNode> set, Runnable remove) {}

  private JsonNode changed(JsonNode right, @Nullable JsonNode schema) {
    ObjectNode root = NODES.objectNode();
    root.set("", right.deepCopy());
    for (int i = odd.chance(0.25) ? 2 : 1; i > 0; i--) {
      List<Slot> slots = new ArrayList<>();
      slots(root.path(""), slots);
      if (slots.isEmpty() || odd.chance(0.08)) {
        addField(root, schema);
      } else {
        Slot slot = odd.of(slots);
        if (odd.chance(0.15)) {
          slot.remove.run();
        } else {
          slot.set.accept(odd.json());
        }
      }
    }
    return root.path("");
  }

  private void addField(ObjectNode root, @Nullable JsonNode schema) {
    if (root.path("") instanceof ObjectNode object) {
      List<String> known =
          schema == null
              ? List.of()
              : List.copyOf(document.resolve(schema).path("properties").propertyNames());
      List<String> names = List.of("admin", "id", "userId", "version", "state", "__proto__", "");
      object.set(known.isEmpty() || odd.chance(0.5) ? odd.of(names) : odd.of(known), odd.json());
    }
  }

  private static void slots(JsonNode node, List<Slot> slots) {
    switch (node) {
      case ObjectNode object ->
          object
              .propertyNames()
              .forEach(
                  name -> {
                    slots.add(
                        new Slot(value -> object.set(name, value), () -> object.remove(name)));
                    slots(object.path(name), slots);
                  });
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          int place = i;
          slots.add(new Slot(value -> list.set(place, value), () -> list.remove(place)));
          slots(list.path(i), slots);
        }
      }
      default -> {
        // A value has no places in it.
      }
    }
  }

  private byte[] broken(String right) {
    int half = odd.below(right.length() + 1);
    return switch (odd.below(16)) {
      case 0 -> new byte[0];
      case 1 -> bytes(right.substring(0, half));
      case 2 -> bytes(right + right);
      case 3 -> bytes(right + "garbage");
      case 4 -> bytes("\ufeff" + right);
      case 5 -> right.getBytes(StandardCharsets.UTF_16);
      case 6 -> flipped(bytes(right));
      case 7 -> bytes("{\"a\":".repeat(2_000));
      case 8 -> bytes(OddValues.deep("[", "]"));
      case 9 -> bytes(right.replaceFirst("\\{", "{\"" + "k".repeat(60_000) + "\":1,"));
      case 10 -> twice(right);
      case 11 -> bytes("/* comment */ " + right + " // end");
      case 12 -> bytes(right.replace('"', '\''));
      case 13 -> bytes("{\"reason\":\"" + "x".repeat(TOO_LARGE) + "\"}");
      case 14 -> bytes(odd.of(List.of("null", "true", "0", "\"x\"", "[]", "[{}]", "{}", "{")));
      default -> bytes(odd.text());
    };
  }

  /// The first field stands there twice, with different values.
  private byte[] twice(String right) {
    JsonNode tree = right.isBlank() ? NODES.objectNode() : JSON.readTree(right);
    Optional<String> name =
        tree instanceof ObjectNode object
            ? object.propertyNames().stream().findFirst()
            : Optional.empty();
    String other =
        name.map(it -> JSON.writeValueAsString(it) + ":" + text(odd.json()) + ",").orElse("");
    return bytes(right.replaceFirst("\\{", java.util.regex.Matcher.quoteReplacement("{" + other)));
  }

  private byte[] flipped(byte[] body) {
    if (body.length > 0) {
      body[odd.below(body.length)] ^= (byte) (1 << odd.below(8));
    }
    return body;
  }

  private static String text(JsonNode tree) {
    return JSON.writeValueAsString(tree);
  }

  /// UTF-8; halves of characters, which it has no bytes for, as escapes.
  private static byte[] bytes(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(each)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        safe.append(each).append(text.charAt(++i));
      } else if (Character.isSurrogate(each)) {
        safe.append("\\u").append(Integer.toHexString(each));
      } else {
        safe.append(each);
      }
    }
    return safe.toString().getBytes(StandardCharsets.UTF_8);
  }
}
