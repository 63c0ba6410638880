package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `point_rules` and `point_pots`.
@Repository
final class PointRuleStore {
  private static final String SELECT =
      """
      SELECT currency, earned_points, earned_per_minor, used_points, used_value_minor, most_bps,
        version
      FROM point_rules
      """;

  private final JdbcClient jdbc;

  PointRuleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PointRule> all() {
    return jdbc.sql(SELECT + "ORDER BY currency").query((row, number) -> rule(row)).list();
  }

  Optional<PointRule> find(Currency currency) {
    return jdbc.sql(SELECT + "WHERE currency = ?")
        .param(currency.code())
        .query((row, number) -> rule(row))
        .optional();
  }

  Money pot(Currency currency) {
    long pot =
        jdbc.sql("SELECT pot_minor FROM point_pots WHERE currency = ?")
            .param(currency.code())
            .query(Long.class)
            .optional()
            .orElse(0L);
    return Money.ofMinor(pot, currency);
  }

  private static PointRule rule(ResultSet row) throws SQLException {
    return new PointRule(
        Currency.of(row.getString("currency")),
        row.getLong("earned_points"),
        row.getLong("earned_per_minor"),
        row.getLong("used_points"),
        row.getLong("used_value_minor"),
        row.getInt("most_bps"),
        row.getInt("version"));
  }
}
