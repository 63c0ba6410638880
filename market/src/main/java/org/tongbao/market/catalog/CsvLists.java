package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lists in one cell of a file: entries between `|`, a name before `=`, a group before `>`. A
/// backslash takes these signs, and itself, for what they are.
final class CsvLists {
  private static final String SIGNS = "|=>\\";

  private CsvLists() {}

  static String join(List<String> entries) {
    return entries.stream().map(CsvLists::escaped).collect(Collectors.joining("|"));
  }

  static List<String> split(String cell) {
    return cell.isEmpty() ? List.of() : split(cell, '|').stream().map(CsvLists::plain).toList();
  }

  static String joinValues(List<NamedValue> values) {
    return values.stream()
        .map(it -> escaped(it.name()) + "=" + escaped(it.value()))
        .collect(Collectors.joining("|"));
  }

  static List<ProductFields.ValueFields> splitValues(String cell) {
    return cell.isEmpty() ? List.of() : split(cell, '|').stream().map(CsvLists::value).toList();
  }

  static String joinGroups(List<SpecificationGroup> groups) {
    List<String> entries = new ArrayList<>();
    for (SpecificationGroup group : groups) {
      if (group.entries().isEmpty()) {
        entries.add(escaped(group.name()) + ">");
      }
      for (NamedValue each : group.entries()) {
        entries.add(
            escaped(group.name()) + ">" + escaped(each.name()) + "=" + escaped(each.value()));
      }
    }
    return String.join("|", entries);
  }

  static List<ProductFields.GroupFields> splitGroups(String cell) {
    List<ProductFields.GroupFields> groups = new ArrayList<>();
    List<ProductFields.@Nullable ValueFields> entries = new ArrayList<>();
    String current = null;
    for (String entry : cell.isEmpty() ? List.<String>of() : split(cell, '|')) {
      List<String> parts = split(entry, '>');
      String name = plain(parts.getFirst());
      if (!name.equals(current)) {
        entries = new ArrayList<>();
        groups.add(new ProductFields.GroupFields(name, entries));
        current = name;
      }
      String rest = parts.size() == 2 ? parts.getLast() : "";
      if (!rest.isEmpty() || parts.size() != 2) {
        entries.add(value(rest));
      }
    }
    return List.copyOf(groups);
  }

  private static ProductFields.ValueFields value(String entry) {
    List<String> parts = split(entry, '=');
    return new ProductFields.ValueFields(
        plain(parts.getFirst()), parts.size() == 2 ? plain(parts.getLast()) : "");
  }

  private static List<String> split(String text, char sign) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == sign) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (SIGNS.indexOf(each) >= 0) {
        escaped.append('\\');
      }
      escaped.append(each);
    }
    return escaped.toString();
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      plain.append(each == '\\' && i + 1 < text.length() ? text.charAt(++i) : each);
    }
    return plain.toString().strip();
  }
}
