package org.tongbao.market.catalog;

import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// How lists of small records lie in a column of JSON.
@Component
final class CatalogJson {
  private static final TypeReference<List<NamedValue>> VALUES = new TypeReference<>() {};
  private static final TypeReference<List<SpecificationGroup>> GROUPS = new TypeReference<>() {};

  private final JsonMapper json = JsonMapper.builder().build();

  List<NamedValue> values(String column) {
    return json.readValue(column, VALUES);
  }

  List<SpecificationGroup> groups(String column) {
    return json.readValue(column, GROUPS);
  }

  String write(Object value) {
    return json.writeValueAsString(value);
  }
}
