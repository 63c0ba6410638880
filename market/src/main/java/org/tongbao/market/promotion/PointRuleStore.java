package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `point_rules`, `point_pots` and `point_pot_fundings`.
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

  /// Replaces the rule whose version is this one's; false when there is none.
  boolean update(PointRule rule) {
    return jdbc.sql(
                """
                UPDATE point_rules
                SET earned_points = :earned, earned_per_minor = :per, used_points = :used,
                  used_value_minor = :value, most_bps = :most, version = version + 1
                WHERE currency = :currency AND version = :version
                """)
            .param("earned", rule.earnedPoints())
            .param("per", rule.earnedPerMinor())
            .param("used", rule.usedPoints())
            .param("value", rule.usedValueMinor())
            .param("most", rule.mostBps())
            .param("currency", rule.currency().code())
            .param("version", rule.version())
            .update()
        == 1;
  }

  void potIs(Currency currency, long minor) {
    jdbc.sql(
            """
            INSERT INTO point_pots (currency, pot_minor) VALUES (:currency, :pot)
            ON CONFLICT (currency) DO UPDATE SET pot_minor = :pot
            """)
        .param("currency", currency.code())
        .param("pot", minor)
        .update();
  }

  void spend(Currency currency, long minor) {
    jdbc.sql("UPDATE point_pots SET pot_minor = pot_minor - ? WHERE currency = ?")
        .params(minor, currency.code())
        .update();
  }

  void addFunding(UUID id, Money amount, UserId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO point_pot_fundings (id, currency, amount_minor, state, by_user, at)
            VALUES (:id, :currency, :amount, 'PENDING', :by, :now)
            """)
        .param("id", id)
        .param("currency", amount.currency().code())
        .param("amount", amount.amountMinor().longValueExact())
        .param("by", by.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Money arrived in the pot: the oldest funding of so much is done.
  void funded(Currency currency, long minor) {
    jdbc.sql(
            """
            UPDATE point_pot_fundings SET state = 'DONE'
            WHERE id = (
              SELECT id FROM point_pot_fundings
              WHERE currency = ? AND amount_minor = ? AND state = 'PENDING'
              ORDER BY id LIMIT 1)
            """)
        .params(currency.code(), minor)
        .update();
  }

  void fundingRefused(UUID id, String why) {
    jdbc.sql("UPDATE point_pot_fundings SET state = 'REFUSED', refusal = ? WHERE id = ?")
        .params(why, id)
        .update();
  }

  /// The newest fundings of a pot.
  List<PotFunding> fundings(Currency currency) {
    return jdbc.sql(
            """
            SELECT id, amount_minor, state, refusal, at FROM point_pot_fundings
            WHERE currency = ? ORDER BY id DESC LIMIT 100
            """)
        .param(currency.code())
        .query(
            (row, number) ->
                new PotFunding(
                    row.getObject("id", UUID.class),
                    row.getLong("amount_minor"),
                    row.getString("state"),
                    row.getString("refusal"),
                    CampaignStore.instant(row, "at")))
        .list();
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
