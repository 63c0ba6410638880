package org.tongbao.market.promotion;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `cashback_rates`.
@Repository
final class CashbackStore {
  private static final String SELECT = "SELECT currency, bps, version FROM cashback_rates ";

  private final JdbcClient jdbc;

  CashbackStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param bps in 1/10,000 of what is paid in money
  record Rate(String currency, int bps, int version) {}

  List<Rate> all() {
    return jdbc.sql(SELECT + "ORDER BY currency")
        .query((row, number) -> new Rate(row.getString(1), row.getInt(2), row.getInt(3)))
        .list();
  }

  Optional<Rate> find(String currency) {
    return jdbc.sql(SELECT + "WHERE currency = ?")
        .param(currency)
        .query((row, number) -> new Rate(row.getString(1), row.getInt(2), row.getInt(3)))
        .optional();
  }

  /// Replaces the rate whose version is this one's; false when there is none.
  boolean update(Rate rate) {
    return jdbc.sql(
                """
                UPDATE cashback_rates SET bps = :bps, version = version + 1
                WHERE currency = :currency AND version = :version
                """)
            .param("bps", rate.bps())
            .param("currency", rate.currency())
            .param("version", rate.version())
            .update()
        == 1;
  }
}
