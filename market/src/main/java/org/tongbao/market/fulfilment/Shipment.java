package org.tongbao.market.fulfilment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/// A parcel on its way.
///
/// @param trackingNumber empty where a merchant delivers by itself
/// @param trail what the carrier told, oldest first
public record Shipment(
    UUID sellerOrder,
    String carrier,
    String trackingNumber,
    LocalDate shippedOn,
    List<Report> trail) {
  public Shipment {
    trail = List.copyOf(trail);
  }

  /// Where a parcel is.
  public enum Kind {
    COLLECTED,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    DELIVERED,
    FAILED,
    RETURNED
  }

  /// What the carrier told.
  public record Report(UUID id, Kind kind, String place, String note, Instant at) {}
}
