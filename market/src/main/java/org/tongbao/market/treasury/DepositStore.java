package org.tongbao.market.treasury;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `deposits`.
@Repository
final class DepositStore {
  private static final String COLUMNS =
      "payment_id, reference, subject_kind, subject_id, account, currency, amount_minor ";

  private final JdbcClient jdbc;

  DepositStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Deposit(UUID payment, Hash reference, Subject subject, Address account, Money amount) {}

  /// False when the payment has been credited or is being credited.
  boolean add(Deposit deposit, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO deposits (payment_id, reference, subject_kind, subject_id, account,
                  currency, amount_minor, state, asked_at)
                VALUES (:payment, :reference, :kind, :subject, :account, :currency, :amount,
                  'ASKED', :now)
                ON CONFLICT (payment_id) DO NOTHING
                """)
            .param("payment", deposit.payment())
            .param("reference", deposit.reference().toHex())
            .param("kind", deposit.subject().kind())
            .param("subject", deposit.subject().id())
            .param("account", deposit.account().toHex())
            .param("currency", deposit.amount().currency().code())
            .param("amount", deposit.amount().amountMinor().longValueExact())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<Deposit> credited(Hash reference, Hash transaction) {
    return jdbc.sql(
            """
            UPDATE deposits SET state = 'CREDITED', transaction = :transaction
            WHERE reference = :reference AND state <> 'CREDITED'
            RETURNING
            """
                + COLUMNS)
        .param("transaction", transaction.toHex())
        .param("reference", reference.toHex())
        .query(DepositStore::deposit)
        .optional();
  }

  /// The chain refused it: it waits to be brought again. Answers which one, if it is one of these.
  Optional<Deposit> refused(Subject subject, String refusal) {
    return jdbc
        .sql(
            """
            UPDATE deposits SET state = 'WAITING', refusal = :refusal
            WHERE subject_id = :subject AND subject_kind = :kind AND state = 'ASKED'
            RETURNING
            """
                + COLUMNS)
        .param("refusal", refusal)
        .param("subject", subject.id())
        .param("kind", subject.kind())
        .query(DepositStore::deposit)
        .list()
        .stream()
        .findFirst();
  }

  /// All that wait in a currency; they count as asked for from now on.
  List<Deposit> takeWaiting(String currency) {
    return jdbc.sql(
            """
            UPDATE deposits SET state = 'ASKED', refusal = NULL
            WHERE currency = ? AND state = 'WAITING'
            RETURNING
            """
                + COLUMNS)
        .param(currency)
        .query(DepositStore::deposit)
        .list();
  }

  long waiting(String currency) {
    return jdbc.sql(
            """
            SELECT COALESCE(sum(amount_minor), 0) FROM deposits
            WHERE currency = ? AND state = 'WAITING'
            """)
        .param(currency)
        .query(Long.class)
        .single();
  }

  private static Deposit deposit(ResultSet row, int number) throws SQLException {
    return new Deposit(
        row.getObject("payment_id", UUID.class),
        Hash.fromHex(row.getString("reference")),
        new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
        Address.fromHex(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), Currency.of(row.getString("currency"))));
  }
}
