package org.tongbao.market.payment;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.work.Changes;
import org.tongbao.payments.Payer;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `payment_attempts`. What changes a state names the states it may change from, so that
/// each change happens once however many ask for it.
@Repository
final class PaymentStore {
  private static final String COLUMNS =
      """
      id, reference, payable_kind, payable_id, payer_id, institution, amount_minor, currency,
      subject, notify_to, return_to, expires_at, close_at, state, pay_at, refusal, captured_minor,
      captured_currency, captured_at, institution_reference, fit, late, refunding_minor, tries,
      due_at, created_at, payer_address, payer_phone
      """;
  private static final String SELECT = "SELECT " + COLUMNS + " FROM payment_attempts ";

  private final JdbcClient jdbc;
  private final Changes changes;

  PaymentStore(JdbcClient jdbc, Changes changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  /// An attempt that a worker has taken on.
  ///
  /// @param tries how often one was, this time included
  record Work(
      PaymentAttempt attempt,
      PaymentRequest request,
      Instant closeAt,
      Instant leasedUntil,
      int tries) {}

  /// False when the payable has an open attempt at this institution already.
  boolean add(PaymentAttempt attempt, PaymentRequest request) {
    Payer payer = request.payer();
    return jdbc.sql(
                """
                INSERT INTO payment_attempts (id, reference, payable_kind, payable_id, payer_id,
                  institution, amount_minor, currency, subject, notify_to, return_to, expires_at,
                  close_at, state, due_at, created_at, payer_address, payer_phone)
                VALUES (:id, :reference, :kind, :payable, :payer, :institution, :amount, :currency,
                  :subject, :notifyTo, :returnTo, :expiresAt, :expiresAt, 'REQUESTED', :createdAt,
                  :createdAt, :payerAddress, :payerPhone)
                ON CONFLICT (payable_kind, payable_id, institution)
                  WHERE state IN ('REQUESTED', 'OPEN') AND NOT closing DO NOTHING
                """)
            .param("id", attempt.id())
            .param("reference", attempt.reference())
            .param("kind", attempt.kind())
            .param("payable", attempt.payable())
            .param("payer", attempt.payer().value())
            .param("institution", attempt.method())
            .param("amount", attempt.amount().amountMinor().longValueExact())
            .param("currency", attempt.amount().currency().code())
            .param("subject", request.subject())
            .param("notifyTo", request.notifyTo().toString())
            .param("returnTo", request.returnTo().toString())
            .param("expiresAt", utc(attempt.expiresAt()))
            .param("createdAt", utc(attempt.createdAt()))
            .param("payerAddress", payer == null ? null : payer.address())
            .param("payerPhone", payer == null ? null : payer.phone())
            .update()
        == 1;
  }

  Optional<PaymentAttempt> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(PaymentStore::attempt).optional();
  }

  boolean isAnswered(UUID id) {
    return jdbc.sql("SELECT state <> 'REQUESTED' FROM payment_attempts WHERE id = ?")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  List<PaymentAttempt> all(Collection<UUID> ids) {
    return jdbc.sql(SELECT + "WHERE id = ANY(:ids)")
        .param("ids", ids.toArray(UUID[]::new))
        .query(PaymentStore::attempt)
        .list();
  }

  Optional<PaymentAttempt> findByReference(String institution, String reference) {
    return jdbc.sql(SELECT + "WHERE institution = ? AND reference = ?")
        .params(institution, reference)
        .query(PaymentStore::attempt)
        .optional();
  }

  /// Newest first.
  List<PaymentAttempt> of(String kind, UUID payable) {
    return jdbc.sql(SELECT + "WHERE payable_kind = ? AND payable_id = ? ORDER BY id DESC")
        .params(kind, payable)
        .query(PaymentStore::attempt)
        .list();
  }

  Optional<PaymentAttempt> open(String kind, UUID payable, String institution) {
    return jdbc.sql(
            SELECT
                + """
                WHERE payable_kind = ? AND payable_id = ? AND institution = ?
                  AND state IN ('REQUESTED', 'OPEN') AND NOT closing
                """)
        .params(kind, payable, institution)
        .query(PaymentStore::attempt)
        .optional();
  }

  /// From now on open attempts of the payable are to be closed, but not one at `except` for this
  /// amount. Answers which.
  List<UUID> closeFrom(Instant now, String kind, UUID payable, String except, Money amount) {
    return jdbc.sql(
            """
            UPDATE payment_attempts
            SET closing = TRUE, close_at = LEAST(close_at, :now), due_at = :now
            WHERE payable_kind = :kind AND payable_id = :payable
              AND state IN ('REQUESTED', 'OPEN') AND NOT closing
              AND (institution <> :except OR amount_minor <> :amount OR currency <> :currency)
            RETURNING id
            """)
        .param("now", utc(now))
        .param("kind", kind)
        .param("payable", payable)
        .param("except", except)
        .param("amount", amount.amountMinor().longValueExact())
        .param("currency", amount.currency().code())
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  List<UUID> closeFrom(Instant now, String kind, UUID payable) {
    return jdbc.sql(
            """
            UPDATE payment_attempts
            SET closing = TRUE, close_at = LEAST(close_at, :now), due_at = :now
            WHERE payable_kind = :kind AND payable_id = :payable
              AND state IN ('REQUESTED', 'OPEN') AND NOT closing
            RETURNING id
            """)
        .param("now", utc(now))
        .param("kind", kind)
        .param("payable", payable)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  /// Takes on one attempt that is due, until `leasedUntil`: whoever dies meanwhile leaves it to the
  /// next. `only` restricts it to one.
  Optional<Work> take(Instant now, Instant leasedUntil, @Nullable UUID only) {
    return jdbc.sql(
            """
            UPDATE payment_attempts SET due_at = :leasedUntil, tries = tries + 1
            WHERE id = (
              SELECT id FROM payment_attempts
              WHERE due_at <= :now AND (CAST(:only AS UUID) IS NULL OR id = :only)
                AND state IN ('REQUESTED', 'OPEN')
              ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING
            """
                + COLUMNS)
        .param("now", utc(now))
        .param("leasedUntil", utc(leasedUntil))
        .param("only", only)
        .query(PaymentStore::work)
        .optional();
  }

  /// Looks again at `dueAt`, unless it has ended, or has been hurried since `work` was taken on.
  void later(Work work, Instant dueAt) {
    jdbc.sql(
            """
            UPDATE payment_attempts SET due_at = :dueAt
            WHERE id = :id AND state IN ('REQUESTED', 'OPEN') AND due_at = :leasedUntil
            """)
        .param("id", work.attempt().id())
        .param("leasedUntil", utc(work.leasedUntil()))
        .param("dueAt", utc(dueAt))
        .update();
  }

  /// A worker looks at it as soon as possible.
  boolean hurry(UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE payment_attempts SET due_at = :now
                WHERE id = :id AND state IN ('REQUESTED', 'OPEN')
                """)
            .param("id", id)
            .param("now", utc(now))
            .update()
        == 1;
  }

  boolean opened(UUID id, URI payAt) {
    return changed(
        id,
        jdbc.sql(
                """
                UPDATE payment_attempts SET state = 'OPEN', pay_at = :payAt
                WHERE id = :id AND state = 'REQUESTED'
                """)
            .param("id", id)
            .param("payAt", payAt.toString())
            .update());
  }

  /// It ends without money. False when it has ended already: what was paid stays paid.
  boolean ended(UUID id, PaymentAttempt.State state, @Nullable String refusal) {
    return changed(
        id,
        jdbc.sql(
                """
                UPDATE payment_attempts SET state = :state, refusal = :refusal, due_at = NULL
                WHERE id = :id AND state IN ('REQUESTED', 'OPEN')
                """)
            .param("id", id)
            .param("state", state.name())
            .param("refusal", refusal)
            .update());
  }

  /// It was paid. False when that is known already. Whatever else it was before makes it late.
  boolean captured(UUID id, PaymentAttempt.Capture capture, Instant now) {
    return changed(
        id,
        jdbc.sql(
                """
                UPDATE payment_attempts
                SET state = 'CAPTURED', captured_minor = :amount, captured_currency = :currency,
                  captured_at = :at, institution_reference = :institutionReference, fit = :fit,
                  late = state IN ('CLOSED', 'REFUSED') OR close_at <= :now, due_at = NULL
                WHERE id = :id AND state <> 'CAPTURED'
                """)
            .param("id", id)
            .param("amount", capture.amount().amountMinor().longValueExact())
            .param("currency", capture.amount().currency().code())
            .param("at", utc(capture.at()))
            .param("institutionReference", capture.institutionReference())
            .param("fit", capture.fit().name())
            .param("now", utc(now))
            .update());
  }

  private boolean changed(UUID id, int rows) {
    if (rows == 1) {
      changes.of(id);
    }
    return rows == 1;
  }

  List<PaymentAttempt> lockRefundable(UserId payer, Currency currency) {
    return jdbc.sql(
            SELECT
                + """
                WHERE payer_id = ? AND captured_currency = ? AND refunding_minor < captured_minor
                  AND fit <> 'OTHER_CURRENCY'
                ORDER BY id DESC FOR NO KEY UPDATE
                """)
        .params(payer.value(), currency.code())
        .query(PaymentStore::attempt)
        .list();
  }

  PaymentTotals totals(String currency) {
    return jdbc.sql(
            """
            SELECT COALESCE(sum(captured_minor), 0), COALESCE(sum(refunding_minor), 0),
              COALESCE(sum(refunded_minor), 0)
            FROM payment_attempts WHERE captured_currency = ?
            """)
        .param(currency)
        .query(
            (row, number) ->
                new PaymentTotals(currency, row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  /// What the institution calls it; the first name stays.
  void name(String reference, String name) {
    jdbc.sql(
            """
            UPDATE payment_attempts SET institution_name = COALESCE(institution_name, :name)
            WHERE reference = :reference
            """)
        .param("name", name)
        .param("reference", reference)
        .update();
  }

  Optional<String> name(String reference) {
    return jdbc.sql(
            """
            SELECT institution_name FROM payment_attempts
            WHERE reference = ? AND institution_name IS NOT NULL
            """)
        .param(reference)
        .query(String.class)
        .optional();
  }

  private static Work work(ResultSet row, int number) throws SQLException {
    PaymentAttempt attempt = attempt(row, number);
    PaymentRequest request =
        new PaymentRequest(
            new PaymentReference(attempt.reference()),
            attempt.amount(),
            row.getString("subject"),
            attempt.expiresAt(),
            URI.create(row.getString("notify_to")),
            URI.create(row.getString("return_to")),
            payer(row));
    return new Work(
        attempt, request, instant(row, "close_at"), instant(row, "due_at"), row.getInt("tries"));
  }

  private static @Nullable Payer payer(ResultSet row) throws SQLException {
    String address = row.getString("payer_address");
    return address == null ? null : new Payer(address, row.getBoolean("payer_phone"));
  }

  private static PaymentAttempt attempt(ResultSet row, int number) throws SQLException {
    String payAt = row.getString("pay_at");
    Currency currency = Currency.of(row.getString("currency"));
    String captured = row.getString("captured_currency");
    Currency refunded = captured == null ? currency : Currency.of(captured);
    return new PaymentAttempt(
        row.getObject("id", UUID.class),
        row.getString("reference"),
        row.getString("payable_kind"),
        row.getObject("payable_id", UUID.class),
        new UserId(row.getObject("payer_id", UUID.class)),
        row.getString("institution"),
        Money.ofMinor(row.getLong("amount_minor"), currency),
        PaymentAttempt.State.valueOf(row.getString("state")),
        payAt == null ? null : URI.create(payAt),
        row.getString("refusal"),
        captured == null ? null : capture(row, refunded),
        Money.ofMinor(row.getLong("refunding_minor"), refunded),
        instant(row, "expires_at"),
        instant(row, "created_at"));
  }

  private static PaymentAttempt.Capture capture(ResultSet row, Currency currency)
      throws SQLException {
    return new PaymentAttempt.Capture(
        Money.ofMinor(row.getLong("captured_minor"), currency),
        PaymentAttempt.Fit.valueOf(row.getString("fit")),
        row.getBoolean("late"),
        instant(row, "captured_at"),
        row.getString("institution_reference"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
