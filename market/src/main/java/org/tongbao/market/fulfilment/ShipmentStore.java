package org.tongbao.market.fulfilment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `shipments` and `shipment_events`.
@Repository
final class ShipmentStore {
  private final JdbcClient jdbc;

  ShipmentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(
      UUID sellerOrder, String carrier, String trackingNumber, LocalDate shippedOn, Instant now) {
    jdbc.sql(
            """
            INSERT INTO shipments (seller_order_id, carrier, tracking_number, shipped_on, created_at)
            VALUES (:order, :carrier, :number, :on, :now)
            ON CONFLICT (seller_order_id) DO UPDATE
            SET carrier = :carrier, tracking_number = :number, shipped_on = :on, created_at = :now
            """)
        .param("order", sellerOrder)
        .param("carrier", carrier)
        .param("number", trackingNumber)
        .param("on", shippedOn)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Shipment> find(UUID sellerOrder) {
    return jdbc.sql(
            """
            SELECT carrier, tracking_number, shipped_on FROM shipments WHERE seller_order_id = ?
            """)
        .param(sellerOrder)
        .query(
            (row, number) ->
                new Shipment(
                    sellerOrder,
                    row.getString("carrier"),
                    row.getString("tracking_number"),
                    row.getObject("shipped_on", LocalDate.class),
                    trail(sellerOrder)))
        .optional();
  }

  private List<Shipment.Report> trail(UUID sellerOrder) {
    return jdbc.sql(
            """
            SELECT id, kind, place, note, at FROM shipment_events
            WHERE seller_order_id = ? ORDER BY at, id
            """)
        .param(sellerOrder)
        .query(
            (row, number) ->
                new Shipment.Report(
                    row.getObject("id", UUID.class),
                    Shipment.Kind.valueOf(row.getString("kind")),
                    row.getString("place"),
                    row.getString("note"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  boolean addReport(UUID sellerOrder, Shipment.Report report) {
    return jdbc.sql(
                """
                INSERT INTO shipment_events (id, seller_order_id, kind, place, note, at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (seller_order_id, kind, at) DO NOTHING
                """)
            .params(
                report.id(),
                sellerOrder,
                report.kind().name(),
                report.place(),
                report.note(),
                report.at().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
