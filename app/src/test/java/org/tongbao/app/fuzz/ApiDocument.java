package org.tongbao.app.fuzz;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The OpenAPI document: what each operation takes, and whether an answer is as it says.
public record ApiDocument(JsonNode root) {
  private static final String JSON = "application/json";

  /// An operation's part of the document.
  public JsonNode operation(String method, String path) {
    return root.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
  }

  /// The schema of an operation's body; null where it takes none, or no JSON.
  public @Nullable JsonNode bodySchema(JsonNode operation) {
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? null : schema;
  }

  /// The parameters of an operation that stand in the query or in headers.
  public List<JsonNode> parameters(JsonNode operation, String in) {
    return operation
        .path("parameters")
        .valueStream()
        .map(this::resolve)
        .filter(it -> it.path("in").asString("").equals(in))
        .toList();
  }

  /// What a schema stands for.
  public JsonNode resolve(JsonNode schema) {
    JsonNode found = schema;
    while (found.has("$ref")) {
      found = root.at(found.path("$ref").asString().substring(1));
    }
    return found;
  }

  /// The kind of value that a schema wants beside null; empty where it takes any.
  public static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream()
          .map(JsonNode::asString)
          .filter(it -> !it.equals("null"))
          .findFirst()
          .orElse("");
    }
    return type.asString("");
  }

  /// What is wrong with an answer that is no refusal, by what the document says of it.
  public List<String> misfits(JsonNode operation, WireAnswer answer) {
    JsonNode declared = operation.path("responses").path(String.valueOf(answer.status()));
    if (declared.isMissingNode()) {
      return List.of("status " + answer.status() + " is not in the document");
    }
    JsonNode content = resolve(declared).path("content");
    String type = answer.header("Content-Type").split(";", 2)[0].strip();
    if (content.isEmpty()) {
      return answer.body().isEmpty() ? List.of() : List.of("the document knows no body");
    }
    JsonNode media = content.has(type) ? content.path(type) : content.path("*/*");
    if (media.isMissingNode()) {
      return List.of("type " + type + " is not in the document");
    }
    List<String> wrong = new ArrayList<>();
    if (type.equals(JSON)) {
      compare("", media.path("schema"), answer.json().orElse(MissingNode.getInstance()), wrong);
    }
    return wrong;
  }

  private void compare(String place, JsonNode schema, JsonNode value, List<String> wrong) {
    JsonNode plain = resolve(schema);
    for (JsonNode each : plain.path("allOf")) {
      compare(place, each, value, wrong);
    }
    JsonNode choices = plain.has("oneOf") ? plain.path("oneOf") : plain.path("anyOf");
    if (!choices.isEmpty() && choices.valueStream().noneMatch(it -> fits(it, value))) {
      wrong.add(place + " is none of its choices: " + value);
    }
    if (plain.has("enum") && !value.isNull()) {
      if (plain.path("enum").valueStream().noneMatch(it -> it.equals(value))) {
        wrong.add(place + " is not in its list: " + value);
      }
    }
    switch (type(plain)) {
      case "object" -> object(place, plain, value, wrong);
      case "array" -> list(place, plain, value, wrong);
      case "integer" -> expect(place, value.isIntegralNumber(), value, wrong);
      case "number" -> expect(place, value.isNumber(), value, wrong);
      case "boolean" -> expect(place, value.isBoolean(), value, wrong);
      case "string" -> expect(place, value.isString() && isFormed(plain, value), value, wrong);
      default -> {
        // Any value.
      }
    }
  }

  private boolean fits(JsonNode schema, JsonNode value) {
    List<String> wrong = new ArrayList<>();
    compare("", schema, value, wrong);
    return wrong.isEmpty() || (value.isNull() && type(resolve(schema)).equals("null"));
  }

  private static void expect(String place, boolean holds, JsonNode value, List<String> wrong) {
    if (!holds) {
      wrong.add(place + " is of another kind: " + value);
    }
  }

  private void object(String place, JsonNode schema, JsonNode value, List<String> wrong) {
    expect(place, value.isObject(), value, wrong);
    Set<String> required =
        Set.copyOf(schema.path("required").valueStream().map(JsonNode::asString).toList());
    for (String name : required) {
      if (!value.has(name)) {
        wrong.add(place + " has no " + name);
      }
    }
    JsonNode known = schema.path("properties");
    JsonNode more = schema.path("additionalProperties");
    value
        .propertyStream()
        .forEach(
            each -> {
              String below = place + "/" + each.getKey();
              boolean declared = known.has(each.getKey());
              JsonNode wanted = declared ? known.path(each.getKey()) : more;
              if (!declared && !more.isObject() && !known.isEmpty()) {
                wrong.add(below + " is not in the document");
              } else if (!each.getValue().isNull() || required.contains(each.getKey())) {
                compare(below, wanted, each.getValue(), wrong);
              }
            });
  }

  private void list(String place, JsonNode schema, JsonNode value, List<String> wrong) {
    expect(place, value.isArray(), value, wrong);
    for (int i = 0; i < value.size(); i++) {
      compare(place + "/" + i, schema.path("items"), value.path(i), wrong);
    }
  }

  private static boolean isFormed(JsonNode schema, JsonNode value) {
    String text = value.asString();
    try {
      return switch (schema.path("format").asString("")) {
        case "uuid" -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        case "date-time" -> Instant.parse(text).isAfter(Instant.MIN);
        case "date" -> LocalDate.parse(text).isAfter(LocalDate.MIN);
        default -> true;
      };
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }
}
