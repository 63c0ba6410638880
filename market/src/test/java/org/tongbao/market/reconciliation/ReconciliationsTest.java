package org.tongbao.market.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.market.web.PageOfList;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.RefundReference;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.payments.sandbox.SandboxInstitution;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A bank's statement, fetched over its protocol or brought as a file, against rows of ours with
/// each kind of difference planted among them.
final class ReconciliationsTest {
  private static final Currency CNY = Currency.of("CNY");
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");
  private static final UserId FINANCE = new UserId(UUID.randomUUID());

  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final MovableClock clock = new MovableClock();
  private SandboxBank bank;
  private SandboxInstitution institution;
  private Reconciliations reconciliations;
  private LocalDate day;

  private record Methods(PaymentInstitution bank) implements PaymentMethods {
    @Override
    public SortedSet<String> names() {
      return new TreeSet<>(List.of(bank.name()));
    }

    @Override
    public SortedSet<String> standIns() {
      return names();
    }

    @Override
    public Optional<PaymentInstitution> find(String name) {
      return Optional.of(bank).filter(it -> it.name().equals(name));
    }

    @Override
    public URI notifyTo(String name) {
      return NOWHERE;
    }
  }

  @BeforeEach
  void atNoon() throws IOException {
    for (String table :
        List.of(
            "reconciliation_differences",
            "statement_lines",
            "reconciliations",
            "payment_refunds",
            "payment_attempts")) {
      DATABASE.jdbc().sql("DELETE FROM " + table).update();
    }
    DATABASE
        .jdbc()
        .sql(
            """
            INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())
            ON CONFLICT DO NOTHING
            """)
        .param(FINANCE.value())
        .update();
    Instant now = clock.instant();
    day = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    clock.advance(Duration.between(now, day.atTime(12, 0).toInstant(ZoneOffset.UTC)));
    bank = SandboxBank.start(clock);
    institution = new SandboxInstitution(bank.account());
    reconciliations =
        new Reconciliations(
            new ReconciliationStore(DATABASE.jdbc()),
            new ComparisonStore(DATABASE.jdbc()),
            new Methods(institution),
            new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource())),
            clock);
  }

  @AfterEach
  void close() {
    institution.close();
    bank.close();
  }

  /// Somebody pays at the bank.
  private String paidThere(String reference, long minor) {
    var request =
        new PaymentRequest(
            new PaymentReference(reference),
            Money.ofMinor(minor, CNY),
            "tea",
            clock.instant().plus(Duration.ofHours(1)),
            NOWHERE,
            NOWHERE);
    assertThat(institution.request(request)).isInstanceOf(RequestOutcome.Requested.class);
    bank.pay(new PaymentReference(reference));
    return reference;
  }

  private void refundedThere(String payment, String reference, long minor) {
    var _ =
        institution.refund(
            new RefundRequest(
                new RefundReference(reference),
                new PaymentReference(payment),
                Money.ofMinor(minor, CNY),
                "cracked"));
  }

  /// An attempt of ours.
  private UUID attempt(String reference, String state, @Nullable Long captured, String currency) {
    UUID id = UUID.randomUUID();
    DATABASE
        .jdbc()
        .sql(
            """
            INSERT INTO payment_attempts (id, reference, payable_kind, payable_id, payer_id,
              institution, amount_minor, currency, subject, notify_to, return_to, expires_at,
              close_at, state, captured_minor, captured_currency, captured_at, fit,
              refunding_minor, refunded_minor, created_at)
            VALUES (:id, :reference, 'order', :id, :payer, 'sandbox', 100, 'CNY', 'tea', '', '',
              now(), now(), :state, :captured,
              CASE WHEN CAST(:captured AS BIGINT) IS NULL THEN NULL ELSE :currency END,
              CASE WHEN CAST(:captured AS BIGINT) IS NULL THEN NULL
                ELSE CAST(:at AS TIMESTAMPTZ) END,
              CASE WHEN CAST(:captured AS BIGINT) IS NULL THEN NULL ELSE 'EXACT' END, 0, 0, now())
            """)
        .param("id", id)
        .param("reference", reference)
        .param("payer", FINANCE.value())
        .param("state", state)
        .param("captured", captured)
        .param("currency", currency)
        .param("at", clock.instant().toString())
        .update();
    return id;
  }

  private void refund(UUID attempt, String reference, String state, long minor) {
    DATABASE
        .jdbc()
        .sql(
            """
            INSERT INTO payment_refunds (id, reference, attempt_id, amount_minor, currency, reason,
              state, requested_at, settled_at)
            VALUES (gen_random_uuid(), :reference, :attempt, :minor, 'CNY', '', :state, now(),
              CASE WHEN :state = 'PENDING' THEN NULL ELSE CAST(:at AS TIMESTAMPTZ) END)
            """)
        .param("reference", reference)
        .param("attempt", attempt)
        .param("minor", minor)
        .param("state", state)
        .param("at", clock.instant().toString())
        .update();
  }

  private void plant() {
    UUID right = attempt(paidThere("right-1", 100), "CAPTURED", 100L, "CNY");
    attempt(paidThere("amount-1", 100), "CAPTURED", 99L, "CNY");
    attempt(paidThere("currency-1", 100), "CAPTURED", 100L, "USD");
    attempt(paidThere("state-1", 100), "CLOSED", null, "CNY");
    paidThere("unknown-1", 100);
    attempt("nowhere-1", "CAPTURED", 100L, "CNY");
    refund(right, "refund-right", "PAID", 10);
    refundedThere("right-1", "refund-right", 10);
    refund(right, "refund-state", "PENDING", 11);
    refundedThere("right-1", "refund-state", 11);
    refundedThere("right-1", "refund-unknown", 12);
    refund(right, "refund-nowhere", "PAID", 13);
    refund(right, "refund-amount", "PAID", 14);
    refundedThere("right-1", "refund-amount", 15);
  }

  private List<String> open() {
    return reconciliations
        .differences(null, "OPEN", PageOfList.Request.of(100, null))
        .items()
        .stream()
        .map(it -> it.problem() + " " + it.kind() + " " + it.reference())
        .sorted()
        .toList();
  }

  private void compare() {
    reconciliations.ask("sandbox", day);
    assertThat(reconciliations.pass()).isEqualTo(1);
  }

  @Test
  void eachKindOfDifferenceIsFound() {
    plant();
    clock.advance(Duration.ofDays(1));
    compare();
    List<String> expected =
        List.of(
            "AMOUNT PAYMENT amount-1",
            "AMOUNT REFUND refund-amount",
            "CURRENCY PAYMENT currency-1",
            "MISSING_HERE PAYMENT unknown-1",
            "MISSING_HERE REFUND refund-unknown",
            "MISSING_THERE PAYMENT nowhere-1",
            "MISSING_THERE REFUND refund-nowhere",
            "STATE PAYMENT state-1",
            "STATE REFUND refund-state");
    assertThat(open()).isEqualTo(expected);
    Reconciliation compared = reconciliations.list("sandbox", null, 10).getFirst();
    assertThat(compared.state()).isEqualTo("COMPARED");
    assertThat(compared.lines()).isEqualTo(9);
    assertThat(compared.open()).isEqualTo(expected.size());

    // Once more changes nothing.
    compare();
    assertThat(open()).isEqualTo(expected);
  }

  @Test
  void whatIsPutRightIsGoneAndWhatIsSettledStays() {
    plant();
    clock.advance(Duration.ofDays(1));
    compare();
    Difference unknown =
        reconciliations
            .differences("sandbox", "OPEN", PageOfList.Request.of(100, null))
            .items()
            .stream()
            .filter(it -> it.reference().equals("unknown-1"))
            .findFirst()
            .orElseThrow();
    assertThat(unknown.theirs()).startsWith("100 CNY");
    Difference settled = reconciliations.resolve(unknown.id(), "paid back by hand", FINANCE);
    assertThat(settled.state()).isEqualTo(Difference.State.RESOLVED);
    assertThat(settled.resolvedBy()).isEqualTo(FINANCE.value());
    assertThatThrownBy(() -> reconciliations.resolve(unknown.id(), "again", FINANCE))
        .isInstanceOf(DomainException.class);
    DATABASE
        .jdbc()
        .sql("UPDATE payment_attempts SET captured_minor = 100 WHERE reference = 'amount-1'")
        .update();

    compare();

    assertThat(open()).doesNotContain("MISSING_HERE PAYMENT unknown-1", "AMOUNT PAYMENT amount-1");
    assertThat(open()).hasSize(7);
    assertThat(reconciliations.differences(null, "GONE", PageOfList.Request.of(10, null)).items())
        .extracting(Difference::reference)
        .containsExactly("amount-1");
  }

  @Test
  void aLineThatStandsTwiceInAFileIsFound() {
    attempt("twice-1", "CAPTURED", 100L, "CNY");
    String line = "PAYMENT,twice-1,bank-1,100,CNY," + clock.instant() + "\n";
    clock.advance(Duration.ofDays(1));
    byte[] file = (StatementFile.HEADER + "\n" + line + line).getBytes(StandardCharsets.UTF_8);
    reconciliations.bring("sandbox", day, StatementFile.read(file, day));
    assertThat(open()).containsExactly("TWICE PAYMENT twice-1");
    // A statement without it takes the place of that one.
    byte[] once = (StatementFile.HEADER + "\r\n" + line).getBytes(StandardCharsets.UTF_8);
    reconciliations.bring("sandbox", day, StatementFile.read(once, day));
    assertThat(open()).isEmpty();
  }

  @Test
  void aStatementThatCannotBeHadIsAskedForAgain() {
    bank.close();
    clock.advance(Duration.ofDays(1));
    compare();
    Reconciliation waiting = reconciliations.list("sandbox", null, 10).getFirst();
    assertThat(waiting.state()).isEqualTo("WAITING");
    assertThat(waiting.trouble()).isNotEmpty();
    assertThat(reconciliations.pass()).isZero();
    clock.advance(Duration.ofMinutes(11));
    assertThat(reconciliations.pass()).isEqualTo(1);
  }

  @Test
  void theLastDaysAreComparedByThemselves() {
    clock.advance(Duration.ofDays(1));
    reconciliations.plan();
    assertThat(reconciliations.pass()).as("nobody has paid there").isZero();
    attempt("some-day-1", "CLOSED", null, "CNY");
    reconciliations.plan();
    reconciliations.plan();
    assertThat(reconciliations.pass()).isEqualTo(2);
    assertThat(reconciliations.list(null, null, 10))
        .extracting(Reconciliation::state)
        .containsExactly("COMPARED", "COMPARED");
  }
}
