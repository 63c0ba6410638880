package org.tongbao.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table `operations.txt`: every operation of the REST API, who may call it, and a body that is
/// right.
record OperationTable(Map<String, Row> rows) {
  /// Whoever calls, in the order of a rule's characters.
  enum Who {
    NOBODY,
    BUYER,
    STRANGER,
    OWNER,
    MANAGER,
    ORDERS,
    PRODUCTS,
    ACCOUNTS,
    READER,
    RIVAL,
    ADMINISTRATOR,
    FINANCE,
    SUPPORT,
    REVIEWER
  }

  /// @param rest the body of a write, after its type where it is not JSON; the query of a read, or
  ///   its status where that is not 200
  record Row(String method, String path, String rule, String rest) {
    private static final Pattern TYPED = Pattern.compile("([a-z]+/[a-z-]+) +(.*)");

    /// The type of the body; empty for JSON.
    String type() {
      Matcher typed = TYPED.matcher(rest);
      return typed.matches() ? typed.group(1) : "";
    }

    String body() {
      Matcher typed = TYPED.matcher(rest);
      return typed.matches() ? typed.group(2) : rest;
    }

    String query() {
      return rest.startsWith("?") ? rest : "";
    }

    String status() {
      return rest.isEmpty() || rest.startsWith("?") ? "200" : rest;
    }

    String name() {
      return method + " " + path;
    }

    boolean isWrite() {
      return !method.equals("GET");
    }

    /// What the rule says of a caller: `+`, `1`, `3`, `4` or `.`.
    @SuppressWarnings("EnumOrdinal") // The columns of the table stand in this order.
    char of(Who who) {
      return rule.charAt(who.ordinal());
    }

    /// The first caller who may, somebody who has signed in where that does not matter.
    Who whoMay() {
      return List.of(Who.values()).stream()
          .filter(who -> who != Who.NOBODY && of(who) == '+')
          .findFirst()
          .orElse(Who.STRANGER);
    }
  }

  static OperationTable read() {
    Map<String, String> rules = new HashMap<>();
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : text().lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
      String[] words = line.strip().split("\\s+", 4);
      if (words[0].equals("=")) {
        rules.put(words[1], words[2]);
        continue;
      }
      String rule = Objects.requireNonNull(rules.get(words[2]), () -> "no rule in: " + line);
      Row row = new Row(words[0], words[1], rule, words.length > 3 ? words[3] : "");
      if (rows.put(row.name(), row) != null) {
        throw new IllegalStateException("twice: " + row.name());
      }
    }
    return new OperationTable(rows);
  }

  private static String text() {
    try (InputStream file = OperationTable.class.getResourceAsStream("/operations.txt")) {
      return new String(
          Objects.requireNonNull(file, "operations.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
