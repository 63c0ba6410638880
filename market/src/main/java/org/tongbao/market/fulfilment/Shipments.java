package org.tongbao.market.fulfilment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The parcels and what carriers tell of them. Thread-safe.
@Component
public class Shipments {
  private final ShipmentStore store;
  private final Clock clock;

  Shipments(ShipmentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Writes down what was handed to a carrier, in the caller's transaction; another word about the
  /// same seller order replaces the former one.
  public void record(UUID sellerOrder, String carrier, String trackingNumber, LocalDate shippedOn) {
    store.put(sellerOrder, carrier, trackingNumber, shippedOn, clock.instant());
  }

  public Optional<Shipment> find(UUID sellerOrder) {
    return store.find(sellerOrder);
  }

  /// Adds what the carrier told; false when it was told before.
  public boolean report(UUID sellerOrder, Shipment.Report report) {
    return store.addReport(sellerOrder, report);
  }
}
