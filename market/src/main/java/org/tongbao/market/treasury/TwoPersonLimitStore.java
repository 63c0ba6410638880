package org.tongbao.market.treasury;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.treasury.TwoPersonLimit.Proposal;
import org.tongbao.market.treasury.TwoPersonLimit.State;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;

/// The tables `two_person_limits` and `two_person_limit_proposals`.
@Repository
final class TwoPersonLimitStore {
  private static final String PROPOSAL =
      """
      SELECT id, currency, limit_minor, state, proposed_by, proposed_at, ready_at, ended_at,
        transaction
      FROM two_person_limit_proposals
      """;

  private final JdbcClient jdbc;

  TwoPersonLimitStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False while another change of the currency's limit is open.
  boolean add(Proposal proposal, Hash operation) {
    return jdbc.sql(
                """
                INSERT INTO two_person_limit_proposals (id, operation, currency, limit_minor, state,
                  proposed_by, proposed_at, due_at)
                VALUES (:id, :operation, :currency, :limit, 'ASKED', :by, :at, :at)
                ON CONFLICT (currency) WHERE ended_at IS NULL DO NOTHING
                """)
            .param("id", proposal.id())
            .param("operation", operation.toHex())
            .param("currency", proposal.currency().code())
            .param("limit", proposal.limitMinor())
            .param("by", proposal.proposedBy())
            .param("at", utc(proposal.proposedAt()))
            .update()
        == 1;
  }

  /// Takes on one that is due, until `again`.
  Optional<Proposal> takeDue(Instant now, Instant again) {
    return jdbc.sql(
            """
            UPDATE two_person_limit_proposals SET due_at = :again
            WHERE id = (SELECT id FROM two_person_limit_proposals WHERE due_at <= :now
              ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id, currency, limit_minor, state, proposed_by, proposed_at, ready_at,
              ended_at, transaction
            """)
        .param("again", utc(again))
        .param("now", utc(now))
        .query((row, number) -> proposal(row))
        .optional();
  }

  /// The timelock has heard of it.
  void waiting(Hash operation, Instant readyAt, ChainEvent heard) {
    jdbc.sql(
            """
            UPDATE two_person_limit_proposals
            SET state = 'WAITING', ready_at = :ready, due_at = :ready, transaction = :transaction
            WHERE operation = :operation AND state = 'ASKED'
            """)
        .param("ready", utc(readyAt))
        .param("transaction", heard.transaction().toHex())
        .param("operation", operation.toHex())
        .update();
  }

  void end(Hash operation, State state, ChainEvent heard) {
    jdbc.sql(
            """
            UPDATE two_person_limit_proposals
            SET state = :state, ended_at = :at, due_at = NULL, transaction = :transaction
            WHERE operation = :operation AND state = 'WAITING'
            """)
        .param("state", state.name())
        .param("at", utc(heard.at()))
        .param("transaction", heard.transaction().toHex())
        .param("operation", operation.toHex())
        .update();
  }

  void set(Currency currency, BigInteger minor, ChainEvent heard) {
    jdbc.sql(
            """
            INSERT INTO two_person_limits (currency, limit_minor, since, transaction)
            VALUES (:currency, :limit, :at, :transaction)
            ON CONFLICT (currency) DO UPDATE
            SET limit_minor = :limit, since = :at, transaction = :transaction
            """)
        .param("currency", currency.code())
        .param("limit", new BigDecimal(minor))
        .param("at", utc(heard.at()))
        .param("transaction", heard.transaction().toHex())
        .update();
  }

  TwoPersonLimit find(Currency currency) {
    Proposal proposal = newest(currency).orElse(null);
    return jdbc.sql(
            "SELECT limit_minor, since, transaction FROM two_person_limits WHERE currency = ?")
        .param(currency.code())
        .query(
            (row, number) ->
                new TwoPersonLimit(
                    currency,
                    row.getBigDecimal("limit_minor").toBigIntegerExact(),
                    time(row, "since"),
                    row.getString("transaction"),
                    proposal))
        .optional()
        .orElseGet(() -> new TwoPersonLimit(currency, BigInteger.ZERO, null, null, proposal));
  }

  private Optional<Proposal> newest(Currency currency) {
    return jdbc.sql(PROPOSAL + "WHERE currency = ? ORDER BY id DESC LIMIT 1")
        .param(currency.code())
        .query((row, number) -> proposal(row))
        .optional();
  }

  private static Proposal proposal(ResultSet row) throws SQLException {
    OffsetDateTime proposed = row.getObject("proposed_at", OffsetDateTime.class);
    return new Proposal(
        row.getObject("id", UUID.class),
        Currency.of(row.getString("currency")),
        row.getLong("limit_minor"),
        State.valueOf(row.getString("state")),
        row.getObject("proposed_by", UUID.class),
        proposed.toInstant(),
        time(row, "ready_at"),
        time(row, "ended_at"),
        row.getString("transaction"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
