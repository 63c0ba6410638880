package org.tongbao.market.web;

import java.util.Locale;
import java.util.stream.Stream;

/// Something that a button of a page does, for enums: its name in small letters, with hyphens, is
/// the last part of the address to which the form is sent.
public interface PageDeed {
  String name();

  default String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The deed that an address names; not found where it names none.
  static <E extends Enum<E> & PageDeed> E of(Class<E> deeds, String path) {
    return Stream.of(deeds.getEnumConstants())
        .filter(it -> it.path().equals(path))
        .findFirst()
        .orElseThrow(PageFields::notFound);
  }
}
