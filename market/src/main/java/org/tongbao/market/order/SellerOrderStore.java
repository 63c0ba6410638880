package org.tongbao.market.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.work.Changes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;

/// The table `seller_orders`, apart from what follows the chain.
@Repository
final class SellerOrderStore {
  private static final String SELECT =
      """
      SELECT s.id, s.order_id, o.number, s.position, s.buyer_id, s.merchant_id, s.state, s.currency,
        s.terms, s.terms_hash, s.pickup, s.stock, s.total_minor, s.payable_minor, s.received_minor,
        s.refunded_minor, s.owed_by_merchant_minor, s.owed_by_platform_minor, s.claim,
        s.claimed_minor, s.ruling_minor, s.failed_claims, s.claim_deadline, s.deadline,
        s.return_until, s.released, s.pending_step, s.pending_command, s.refusal, s.version,
        s.placed_at
      FROM seller_orders s JOIN orders o ON o.id = s.order_id
      """;

  private final JdbcClient jdbc;
  private final Changes changes;

  SellerOrderStore(JdbcClient jdbc, Changes changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  void add(SellerOrder order, NewPart part) {
    jdbc.sql(
            """
            INSERT INTO seller_orders (id, order_id, position, buyer_id, merchant_id, state,
              reference, terms_hash, terms, details_salt, message, pickup, delivery_method,
              delivery_name, breakdown, currency, total_minor, payable_minor, deadline, version,
              placed_at)
            VALUES (:id, :order, :position, :buyer, :merchant, 'NEW',
              :reference, :hash, CAST(:terms AS JSONB), :salt, :message, :pickup, :method,
              :delivery, CAST(:breakdown AS JSONB), :currency, :total, :payable, :deadline, 1,
              :now)
            """)
        .param("id", order.id())
        .param("order", order.ref().order())
        .param("position", order.position())
        .param("buyer", order.ref().buyer().value())
        .param("merchant", order.ref().merchant().value())
        .param("reference", order.terms().id().toHex())
        .param("hash", order.termsHash().toHex())
        .param("terms", TermsJson.write(order.terms()))
        .param("salt", part.salt())
        .param("message", part.part().message())
        .param("pickup", order.pickup())
        .param("method", part.part().delivery().method())
        .param("delivery", part.part().delivery().name())
        .param("breakdown", BreakdownJson.write(part.part().deductions()))
        .param("currency", order.currency().code())
        .param("total", order.books().total())
        .param("payable", order.books().due())
        .param("deadline", offset(order.times().deadline()))
        .param("now", offset(order.times().placedAt()))
        .update();
  }

  /// What a new part has beside the order's own fields.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record NewPart(Placement.Part part, byte[] salt) {}

  /// What never changes and only people read.
  record Particulars(String message, UUID deliveryMethod, String deliveryName, String breakdown) {}

  Particulars particulars(UUID id) {
    return jdbc.sql(
            """
            SELECT message, delivery_method, delivery_name, breakdown FROM seller_orders
            WHERE id = ?
            """)
        .param(id)
        .query(
            (row, number) ->
                new Particulars(
                    row.getString("message"),
                    row.getObject("delivery_method", UUID.class),
                    row.getString("delivery_name"),
                    row.getString("breakdown")))
        .single();
  }

  Optional<SellerOrder> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE s.id = ?").param(id).query((row, n) -> order(row)).optional();
  }

  /// A shop's part of the order with this number.
  Optional<SellerOrder> find(MerchantId merchant, OrderNumber number) {
    return jdbc.sql(SELECT + "WHERE s.merchant_id = ? AND o.number = ?")
        .params(merchant.value(), number.value())
        .query((row, n) -> order(row))
        .optional();
  }

  ShopOrders.Waiting waiting(MerchantId merchant) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE state = 'PAID' AND claim = 'NONE') AS to_ship,
              count(*) FILTER (WHERE claim = 'REQUESTED') AS to_answer,
              count(*) FILTER (WHERE state = 'SETTLED' AND claim = 'NONE') AS to_confirm,
              count(*) FILTER (WHERE claim IN ('DISPUTED', 'APPEALED')) AS disputed,
              count(*) FILTER (WHERE claim = 'RULED') AS ruled
            FROM seller_orders
            WHERE merchant_id = ? AND (state IN ('PAID', 'SETTLED') OR claim <> 'NONE')
            """)
        .param(merchant.value())
        .query(
            (row, n) ->
                new ShopOrders.Waiting(
                    row.getLong("to_ship"),
                    row.getLong("to_answer"),
                    row.getLong("to_confirm"),
                    row.getLong("disputed"),
                    row.getLong("ruled")))
        .single();
  }

  Optional<Currency> currencyOf(Hash reference) {
    return jdbc.sql("SELECT currency FROM seller_orders WHERE reference = ?")
        .param(reference.toHex())
        .query(String.class)
        .optional()
        .map(Currency::of);
  }

  List<OrderStanding> standings(Collection<UUID> ids) {
    return jdbc.sql(
            "SELECT id, state, pending_step, refusal FROM seller_orders WHERE id = ANY(:ids)")
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            (row, n) -> {
              String pending = row.getString("pending_step");
              return new OrderStanding(
                  row.getObject("id", UUID.class),
                  OrderState.valueOf(row.getString("state")),
                  pending == null ? null : StepKind.valueOf(pending),
                  row.getString("refusal"));
            })
        .list();
  }

  /// The order with its row locked, until the transaction ends.
  Optional<SellerOrder> lock(UUID id) {
    return jdbc.sql(SELECT + "WHERE s.id = ? FOR NO KEY UPDATE OF s")
        .param(id)
        .query((row, n) -> order(row))
        .optional();
  }

  Optional<SellerOrder> lockByReference(Hash reference) {
    return jdbc.sql(SELECT + "WHERE s.reference = ? FOR NO KEY UPDATE OF s")
        .param(reference.toHex())
        .query((row, n) -> order(row))
        .optional();
  }

  /// The parts of an order, locked in their order.
  List<SellerOrder> lockParts(UUID order) {
    return jdbc.sql(SELECT + "WHERE s.order_id = ? ORDER BY s.position FOR NO KEY UPDATE OF s")
        .param(order)
        .query((row, n) -> order(row))
        .list();
  }

  List<SellerOrder> parts(UUID order) {
    return jdbc.sql(SELECT + "WHERE s.order_id = ? ORDER BY s.position")
        .param(order)
        .query((row, n) -> order(row))
        .list();
  }

  /// The sum of the versions of an order's parts: it grows with every change of any of them.
  int version(UUID order) {
    return jdbc.sql("SELECT sum(version) FROM seller_orders WHERE order_id = ?")
        .param(order)
        .query(Integer.class)
        .single();
  }

  List<UUID> partIds(UUID order) {
    return jdbc.sql("SELECT id FROM seller_orders WHERE order_id = ?")
        .param(order)
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  /// Which seller orders somebody wants to see; what is null does not matter.
  record Filter(
      @Nullable MerchantId merchant,
      @Nullable UserId buyer,
      @Nullable OrderState state,
      @Nullable ClaimState claim,
      @Nullable Boolean open) {}

  List<SellerOrder> list(Filter filter, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE (CAST(:merchant AS UUID) IS NULL OR s.merchant_id = :merchant)
                  AND (CAST(:buyer AS UUID) IS NULL OR s.buyer_id = :buyer)
                  AND (CAST(:state AS TEXT) IS NULL OR s.state = :state)
                  AND (CAST(:claim AS TEXT) IS NULL OR s.claim = :claim)
                  AND (CAST(:open AS BOOLEAN) IS NULL OR (s.claim <> 'NONE') = :open)
                  AND (CAST(:after AS UUID) IS NULL OR s.id < :after)
                ORDER BY s.id DESC
                LIMIT :rows
                """)
        .param("merchant", filter.merchant() == null ? null : filter.merchant().value())
        .param("buyer", filter.buyer() == null ? null : filter.buyer().value())
        .param("state", filter.state() == null ? null : filter.state().name())
        .param("claim", filter.claim() == null ? null : filter.claim().name())
        .param("open", filter.open())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, n) -> order(row))
        .list();
  }

  /// Those whose time has come and on which nothing is under way, locked; others that work on the
  /// same are passed over.
  List<SellerOrder> lockDue(Instant now, int limit) {
    return jdbc.sql(
            SELECT
                + """
                WHERE s.due_at <= :now AND s.pending_step IS NULL
                  AND (s.retry_at IS NULL OR s.retry_at <= :now)
                ORDER BY s.due_at
                LIMIT :limit
                FOR NO KEY UPDATE OF s SKIP LOCKED
                """)
        .param("now", offset(now))
        .param("limit", limit)
        .query((row, n) -> order(row))
        .list();
  }

  /// Those of a merchant, or of everybody, for which a bond still owes something.
  List<SellerOrder> lockOwed(@Nullable MerchantId merchant) {
    return jdbc.sql(
            SELECT
                + """
                WHERE s.owed_by_merchant_minor + s.owed_by_platform_minor > 0
                  AND (CAST(:merchant AS UUID) IS NULL OR s.merchant_id = :merchant)
                ORDER BY s.id
                FOR NO KEY UPDATE OF s
                """)
        .param("merchant", merchant == null ? null : merchant.value())
        .query((row, n) -> order(row))
        .list();
  }

  /// Sets a step under way; false when one is already, or the state is no longer this one.
  boolean begin(SellerOrder order, StepKind step, UUID command) {
    changes.of(order.id());
    return jdbc.sql(
                """
                UPDATE seller_orders
                SET pending_step = :step, pending_command = :command, refusal = NULL,
                  version = version + 1
                WHERE id = :id AND state = :state AND claim = :claim AND pending_step IS NULL
                """)
            .param("step", step.name())
            .param("command", command)
            .param("id", order.id())
            .param("state", order.state().name())
            .param("claim", order.claim().state().name())
            .update()
        == 1;
  }

  /// The step under way has come to an end.
  void end(UUID id, UUID command, @Nullable String refusal, @Nullable Instant retryAt) {
    changes.of(id);
    jdbc.sql(
            """
            UPDATE seller_orders
            SET pending_step = NULL, pending_command = NULL, refusal = :refusal,
              retry_at = :retry, version = version + 1
            WHERE id = :id AND pending_command = :command
            """)
        .param("refusal", refusal)
        .param("retry", offset(retryAt))
        .param("id", id)
        .param("command", command)
        .update();
  }

  void payWhenPlaced(UUID id, boolean pay) {
    changes.of(id);
    jdbc.sql("UPDATE seller_orders SET pay_when_placed = ?, version = version + 1 WHERE id = ?")
        .params(pay, id)
        .update();
  }

  boolean paysWhenPlaced(UUID id) {
    return jdbc.sql("SELECT pay_when_placed FROM seller_orders WHERE id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  Optional<UserId> firstArbiter(UUID id) {
    return jdbc.sql("SELECT first_arbiter FROM seller_orders WHERE id = ?")
        .param(id)
        .query((row, n) -> Optional.ofNullable(row.getObject("first_arbiter", UUID.class)))
        .single()
        .map(UserId::new);
  }

  void setFirstArbiter(UUID id, UserId arbiter) {
    jdbc.sql("UPDATE seller_orders SET first_arbiter = ? WHERE id = ?")
        .params(arbiter.value(), id)
        .update();
  }

  private static SellerOrder order(ResultSet row) throws SQLException {
    return new SellerOrder(
        new OrderRef(
            row.getObject("id", UUID.class),
            row.getObject("order_id", UUID.class),
            new OrderNumber(row.getString("number")),
            new UserId(row.getObject("buyer_id", UUID.class)),
            new MerchantId(row.getObject("merchant_id", UUID.class))),
        row.getInt("position"),
        OrderState.valueOf(row.getString("state")),
        Currency.of(row.getString("currency")),
        TermsJson.read(row.getString("terms")),
        Hash.fromHex(row.getString("terms_hash")),
        row.getBoolean("pickup"),
        SellerOrder.Stock.valueOf(row.getString("stock")),
        new SellerOrder.Books(
            row.getLong("total_minor"),
            row.getLong("payable_minor"),
            row.getLong("received_minor"),
            row.getLong("refunded_minor"),
            row.getLong("owed_by_merchant_minor"),
            row.getLong("owed_by_platform_minor")),
        new SellerOrder.Claim(
            ClaimState.valueOf(row.getString("claim")),
            row.getLong("claimed_minor"),
            row.getLong("ruling_minor"),
            row.getInt("failed_claims"),
            instant(row, "claim_deadline")),
        new SellerOrder.Times(
            row.getObject("placed_at", OffsetDateTime.class).toInstant(),
            instant(row, "deadline"),
            instant(row, "return_until"),
            row.getBoolean("released")),
        pending(row),
        row.getString("refusal"),
        row.getInt("version"));
  }

  private static SellerOrder.@Nullable Pending pending(ResultSet row) throws SQLException {
    String step = row.getString("pending_step");
    return step == null
        ? null
        : new SellerOrder.Pending(
            row.getObject("pending_command", UUID.class), StepKind.valueOf(step));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable OffsetDateTime offset(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
