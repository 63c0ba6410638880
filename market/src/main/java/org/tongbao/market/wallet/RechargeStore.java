package org.tongbao.market.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `recharges`.
@Repository
final class RechargeStore {
  private final JdbcClient jdbc;

  RechargeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Recharge recharge) {
    jdbc.sql(
            """
            INSERT INTO recharges (id, user_id, merchant_id, account, amount_minor, currency, state,
              created_at)
            VALUES (:id, :user, :shop, :account, :amount, :currency, 'OPEN', :createdAt)
            """)
        .param("id", recharge.id())
        .param("user", recharge.user().value())
        .param("shop", recharge.shop() == null ? null : recharge.shop().value())
        .param("account", recharge.account().toHex())
        .param("amount", recharge.amount().amountMinor().longValueExact())
        .param("currency", recharge.amount().currency().code())
        .param("createdAt", recharge.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Recharge> find(UUID id) {
    return jdbc.sql(
            """
            SELECT id, user_id, merchant_id, account, amount_minor, currency, state, paid_minor,
              credited_minor, created_at
            FROM recharges WHERE id = ?
            """)
        .param(id)
        .query(RechargeStore::recharge)
        .optional();
  }

  void paid(UUID id, Money amount) {
    jdbc.sql("UPDATE recharges SET state = 'PAID', paid_minor = paid_minor + ? WHERE id = ?")
        .params(amount.amountMinor().longValueExact(), id)
        .update();
  }

  void credited(UUID id, Money amount) {
    jdbc.sql(
            """
            UPDATE recharges SET credited_minor = credited_minor + :amount,
              state = CASE WHEN credited_minor + :amount = paid_minor THEN 'CREDITED' ELSE state END
            WHERE id = :id
            """)
        .param("amount", amount.amountMinor().longValueExact())
        .param("id", id)
        .update();
  }

  /// Whether money may still come in for this account.
  boolean isOpen(Address account) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM recharges WHERE account = ? AND state IN ('OPEN', 'PAID'))
            """)
        .param(account.toHex())
        .query(Boolean.class)
        .single();
  }

  void closed(UUID id) {
    jdbc.sql("UPDATE recharges SET state = 'CLOSED' WHERE id = ? AND state = 'OPEN'")
        .param(id)
        .update();
  }

  private static Recharge recharge(ResultSet row, int number) throws SQLException {
    UUID shop = row.getObject("merchant_id", UUID.class);
    Currency currency = Currency.of(row.getString("currency"));
    return new Recharge(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        shop == null ? null : new MerchantId(shop),
        Address.fromHex(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), currency),
        Recharge.State.valueOf(row.getString("state")),
        Money.ofMinor(row.getLong("paid_minor"), currency),
        Money.ofMinor(row.getLong("credited_minor"), currency),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
