package org.tongbao.market.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.booking.Booking.Proposal;
import org.tongbao.market.booking.Booking.Side;
import org.tongbao.market.booking.Booking.State;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The table `bookings`.
@Repository
final class BookingStore {
  private static final String SELECT =
      """
      SELECT b.seller_order_id, b.merchant_id, b.buyer_id, b.product_id, b.zone, b.quantity,
        b.state, b.declined_for, b.proposed_by, b.proposed_start, b.version, s.starts_at, s.ends_at
      FROM bookings b JOIN booking_slots s ON s.id = b.slot_id
      """;

  private final JdbcClient jdbc;

  BookingStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Booking booking, Instant now) {
    jdbc.sql(
            """
            INSERT INTO bookings (seller_order_id, merchant_id, buyer_id, product_id, slot_id, zone,
              quantity, state, version, created_at)
            VALUES (:order, :merchant, :buyer, :product, :slot, :zone, :quantity, :state, 1, :now)
            """)
        .param("order", booking.sellerOrder())
        .param("merchant", booking.merchant().value())
        .param("buyer", booking.buyer().value())
        .param("product", booking.appointment().product())
        .param("slot", booking.appointment().slot())
        .param("zone", booking.appointment().zone().getId())
        .param("quantity", booking.quantity())
        .param("state", booking.state().name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Booking> find(UUID sellerOrder) {
    return jdbc.sql(SELECT + "WHERE b.seller_order_id = ?")
        .param(sellerOrder)
        .query((row, n) -> booking(row))
        .optional();
  }

  /// A shop's, newest first, those in a state if one is named.
  List<Booking> list(MerchantId merchant, @Nullable State state, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                  WHERE b.merchant_id = :merchant
                    AND (CAST(:state AS TEXT) IS NULL OR b.state = :state)
                    AND (CAST(:after AS UUID) IS NULL OR b.seller_order_id < :after)
                  ORDER BY b.seller_order_id DESC LIMIT :rows
                  """)
        .param("merchant", merchant.value())
        .param("state", state == null ? null : state.name())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, n) -> booking(row))
        .list();
  }

  /// A shop's in a state, by when they begin.
  List<Booking> bySlot(MerchantId merchant, State state, int limit) {
    return jdbc.sql(
            SELECT
                + """
                  WHERE b.merchant_id = ? AND b.state = ? ORDER BY s.starts_at, b.seller_order_id
                  LIMIT ?
                  """)
        .params(merchant.value(), state.name(), limit)
        .query((row, n) -> booking(row))
        .list();
  }

  /// How many the shop has not answered.
  long requested(MerchantId merchant) {
    return jdbc.sql("SELECT count(*) FROM bookings WHERE merchant_id = ? AND state = 'REQUESTED'")
        .param(merchant.value())
        .query(Long.class)
        .single();
  }

  /// Moves a booking on, and takes a proposal away; false when it is not in that state.
  boolean move(UUID sellerOrder, State from, State to) {
    return jdbc.sql(
                """
                UPDATE bookings
                SET state = ?, proposed_by = NULL, proposed_start = NULL, version = version + 1
                WHERE seller_order_id = ? AND state = ?
                """)
            .params(to.name(), sellerOrder, from.name())
            .update()
        == 1;
  }

  /// Its order is cancelled.
  void end(UUID sellerOrder) {
    jdbc.sql(
            """
            UPDATE bookings
            SET state = CASE WHEN declined_for IS NULL THEN 'CANCELLED' ELSE 'DECLINED' END,
              proposed_by = NULL, proposed_start = NULL, version = version + 1
            WHERE seller_order_id = ? AND state IN ('HELD', 'REQUESTED', 'CONFIRMED')
            """)
        .param(sellerOrder)
        .update();
  }

  /// @param reason null when the order goes on all the same
  void declinedFor(UUID sellerOrder, @Nullable String reason) {
    jdbc.sql(
            """
            UPDATE bookings SET declined_for = ?, version = version + 1 WHERE seller_order_id = ?
            """)
        .param(1, reason, Types.VARCHAR)
        .param(2, sellerOrder)
        .update();
  }

  void propose(UUID sellerOrder, @Nullable Proposal proposal) {
    jdbc.sql(
            """
            UPDATE bookings SET proposed_by = :by, proposed_start = :start, version = version + 1
            WHERE seller_order_id = :order
            """)
        .param("by", proposal == null ? null : proposal.by().name(), Types.VARCHAR)
        .param(
            "start",
            proposal == null ? null : proposal.start().atOffset(ZoneOffset.UTC),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("order", sellerOrder)
        .update();
  }

  /// Gives a booking another slot, on which both agree.
  void reschedule(UUID sellerOrder, Appointment to) {
    jdbc.sql(
            """
            UPDATE bookings
            SET slot_id = ?, zone = ?, state = 'CONFIRMED', proposed_by = NULL,
              proposed_start = NULL, version = version + 1
            WHERE seller_order_id = ?
            """)
        .params(to.slot(), to.zone().getId(), sellerOrder)
        .update();
  }

  private static Booking booking(ResultSet row) throws SQLException {
    OffsetDateTime proposed = row.getObject("proposed_start", OffsetDateTime.class);
    return new Booking(
        row.getObject("seller_order_id", UUID.class),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        new UserId(row.getObject("buyer_id", UUID.class)),
        new Appointment(
            row.getObject("product_id", UUID.class),
            row.getObject("starts_at", OffsetDateTime.class).toInstant(),
            row.getObject("ends_at", OffsetDateTime.class).toInstant(),
            ZoneId.of(row.getString("zone"))),
        row.getInt("quantity"),
        State.valueOf(row.getString("state")),
        row.getString("declined_for"),
        proposed == null
            ? null
            : new Proposal(Side.valueOf(row.getString("proposed_by")), proposed.toInstant()),
        row.getInt("version"));
  }
}
