package org.tongbao.market.promotion;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.money.Money;

/// What the platform gives back to buyers, by currency: the table `cashback_rates`. It comes out of
/// the platform's fee, since the contracts hold fee and cash-back together to what the shop agreed
/// to. Thread-safe.
@Repository
public class CashbackRates {
  private final JdbcClient jdbc;

  CashbackRates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param bps in 1/10,000 of what is paid in money
  record Rate(String currency, int bps, int version) {}

  /// What a buyer gets back of this payment, rounded down and never more than the platform's fee.
  public Money cashback(Money paid, Money fee) {
    int bps = find(paid.currency().code()).map(Rate::bps).orElse(0);
    Money whole = paid.basisPoints(bps, RoundingMode.DOWN);
    return whole.compareTo(fee) > 0 ? fee : whole;
  }

  List<Rate> all() {
    return jdbc.sql("SELECT currency, bps, version FROM cashback_rates ORDER BY currency")
        .query((row, number) -> new Rate(row.getString(1), row.getInt(2), row.getInt(3)))
        .list();
  }

  Optional<Rate> find(String currency) {
    return jdbc.sql("SELECT currency, bps, version FROM cashback_rates WHERE currency = ?")
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
