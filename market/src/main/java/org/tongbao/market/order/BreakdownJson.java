package org.tongbao.market.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The breakdown of a price, as JSON in a row.
final class BreakdownJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private BreakdownJson() {}

  static String write(List<Placement.Deduction> deductions) {
    return JSON.writeValueAsString(deductions.stream().map(BreakdownJson::fields).toList());
  }

  private static Map<String, Object> fields(Placement.Deduction deduction) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", deduction.kind());
    fields.put("name", deduction.name());
    fields.put("bearer", deduction.bearer());
    fields.put("amountMinor", deduction.amount().amountMinor());
    return fields;
  }

  static List<Placement.Deduction> read(String json, Currency currency) {
    List<Placement.Deduction> deductions = new ArrayList<>();
    for (JsonNode each : JSON.readTree(json)) {
      deductions.add(
          new Placement.Deduction(
              each.path("kind").stringValue(),
              each.path("name").stringValue(),
              each.path("bearer").stringValue(),
              Money.ofMinor(each.path("amountMinor").asLong(), currency)));
    }
    return deductions;
  }
}
