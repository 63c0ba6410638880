package org.tongbao.market.currency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.money.Currency;

/// The table `currencies`.
@Repository
final class CurrencyStore {
  private final JdbcClient jdbc;

  CurrencyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PaymentCurrency> all() {
    return jdbc.sql(
            """
            SELECT code, exponent, accepted, standard
            FROM currencies
            ORDER BY position
            """)
        .query((row, number) -> paymentCurrency(row))
        .list();
  }

  private static PaymentCurrency paymentCurrency(ResultSet row) throws SQLException {
    // The record refuses an exponent that differs from the currency's own: a table that was made
    // for another exponent would misread every amount.
    return new PaymentCurrency(
        new Currency(row.getString("code"), row.getInt("exponent")),
        row.getBoolean("accepted"),
        row.getBoolean("standard"));
  }
}
