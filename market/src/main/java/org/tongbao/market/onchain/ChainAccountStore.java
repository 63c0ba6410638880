package org.tongbao.market.onchain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.primitives.Address;

/// The table `chain_accounts`.
@Repository
final class ChainAccountStore {
  private final JdbcClient jdbc;

  ChainAccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes changes of one holder's account wait for each other, until the transaction ends.
  void lock(Holder holder) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:holder, 0)) IS NULL")
        .param("holder", "chain account " + holder.kind() + " " + holder.id())
        .query(Boolean.class)
        .single();
  }

  Optional<Address> current(Holder holder) {
    return jdbc.sql(
            """
            SELECT account FROM chain_accounts
            WHERE holder_kind = ? AND holder_id = ? AND current
            """)
        .params(holder.kind().name(), holder.id())
        .query(String.class)
        .optional()
        .map(Address::fromHex);
  }

  Optional<Holder> holderOf(Address account) {
    return jdbc.sql("SELECT holder_kind, holder_id FROM chain_accounts WHERE account = ?")
        .param(account.toHex())
        .query(
            (row, number) ->
                new Holder(
                    Holder.Kind.valueOf(row.getString("holder_kind")),
                    row.getObject("holder_id", UUID.class)))
        .optional();
  }

  void add(Holder holder, Address account, Instant at) {
    jdbc.sql(
            """
            INSERT INTO chain_accounts (account, holder_kind, holder_id, current, created_at)
            VALUES (?, ?, ?, TRUE, ?)
            """)
        .params(account.toHex(), holder.kind().name(), holder.id(), at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The newest account of a holder whose key is here.
  Optional<Address> kept(Holder holder) {
    return jdbc.sql(
            """
            SELECT a.account FROM chain_accounts a JOIN sealed_keys k ON k.account = a.account
            WHERE a.holder_kind = ? AND a.holder_id = ? ORDER BY a.created_at DESC LIMIT 1
            """)
        .params(holder.kind().name(), holder.id())
        .query(String.class)
        .optional()
        .map(Address::fromHex);
  }

  /// Makes an account that the holder had before the current one again.
  boolean restore(Holder holder, Address account) {
    return jdbc.sql(
                """
                UPDATE chain_accounts SET current = TRUE
                WHERE account = ? AND holder_kind = ? AND holder_id = ? AND NOT current
                """)
            .params(account.toHex(), holder.kind().name(), holder.id())
            .update()
        == 1;
  }

  void retire(Holder holder) {
    jdbc.sql(
            """
            UPDATE chain_accounts SET current = FALSE
            WHERE holder_kind = ? AND holder_id = ? AND current
            """)
        .params(holder.kind().name(), holder.id())
        .update();
  }
}
