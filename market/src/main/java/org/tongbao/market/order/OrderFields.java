package org.tongbao.market.order;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.fulfilment.Shipment;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageFields;
import org.tongbao.primitives.Bytes;

/// What the REST API is sent about orders; each refuses with the name of the field.
final class OrderFields {
  private static final int TEXT_LIMIT = 1000;
  private static final int NAME_LIMIT = 60;

  private OrderFields() {}

  static UUID id(String id) {
    return PageFields.id(id);
  }

  static @Nullable OrderState state(@Nullable String state) {
    return state == null ? null : constant(OrderState.class, "state", state);
  }

  static @Nullable ClaimState claim(@Nullable String claim) {
    return claim == null ? null : constant(ClaimState.class, "claim", claim);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String field, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Fields.malformed(field);
    }
  }

  /// A reason; absent is empty.
  record Reason(@Nullable String reason) {
    String text() {
      return Fields.optionalLine("reason", reason, TEXT_LIMIT);
    }
  }

  /// An amount with a reason.
  record Refund(@Nullable Long amountMinor, @Nullable String reason) {
    long amount() {
      return positive(amountMinor);
    }

    String text() {
      return Fields.line("reason", reason, TEXT_LIMIT);
    }
  }

  record Answer(@Nullable Boolean granted, @Nullable String reason) {
    boolean isGranted() {
      return Fields.required("granted", granted);
    }

    String text() {
      return Fields.optionalLine("reason", reason, TEXT_LIMIT);
    }
  }

  record Ruling(@Nullable Long amountMinor, @Nullable String reason) {
    long amount() {
      long amount = Fields.required("amountMinor", amountMinor);
      if (amount < 0) {
        throw Fields.malformed("amountMinor");
      }
      return amount;
    }

    String text() {
      return Fields.line("reason", reason, TEXT_LIMIT);
    }
  }

  /// `shippedOn` as ISO 8601 writes a day.
  record Parcel(
      @Nullable String orderId,
      @Nullable String carrier,
      @Nullable String trackingNumber,
      @Nullable String shippedOn) {
    OrderWork.Parcel of(UUID order) {
      return new OrderWork.Parcel(
          order,
          Fields.line("carrier", carrier, NAME_LIMIT),
          Fields.optionalLine("trackingNumber", trackingNumber, NAME_LIMIT),
          day(Fields.line("shippedOn", shippedOn, 10)));
    }

    OrderWork.Parcel named() {
      return of(
          Uuid7.parse(Fields.line("orderId", orderId, 36))
              .orElseThrow(() -> Fields.malformed("orderId")));
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Fields.malformed("shippedOn");
    }
  }

  record Code(@Nullable String code) {
    String text() {
      return Fields.line("code", code, 20);
    }
  }

  record Report(
      @Nullable String kind, @Nullable String place, @Nullable String note, @Nullable String at) {
    Shipment.Report of(UUID id) {
      return new Shipment.Report(
          id,
          constant(Shipment.Kind.class, "kind", Fields.line("kind", kind, NAME_LIMIT)),
          Fields.optionalLine("place", place, NAME_LIMIT),
          Fields.optionalLine("note", note, TEXT_LIMIT),
          time(Fields.line("at", at, 40)));
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Fields.malformed("at");
    }
  }

  /// A wallet's signature of what stood in `toSign`, in hexadecimal.
  record Signature(@Nullable String command, @Nullable String signature) {
    private static final int LIMIT = 8_000;

    UUID id() {
      return Uuid7.parse(Fields.line("command", command, 36))
          .orElseThrow(() -> Fields.malformed("command"));
    }

    Bytes bytes() {
      try {
        return Bytes.fromHex(Fields.line("signature", signature, LIMIT));
      } catch (IllegalArgumentException e) {
        throw Fields.malformed("signature");
      }
    }
  }

  private static long positive(@Nullable Long amountMinor) {
    long amount = Fields.required("amountMinor", amountMinor);
    if (amount <= 0) {
      throw Fields.malformed("amountMinor");
    }
    return amount;
  }
}
