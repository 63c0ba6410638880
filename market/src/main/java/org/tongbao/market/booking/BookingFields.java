package org.tongbao.market.booking;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;

/// What the REST API is sent about bookings; each refuses with the name of the field.
final class BookingFields {
  private static final int TEXT_LIMIT = 1000;
  private static final int NAME_LIMIT = 60;

  private BookingFields() {}

  static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  static Booking.@Nullable State state(@Nullable String state) {
    if (state == null) {
      return null;
    }
    try {
      return Booking.State.valueOf(state.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Fields.malformed("state");
    }
  }

  /// @param reason why not; needed where the answer is no
  record Answer(@Nullable Boolean accepted, @Nullable String reason) {
    boolean isYes() {
      return Fields.required("accepted", accepted);
    }

    String text() {
      return isYes()
          ? Fields.optionalLine("reason", reason, TEXT_LIMIT)
          : Fields.line("reason", reason, TEXT_LIMIT);
    }
  }

  record Agreement(@Nullable Boolean accepted) {
    boolean isYes() {
      return Fields.required("accepted", accepted);
    }
  }

  record Done(@Nullable String performedBy) {
    String name() {
      return Fields.line("performedBy", performedBy, NAME_LIMIT);
    }
  }

  record Proposed(@Nullable String startsAt) {
    Instant start() {
      try {
        return Instant.parse(Fields.line("startsAt", startsAt, 40));
      } catch (DateTimeParseException e) {
        throw Fields.malformed("startsAt");
      }
    }
  }
}
