package org.tongbao.market.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `withdrawals`. What changes a state names the states it may change from.
@Repository
final class WithdrawalStore {
  private static final String SELECT =
      """
      SELECT id, user_id, merchant_id, account, chain_id, amount_minor, currency, destination, account_token,
        state, pending_step, steps, refusal, reason, first_approver, second_approver, decide_by,
        version, created_at, salt, sign_by
      FROM withdrawals
      """;

  private final JdbcClient jdbc;

  WithdrawalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Withdrawal withdrawal) {
    jdbc.sql(
            """
            INSERT INTO withdrawals (id, user_id, merchant_id, account, chain_id, amount_minor,
              currency, destination, account_token, salt, state, sign_by, created_at)
            VALUES (:id, :user, :shop, :account, :chainId, :amount, :currency, :destination, :token, :salt,
              :state, :signBy, :createdAt)
            """)
        .param("id", withdrawal.id())
        .param("user", withdrawal.user().value())
        .param("shop", withdrawal.shop() == null ? null : withdrawal.shop().value())
        .param("account", withdrawal.account().toHex())
        .param("chainId", withdrawal.chainId().toHex())
        .param("amount", withdrawal.amount().amountMinor().longValueExact())
        .param("currency", withdrawal.amount().currency().code())
        .param("destination", withdrawal.destination().name())
        .param("token", withdrawal.accountToken())
        .param("salt", withdrawal.salt().toArray())
        .param("state", withdrawal.state().name())
        .param("signBy", withdrawal.signBy() == null ? null : utc(withdrawal.signBy()))
        .param("createdAt", utc(withdrawal.createdAt()))
        .update();
  }

  Optional<Withdrawal> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?")
        .param(id)
        .query(WithdrawalStore::withdrawal)
        .optional();
  }

  Optional<Withdrawal> findByChainId(Hash chainId) {
    return jdbc.sql(SELECT + "WHERE chain_id = ?")
        .param(chainId.toHex())
        .query(WithdrawalStore::withdrawal)
        .optional();
  }

  /// @param user only the own ones of this user
  /// @param shop only those of this shop
  List<Withdrawal> list(
      @Nullable UserId user, @Nullable MerchantId shop, String state, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE (CAST(:user AS UUID) IS NULL OR user_id = :user AND merchant_id IS NULL)
                  AND (CAST(:shop AS UUID) IS NULL OR merchant_id = :shop)
                  AND (:state = '' OR state = :state)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC LIMIT :rows
                """)
        .param("user", user == null ? null : user.value())
        .param("shop", shop == null ? null : shop.value())
        .param("state", state)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(WithdrawalStore::withdrawal)
        .list();
  }

  /// What is neither locked by the chain nor refused yet: the balance still shows it.
  long askedMinor(Address account, String currency) {
    return jdbc.sql(
            """
            SELECT COALESCE(sum(amount_minor), 0) FROM withdrawals
            WHERE account = ? AND currency = ? AND state IN ('TO_SIGN', 'ASKED')
            """)
        .params(account.toHex(), currency)
        .query(Long.class)
        .single();
  }

  /// Locks one account's withdrawals against new ones, until the transaction ends.
  void lockAccount(Address account) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0)) IS NULL")
        .param("key", "withdrawals " + account.toHex())
        .query(Boolean.class)
        .single();
  }

  /// The wallet has signed. False when it was not waited for any more.
  boolean signed(UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE withdrawals SET state = 'ASKED', version = version + 1
                WHERE id = ? AND state = 'TO_SIGN' AND sign_by > ?
                """)
            .params(id, utc(now))
            .update()
        == 1;
  }

  /// Those that no wallet signed in time are over.
  int endUnsigned(Instant now) {
    return jdbc.sql(
            """
            UPDATE withdrawals SET state = 'REFUSED', refusal = 'not signed', version = version + 1
            WHERE state = 'TO_SIGN' AND sign_by <= ?
            """)
        .param(utc(now))
        .update();
  }

  /// Whether something of this account waits to be signed, decided or paid out.
  boolean isOpen(Address account) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM withdrawals
              WHERE account = ? AND state IN ('TO_SIGN', 'ASKED', 'HELD', 'APPROVED_ONCE', 'BURNED'))
            """)
        .param(account.toHex())
        .query(Boolean.class)
        .single();
  }

  /// The chain is asked for a step. False when the version is another, or a step is under way, or
  /// the state is none to decide about.
  boolean ask(
      Withdrawal known,
      Withdrawal.Step step,
      @Nullable UserId first,
      @Nullable UserId second,
      @Nullable String reason) {
    return jdbc.sql(
                """
                UPDATE withdrawals SET pending_step = :step, steps = steps + 1, refusal = NULL,
                  first_approver = :first, second_approver = :second, reason = :reason,
                  version = version + 1
                WHERE id = :id AND version = :version AND pending_step IS NULL
                  AND state IN ('HELD', 'APPROVED_ONCE')
                """)
            .param("step", step.name())
            .param("first", first == null ? null : first.value())
            .param("second", second == null ? null : second.value())
            .param("reason", reason)
            .param("id", known.id())
            .param("version", known.version())
            .update()
        == 1;
  }

  /// The chain has answered. False when it was in another state.
  boolean move(
      UUID id, List<Withdrawal.State> from, Withdrawal.State to, @Nullable Instant decideBy) {
    return jdbc.sql(
                """
                UPDATE withdrawals SET state = :to, pending_step = NULL, refusal = NULL,
                  decide_by = COALESCE(:decideBy, decide_by), version = version + 1
                WHERE id = :id AND state = ANY(:from)
                """)
            .param("to", to.name())
            .param("decideBy", decideBy == null ? null : utc(decideBy))
            .param("id", id)
            .param("from", from.stream().map(Enum::name).toArray(String[]::new))
            .update()
        == 1;
  }

  /// The chain would not. A request ends here; a decision can be made anew.
  boolean refused(UUID id, String refusal) {
    return jdbc.sql(
                """
                UPDATE withdrawals SET refusal = :refusal, version = version + 1,
                  first_approver = CASE WHEN state = 'HELD' THEN NULL ELSE first_approver END,
                  second_approver = NULL, pending_step = NULL,
                  state = CASE WHEN state = 'ASKED' THEN 'REFUSED' ELSE state END
                WHERE id = :id
                  AND (state = 'ASKED' OR state IN ('HELD', 'APPROVED_ONCE')
                    AND pending_step IS NOT NULL)
                """)
            .param("refusal", refusal)
            .param("id", id)
            .update()
        == 1;
  }

  /// A person has paid it out of a bank account. False when it was paid before.
  boolean paid(UUID id, int version, UserId by, String reference) {
    return jdbc.sql(
                """
                UPDATE withdrawals SET state = 'PAID', paid_by = :by, paid_reference = :reference,
                  version = version + 1
                WHERE id = :id AND version = :version AND state = 'BURNED'
                  AND destination = 'ACCOUNT'
                """)
            .param("by", by.value())
            .param("reference", reference)
            .param("id", id)
            .param("version", version)
            .update()
        == 1;
  }

  /// Those that nobody decided in time and nobody sends back yet.
  List<Withdrawal> undecided(Instant now, int limit) {
    return jdbc.sql(
            SELECT
                + """
                WHERE decide_by <= :now AND state IN ('HELD', 'APPROVED_ONCE')
                  AND pending_step IS NULL
                ORDER BY decide_by LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED
                """)
        .param("now", utc(now))
        .param("limit", limit)
        .query(WithdrawalStore::withdrawal)
        .list();
  }

  void addPayout(UUID refund, UUID withdrawal, @Nullable UUID attempt, Money amount) {
    jdbc.sql(
            """
            INSERT INTO withdrawal_payouts (refund_id, withdrawal_id, attempt_id, amount_minor,
              state)
            VALUES (:refund, :withdrawal, :attempt, :amount, :state)
            """)
        .param("refund", refund)
        .param("withdrawal", withdrawal)
        .param("attempt", attempt)
        .param("amount", amount.amountMinor().longValueExact())
        .param("state", attempt == null ? "CREDITED_AGAIN" : "PENDING")
        .update();
  }

  /// A payout has ended. Answers the withdrawal it belongs to, once.
  Optional<Withdrawal> endPayout(UUID refund, String state) {
    return jdbc.sql(
            """
            UPDATE withdrawal_payouts SET state = :state
            WHERE refund_id = :refund AND state = 'PENDING' RETURNING withdrawal_id
            """)
        .param("state", state)
        .param("refund", refund)
        .query((row, number) -> row.getObject(1, UUID.class))
        .optional()
        .flatMap(this::find);
  }

  /// Whoever ends the last but one payout and whoever ends the last see each other.
  void lock(UUID withdrawal) {
    jdbc.sql("SELECT id FROM withdrawals WHERE id = ? FOR NO KEY UPDATE")
        .param(withdrawal)
        .query((row, number) -> row.getObject(1, UUID.class))
        .single();
  }

  boolean hasPendingPayouts(UUID withdrawal) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM withdrawal_payouts
              WHERE withdrawal_id = ? AND state = 'PENDING')
            """)
        .param(withdrawal)
        .query(Boolean.class)
        .single();
  }

  private static Withdrawal withdrawal(ResultSet row, int number) throws SQLException {
    UUID shop = row.getObject("merchant_id", UUID.class);
    String pending = row.getString("pending_step");
    OffsetDateTime signBy = row.getObject("sign_by", OffsetDateTime.class);
    OffsetDateTime decideBy = row.getObject("decide_by", OffsetDateTime.class);
    return new Withdrawal(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        shop == null ? null : new MerchantId(shop),
        Address.fromHex(row.getString("account")),
        Hash.fromHex(row.getString("chain_id")),
        Money.ofMinor(row.getLong("amount_minor"), Currency.of(row.getString("currency"))),
        Withdrawal.Destination.valueOf(row.getString("destination")),
        row.getString("account_token"),
        Withdrawal.State.valueOf(row.getString("state")),
        pending == null ? null : Withdrawal.Step.valueOf(pending),
        row.getInt("steps"),
        row.getString("refusal"),
        row.getString("reason"),
        user(row, "first_approver"),
        user(row, "second_approver"),
        decideBy == null ? null : decideBy.toInstant(),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Bytes.wrap(row.getBytes("salt")),
        signBy == null ? null : signBy.toInstant());
  }

  private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
    UUID id = row.getObject(column, UUID.class);
    return id == null ? null : new UserId(id);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
