package org.tongbao.market.merchant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `merchant_conditions`.
@Repository
final class ConditionStore {
  private static final String SELECT =
      "SELECT currency, fee_bps, commission_bps, bond_minor, version FROM merchant_conditions ";

  private final JdbcClient jdbc;

  ConditionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Conditions> all() {
    return jdbc.sql(SELECT + "ORDER BY currency").query((row, number) -> conditions(row)).list();
  }

  Optional<Conditions> find(String currency) {
    return jdbc.sql(SELECT + "WHERE currency = ?")
        .param(currency)
        .query((row, number) -> conditions(row))
        .optional();
  }

  /// Replaces those whose version is these ones'; false when there are none.
  boolean update(Conditions conditions) {
    return jdbc.sql(
                """
                UPDATE merchant_conditions
                SET fee_bps = :fee, commission_bps = :commission, bond_minor = :bond,
                  version = version + 1
                WHERE currency = :currency AND version = :version
                """)
            .param("fee", conditions.feeBps())
            .param("commission", conditions.commissionBps())
            .param("bond", conditions.bond().amountMinor().longValueExact())
            .param("currency", conditions.bond().currency().code())
            .param("version", conditions.version())
            .update()
        == 1;
  }

  private static Conditions conditions(ResultSet row) throws SQLException {
    return new Conditions(
        row.getInt("fee_bps"),
        row.getInt("commission_bps"),
        Money.ofMinor(row.getLong("bond_minor"), Currency.of(row.getString("currency"))),
        row.getInt("version"));
  }
}
