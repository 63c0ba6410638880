package org.tongbao.market.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What the tables say of accounts: whose they are, their statements, shops, pots of points. Reads
/// alone.
final class AccountRowStore {
  private static final int PAGE = 2_000;

  private final JdbcClient jdbc;

  AccountRowStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /// An account that the marketplace knows.
  ///
  /// @param sealed whether its key is here, so that nothing but the marketplace signs for it
  record AccountRow(String kind, boolean sealed, Instant since) {}

  Map<Address, AccountRow> accounts() {
    Map<Address, AccountRow> all = new HashMap<>();
    jdbc.sql(
            """
            SELECT a.account, a.holder_kind, a.created_at,
              EXISTS (SELECT 1 FROM sealed_keys k WHERE k.account = a.account) AS sealed
            FROM chain_accounts a
            """)
        .query(
            row -> {
              all.put(
                  address(row, "account"),
                  new AccountRow(
                      row.getString("holder_kind"),
                      row.getBoolean("sealed"),
                      row.getObject("created_at", OffsetDateTime.class).toInstant()));
            });
    return all;
  }

  /// What an order promises to whoever brought its buyer.
  record CommissionRow(Hash order, Address account, long amount, long remaining, String state) {}

  List<CommissionRow> commissions() {
    return jdbc.sql(
            """
            SELECT order_reference, account, amount_minor, remaining_minor, state
            FROM affiliate_commissions
            """)
        .query(
            (row, number) ->
                new CommissionRow(
                    Hash.fromHex(row.getString("order_reference")),
                    address(row, "account"),
                    row.getLong("amount_minor"),
                    row.getLong("remaining_minor"),
                    row.getString("state")))
        .list();
  }

  /// A line of a statement.
  record LineRow(
      long block,
      long logIndex,
      Hash transaction,
      Address account,
      String unit,
      long amount,
      Address counterparty) {}

  /// The next lines after a place, in the chain's order.
  List<LineRow> linesAfter(long block, long logIndex, String account) {
    return jdbc.sql(
            """
            SELECT block_number, log_index, transaction, account, unit, amount, counterparty
            FROM wallet_lines
            WHERE (block_number, log_index, account) > (:block, :index, :account)
            ORDER BY block_number, log_index, account LIMIT :page
            """)
        .param("block", block)
        .param("index", logIndex)
        .param("account", account)
        .param("page", PAGE)
        .query(
            (row, n) ->
                new LineRow(
                    row.getLong("block_number"),
                    row.getLong("log_index"),
                    Hash.fromHex(row.getString("transaction")),
                    address(row, "account"),
                    row.getString("unit"),
                    row.getLong("amount"),
                    address(row, "counterparty")))
        .list();
  }

  /// A shop.
  record ShopRow(
      String name,
      Address account,
      String currency,
      String state,
      int feeBps,
      int commissionBps,
      long bondRequired,
      long bond,
      long bondLeaving,
      Address payout,
      @Nullable Address payoutNext) {}

  List<ShopRow> shops() {
    return jdbc.sql(
            """
            SELECT name, account, currency, state, fee_bps, commission_bps, bond_required_minor,
              bond_minor, bond_leaving_minor, payout, payout_next
            FROM merchants ORDER BY id
            """)
        .query(
            (row, n) -> {
              String next = row.getString("payout_next");
              return new ShopRow(
                  row.getString("name"),
                  address(row, "account"),
                  row.getString("currency"),
                  row.getString("state"),
                  row.getInt("fee_bps"),
                  row.getInt("commission_bps"),
                  row.getLong("bond_required_minor"),
                  row.getLong("bond_minor"),
                  row.getLong("bond_leaving_minor"),
                  address(row, "payout"),
                  next == null ? null : Address.fromHex(next));
            })
        .list();
  }

  /// The sponsor's pot of a currency.
  record PotRow(String currency, long pot) {}

  List<PotRow> pointPots() {
    return jdbc.sql("SELECT currency, pot_minor FROM point_pots ORDER BY currency")
        .query((row, n) -> new PotRow(row.getString("currency"), row.getLong("pot_minor")))
        .list();
  }

  /// Points that an order on the chain used.
  record PointUseRow(Hash order, long points) {}

  List<PointUseRow> spentPoints() {
    return jdbc.sql("SELECT order_reference, points FROM point_uses WHERE state = 'SPENT'")
        .query(
            (row, n) ->
                new PointUseRow(
                    Hash.fromHex(row.getString("order_reference")), row.getLong("points")))
        .list();
  }

  private static Address address(ResultSet row, String column) throws SQLException {
    return Address.fromHex(row.getString(column));
  }
}
