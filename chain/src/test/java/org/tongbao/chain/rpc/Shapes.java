package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Compares answers: the same names, the same JSON types, the same hex forms, and the same values
/// but in fields that may differ.
final class Shapes {
  /// Lengths, with `0x`, at which hex is data of a fixed size: nonce, address, hash, bloom.
  private static final Set<Integer> FIXED = Set.of(18, 42, 66, 514);

  private final Set<String> otherValues;
  private final Set<String> onlyOurs;
  private final Set<String> onlyTheirs;
  private final List<String> differences = new ArrayList<>();

  private Shapes(Set<String> otherValues, Set<String> onlyOurs, Set<String> onlyTheirs) {
    this.otherValues = otherValues;
    this.onlyOurs = onlyOurs;
    this.onlyTheirs = onlyTheirs;
  }

  /// What differs, each difference with its place.
  ///
  /// @param otherValues names of fields whose values may differ, with all that is in them; their
  ///   types and forms may not
  /// @param onlyOurs names that may be missing there
  /// @param onlyTheirs names that may be missing here
  static List<String> differences(
      JsonNode theirs,
      JsonNode ours,
      Set<String> otherValues,
      Set<String> onlyOurs,
      Set<String> onlyTheirs) {
    Shapes shapes = new Shapes(otherValues, onlyOurs, onlyTheirs);
    shapes.compare("", theirs, ours, true);
    return shapes.differences;
  }

  private void compare(String place, JsonNode theirs, JsonNode ours, boolean values) {
    if (theirs.isObject() && ours.isObject()) {
      compareObjects(place, theirs, ours, values);
    } else if (theirs.isArray() && ours.isArray()) {
      compareArrays(place, theirs, ours, values);
    } else if (theirs.isString() && ours.isString()) {
      compareTexts(place, theirs.stringValue(), ours.stringValue(), values);
    } else if (theirs.isNumber() && ours.isNumber()) {
      if (values && theirs.doubleValue() != ours.doubleValue()) {
        differ(place, theirs, ours);
      }
    } else if (!theirs.equals(ours)) {
      differ(place, theirs, ours);
    }
  }

  private void compareObjects(String place, JsonNode theirs, JsonNode ours, boolean values) {
    Set<String> names = new TreeSet<>(theirs.propertyNames());
    names.addAll(ours.propertyNames());
    for (String name : names) {
      String here = place + "/" + name;
      if (!theirs.has(name)) {
        if (!onlyOurs.contains(name)) {
          differences.add(here + " is only here");
        }
      } else if (!ours.has(name)) {
        if (!onlyTheirs.contains(name)) {
          differences.add(here + " is only there");
        }
      } else {
        boolean same = values && !otherValues.contains(name);
        compare(here, theirs.get(name), ours.get(name), same);
      }
    }
  }

  private void compareArrays(String place, JsonNode theirs, JsonNode ours, boolean values) {
    if (values && theirs.size() != ours.size()) {
      differences.add(
          "%s has %d elements there, %d here".formatted(place, theirs.size(), ours.size()));
    }
    for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
      compare(place + "[" + i + "]", theirs.get(i), ours.get(i), values);
    }
  }

  private void compareTexts(String place, String theirs, String ours, boolean values) {
    if (theirs.equals(ours)) {
      return;
    }
    if (values || theirs.startsWith("0x") != ours.startsWith("0x") || !isSameForm(theirs, ours)) {
      differ(place, theirs, ours);
    }
  }

  /// Some hex can be read both as a quantity and as data: then only a fixed size tells.
  private static boolean isSameForm(String theirs, String ours) {
    if (!theirs.startsWith("0x")) {
      return true;
    }
    if (FIXED.contains(theirs.length())) {
      return ours.length() == theirs.length();
    }
    return !isQuantity(theirs) || isQuantity(ours) || !(isOdd(theirs) || isOdd(ours));
  }

  private static boolean isOdd(String hex) {
    return hex.length() % 2 == 1;
  }

  private static boolean isQuantity(String hex) {
    return hex.equals("0x0") || (hex.length() > 2 && hex.charAt(2) != '0');
  }

  private void differ(String place, Object theirs, Object ours) {
    differences.add("%s is %s there, %s here".formatted(place, brief(theirs), brief(ours)));
  }

  private static String brief(Object value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
