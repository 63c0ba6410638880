package org.tongbao.market.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

/// What addresses of pages name, and what forms hold beside text. An address that names nothing is
/// not found; a field that cannot be read is [Fields#malformed].
public final class PageFields {
  private PageFields() {}

  /// The id in an address.
  public static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(PageFields::notFound);
  }

  /// The one of these that an address names.
  public static <E extends Enum<E>> E one(Class<E> of, String name) {
    return Stream.of(of.getEnumConstants())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(PageFields::notFound);
  }

  /// The version of what a form was made of.
  public static int version(String typed) {
    if (!typed.matches("[0-9]{1,9}")) {
      throw Fields.malformed("version");
    }
    return Integer.parseInt(typed);
  }

  /// A day such as `2026-11-23`, of this millennium.
  public static LocalDate day(String field, String typed) {
    try {
      LocalDate day = LocalDate.parse(typed);
      if (day.getYear() >= 2000 && day.getYear() <= 9998) {
        return day;
      }
    } catch (DateTimeParseException malformed) {
      throw Fields.malformed(field);
    }
    throw Fields.malformed(field);
  }

  /// What was typed into a field that may stay empty.
  public static @Nullable String some(String typed) {
    return typed.isEmpty() ? null : typed;
  }

  public static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
