package org.tongbao.market.catalog;

import java.util.List;

/// Lines of a specification that belong together, for instance those about the display.
public record SpecificationGroup(String name, List<NamedValue> entries) {
  public SpecificationGroup {
    entries = List.copyOf(entries);
  }
}
