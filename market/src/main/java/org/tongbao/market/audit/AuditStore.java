package org.tongbao.market.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What the features' tables say of value. Reads alone, and the only place that reads tables of
/// other features: whoever checks them cannot ask them.
final class AuditStore {
  private static final int PAGE = 2_000;

  private final JdbcClient jdbc;

  AuditStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /// Whether the database has a table: one of an older version has fewer.
  boolean has(String table) {
    return jdbc.sql("SELECT to_regclass(?) IS NOT NULL").param(table).query(Boolean.class).single();
  }

  /// A block that was mirrored.
  record Place(long number, Hash hash) {}

  /// The newest block that was mirrored.
  Optional<Place> place() {
    return jdbc.sql("SELECT number, hash FROM chain_blocks ORDER BY number DESC LIMIT 1")
        .query((row, n) -> new Place(row.getLong("number"), hash(row, "hash")))
        .optional();
  }

  /// The Directory that was used, by its own events.
  Optional<Address> directory() {
    return jdbc.sql(
            """
            SELECT contract FROM chain_records
            WHERE event = 'Directory.Published' AND lost_at IS NULL ORDER BY id LIMIT 1
            """)
        .query((row, n) -> address(row, "contract"))
        .optional();
  }

  /// An event as it was mirrored.
  record Mirrored(
      long block,
      long logIndex,
      Hash blockHash,
      Hash transaction,
      Address contract,
      String event,
      String content) {}

  /// The next events after a place, in the chain's order.
  List<Mirrored> mirroredAfter(long block, long logIndex) {
    return jdbc.sql(
            """
            SELECT block_number, log_index, block_hash, transaction, contract, event,
              CAST(content AS TEXT) AS content
            FROM chain_records
            WHERE (block_number, log_index) > (:block, :index) AND lost_at IS NULL
            ORDER BY block_number, log_index LIMIT :page
            """)
        .param("block", block)
        .param("index", logIndex)
        .param("page", PAGE)
        .query(
            (row, n) ->
                new Mirrored(
                    row.getLong("block_number"),
                    row.getLong("log_index"),
                    hash(row, "block_hash"),
                    hash(row, "transaction"),
                    address(row, "contract"),
                    row.getString("event"),
                    row.getString("content")))
        .list();
  }

  /// A row of the outbox.
  ///
  /// @param transaction where its batch ended; null before that
  record OutboxRow(
      Hash reference,
      String subject,
      String state,
      Address target,
      Bytes data,
      @Nullable Hash transaction,
      long block) {}

  void outbox(Consumer<OutboxRow> each) {
    long position = Long.MIN_VALUE;
    while (true) {
      long[] last = {position};
      List<OutboxRow> page =
          jdbc.sql(
                  """
                  SELECT position, reference, subject_kind || ' ' || subject_id AS subject, state,
                    target, data, transaction, COALESCE(block_number, -1) AS block
                  FROM relay_items WHERE position > :position ORDER BY position LIMIT :page
                  """)
              .param("position", position)
              .param("page", PAGE)
              .query(
                  (row, n) -> {
                    last[0] = row.getLong("position");
                    return new OutboxRow(
                        hash(row, "reference"),
                        row.getString("subject"),
                        row.getString("state"),
                        address(row, "target"),
                        Bytes.wrap(row.getBytes("data")),
                        row.getString("transaction") == null ? null : hash(row, "transaction"),
                        row.getLong("block"));
                  })
              .list();
      page.forEach(each);
      if (page.isEmpty()) {
        return;
      }
      position = last[0];
    }
  }

  /// Accounts of the platform, its relayers among them.
  List<Address> platformAccounts() {
    return jdbc.sql("SELECT account FROM chain_accounts WHERE holder_kind = 'PLATFORM'")
        .query((row, n) -> address(row, "account"))
        .list();
  }

  /// Whether the marketplace ever used a reference for something.
  boolean knows(Hash reference) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM chain_subjects WHERE reference = ?)")
        .param(reference.toHex())
        .query(Boolean.class)
        .single();
  }

  /// A seller order.
  record OrderRow(
      Hash reference,
      String number,
      String state,
      Hash terms,
      long total,
      long refunded,
      long owed,
      boolean released) {}

  List<OrderRow> orders() {
    return jdbc.sql(
            """
            SELECT s.reference, o.number || '/' || s.position AS number, s.state, s.terms_hash,
              s.total_minor, s.refunded_minor,
              s.owed_by_merchant_minor + s.owed_by_platform_minor AS owed, s.released
            FROM seller_orders s JOIN orders o ON o.id = s.order_id ORDER BY s.id
            """)
        .query(
            (row, n) ->
                new OrderRow(
                    hash(row, "reference"),
                    row.getString("number"),
                    row.getString("state"),
                    hash(row, "terms_hash"),
                    row.getLong("total_minor"),
                    row.getLong("refunded_minor"),
                    row.getLong("owed"),
                    row.getBoolean("released")))
        .list();
  }

  List<Hash> references(String number) {
    return jdbc.sql(
            """
            SELECT s.reference FROM seller_orders s JOIN orders o ON o.id = s.order_id
            WHERE o.number = ? ORDER BY s.position
            """)
        .param(number)
        .query((row, n) -> hash(row, "reference"))
        .list();
  }

  /// An institution's money for a seller order.
  record DepositRow(Hash reference, Hash order, long amount, boolean toAccount) {}

  List<DepositRow> doneDeposits() {
    return jdbc.sql(
            """
            SELECT d.reference, s.reference AS seller_order, d.amount_minor, d.to_account
            FROM order_deposits d JOIN seller_orders s ON s.id = d.seller_order_id
            WHERE d.state = 'DONE' AND d.reference IS NOT NULL
            """)
        .query(
            (row, n) ->
                new DepositRow(
                    hash(row, "reference"),
                    hash(row, "seller_order"),
                    row.getLong("amount_minor"),
                    row.getBoolean("to_account")))
        .list();
  }

  /// An attempt that was paid, and what was made of it.
  record CaptureRow(String reference, long captured, long credited) {}

  /// Payments for orders whose parts do not sum to what was paid.
  List<CaptureRow> uncreditedCaptures() {
    return jdbc.sql(
            """
            SELECT a.reference, a.captured_minor, COALESCE(SUM(d.amount_minor), 0) AS credited
            FROM payment_attempts a LEFT JOIN order_deposits d ON d.attempt_id = a.id
            WHERE a.state = 'CAPTURED' AND a.payable_kind = 'order' AND a.fit <> 'OTHER_CURRENCY'
            GROUP BY a.id HAVING COALESCE(SUM(d.amount_minor), 0) <> a.captured_minor
            """)
        .query(
            (row, n) ->
                new CaptureRow(
                    row.getString("reference"),
                    row.getLong("captured_minor"),
                    row.getLong("credited")))
        .list();
  }

  long captures() {
    return jdbc.sql(
            """
            SELECT count(*) FROM payment_attempts
            WHERE state = 'CAPTURED' AND payable_kind = 'order'
            """)
        .query(Long.class)
        .single();
  }

  /// A campaign: what was published, and what came of it.
  ///
  /// @param endsAt seconds since 1970
  record CampaignRow(
      Hash id,
      Address bearer,
      String kind,
      boolean funded,
      long value,
      long threshold,
      long cap,
      long endsAt,
      long issued,
      long pot,
      long spent) {}

  List<CampaignRow> campaigns() {
    return jdbc.sql(
            """
            SELECT chain_id, bearer, kind, funded, value_minor, threshold_minor, cap, ends_at, issued,
              pot_minor, spent_minor
            FROM campaigns WHERE state = 'PUBLISHED'
            """)
        .query(
            (row, n) ->
                new CampaignRow(
                    hash(row, "chain_id"),
                    address(row, "bearer"),
                    row.getString("kind"),
                    row.getBoolean("funded"),
                    row.getLong("value_minor"),
                    row.getLong("threshold_minor"),
                    row.getLong("cap"),
                    row.getObject("ends_at", OffsetDateTime.class).toEpochSecond(),
                    row.getLong("issued"),
                    row.getLong("pot_minor"),
                    row.getLong("spent_minor")))
        .list();
  }

  /// A user's units of a campaign, in all accounts that are or were the user's.
  record HoldingRow(Hash campaign, List<Address> accounts, long units) {}

  List<HoldingRow> holdings() {
    return jdbc.sql(
            """
            SELECT c.chain_id, h.units,
              (SELECT string_agg(a.account, ' ') FROM chain_accounts a
                WHERE a.holder_kind = 'USER' AND a.holder_id = h.user_id) AS accounts
            FROM voucher_holdings h JOIN campaigns c ON c.id = h.campaign_id
            """)
        .query(
            (row, n) -> new HoldingRow(hash(row, "chain_id"), accounts(row), row.getLong("units")))
        .list();
  }

  /// A use of vouchers in an order that the chain has.
  record VoucherRow(Hash order, Hash campaign, long units, long value) {}

  List<VoucherRow> redeemedVouchers() {
    return jdbc.sql(
            """
            SELECT u.order_reference, c.chain_id, u.units, u.value_minor
            FROM voucher_uses u JOIN campaigns c ON c.id = u.campaign_id
            WHERE u.state IN ('REDEEMED', 'RESTORED')
            """)
        .query(
            (row, n) ->
                new VoucherRow(
                    hash(row, "order_reference"),
                    hash(row, "chain_id"),
                    row.getLong("units"),
                    row.getLong("value_minor")))
        .list();
  }

  /// A user's points, in all accounts that are or were the user's.
  record PointsRow(List<Address> accounts, long points) {}

  List<PointsRow> points() {
    return jdbc.sql(
            """
            SELECT p.points,
              (SELECT string_agg(a.account, ' ') FROM chain_accounts a
                WHERE a.holder_kind = 'USER' AND a.holder_id = p.user_id) AS accounts
            FROM point_accounts p
            """)
        .query((row, n) -> new PointsRow(accounts(row), row.getLong("points")))
        .list();
  }

  private static List<Address> accounts(ResultSet row) throws SQLException {
    String accounts = row.getString("accounts");
    return accounts == null
        ? List.of()
        : Arrays.stream(accounts.split(" ", -1)).map(Address::fromHex).toList();
  }

  private static Hash hash(ResultSet row, String column) throws SQLException {
    return Hash.fromHex(row.getString(column));
  }

  private static Address address(ResultSet row, String column) throws SQLException {
    return Address.fromHex(row.getString(column));
  }
}
