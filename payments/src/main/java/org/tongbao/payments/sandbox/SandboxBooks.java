package org.tongbao.payments.sandbox;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.StatementLine;
import org.tongbao.primitives.money.Money;

/// What a sandbox institution knows: every payment and refund, and the rules they follow. All
/// methods hold one lock, so two calls about one payment never interleave. With a journal it knows
/// everything again after a restart, also after a crash.
public final class SandboxBooks implements AutoCloseable {
  private final Clock clock;
  private final Map<String, SandboxPayment> payments = new LinkedHashMap<>();
  private final Map<String, String> referenceById = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private @Nullable SandboxJournal journal;
  private long lastId;
  private boolean closed;

  /// Books that are forgotten when the process ends.
  SandboxBooks(Clock clock) {
    this.clock = clock;
  }

  /// Books in a file.
  static SandboxBooks open(Clock clock, Path file) throws IOException {
    SandboxBooks books = new SandboxBooks(clock);
    books.journal = SandboxJournal.open(file, books::replay);
    return books;
  }

  /// Thrown for what the institution will not do.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    RefusedException(Refusal reason, String detail) {
      super(detail);
      this.reason = reason;
    }

    public Refusal reason() {
      return reason;
    }
  }

  /// What a merchant asked for; the same reference must come with the same terms.
  public record Terms(
      Money amount, String subject, Instant expiresAt, URI notifyTo, URI returnTo) {}

  public synchronized SandboxPayment request(String reference, Terms terms) {
    SandboxPayment known = payments.get(reference);
    if (known == null) {
      return put(
          new SandboxPayment(
              reference, nextId(), terms, new PaymentState.Open(), List.of(), false));
    }
    if (!known.terms().equals(terms)) {
      throw new RefusedException(Refusal.REFERENCE_USED, "used before with other terms");
    }
    return open(reference);
  }

  public synchronized Optional<SandboxPayment> find(String reference) {
    SandboxPayment payment = payments.get(reference);
    return payment == null ? Optional.empty() : Optional.of(current(payment));
  }

  /// By the institution's name for it.
  public synchronized Optional<SandboxPayment> findById(String id) {
    return Optional.ofNullable(referenceById.get(id)).flatMap(this::find);
  }

  /// Throws [RefusedException] when there is none.
  public synchronized SandboxPayment get(String reference) {
    return find(reference)
        .orElseThrow(() -> new RefusedException(Refusal.NOT_PAID, "no such payment"));
  }

  public synchronized List<SandboxPayment> all() {
    return payments.values().stream().map(this::current).toList();
  }

  /// What moved, from a moment on and before another.
  public synchronized List<StatementLine> statement(Instant from, Instant until) {
    List<StatementLine> lines = new ArrayList<>();
    for (SandboxPayment payment : payments.values()) {
      if (payment.state() instanceof PaymentState.Paid paid) {
        lines.add(
            new StatementLine(
                StatementLine.Kind.PAYMENT,
                payment.reference(),
                paid.institutionReference(),
                paid.amount(),
                paid.at()));
      }
      for (SandboxRefund refund : payment.refunds()) {
        lines.add(
            new StatementLine(
                StatementLine.Kind.REFUND,
                refund.reference(),
                refund.id(),
                refund.amount(),
                refund.at()));
      }
    }
    lines.removeIf(line -> line.at().isBefore(from) || !line.at().isBefore(until));
    return lines;
  }

  /// The payer pays.
  public synchronized SandboxPayment pay(String reference) {
    return pay(reference, open(reference).terms().amount());
  }

  /// The payer pays this much, whatever was asked for.
  synchronized SandboxPayment pay(String reference, Money amount) {
    SandboxPayment payment = open(reference);
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return put(payment.with(new PaymentState.Paid(amount, payment.id(), at)));
  }

  /// Closed from now on, unless it is paid.
  public synchronized SandboxPayment close(String reference) {
    SandboxPayment payment = get(reference);
    return payment.state() instanceof PaymentState.Open
        ? put(payment.with(new PaymentState.Closed()))
        : payment;
  }

  /// Pays back, once for each name.
  public synchronized SandboxRefund refund(String reference, String name, Money amount) {
    SandboxPayment payment = get(reference);
    if (!(payment.state() instanceof PaymentState.Paid paid)) {
      throw new RefusedException(Refusal.NOT_PAID, "not paid");
    }
    Optional<SandboxRefund> before = payment.refund(name);
    if (before.isPresent()) {
      if (!before.get().amount().equals(amount)) {
        throw new RefusedException(
            Refusal.REFERENCE_USED, "used before with " + before.get().amount());
      }
      return before.get();
    }
    if (!amount.currency().equals(paid.amount().currency())) {
      throw new RefusedException(Refusal.CURRENCY, "paid in " + paid.amount().currency());
    }
    Money refunded = payment.refunded().plus(amount);
    if (refunded.compareTo(paid.amount()) > 0) {
      throw new RefusedException(Refusal.ABOVE_PAID, refunded + " of " + paid.amount());
    }
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SandboxRefund refund = new SandboxRefund(name, nextId(), amount, at);
    put(payment.with(refund));
    return refund;
  }

  /// The merchant acknowledged that it was paid.
  synchronized void acknowledged(String reference) {
    SandboxPayment payment = get(reference);
    // An answer that comes while the institution stops is as good as none: it notifies again.
    if (!payment.notified() && !closed) {
      put(payment.acknowledged());
    }
  }

  /// What was kept under this name, if anything.
  public synchronized Optional<String> kept(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  public synchronized void keep(String name, String value) {
    kept.put(name, value);
    if (journal != null) {
      JsonObject line = new JsonObject();
      line.addProperty("kept", name);
      line.addProperty("value", value);
      journal.append(line);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (journal != null) {
      journal.close();
    }
  }

  private SandboxPayment open(String reference) {
    SandboxPayment payment = get(reference);
    return switch (payment.state()) {
      case PaymentState.Open open -> payment;
      case PaymentState.Paid paid -> throw new RefusedException(Refusal.ALREADY_PAID, "paid");
      case PaymentState.Closed closed -> throw new RefusedException(Refusal.CLOSED, "closed");
    };
  }

  private SandboxPayment current(SandboxPayment payment) {
    return payment.state() instanceof PaymentState.Open
            && !clock.instant().isBefore(payment.terms().expiresAt())
        ? payment.with(new PaymentState.Closed())
        : payment;
  }

  private SandboxPayment put(SandboxPayment payment) {
    if (journal != null) {
      JsonObject line = new JsonObject();
      line.add("payment", PaymentLines.write(payment));
      journal.append(line);
    }
    return remember(payment);
  }

  private SandboxPayment remember(SandboxPayment payment) {
    payments.put(payment.reference(), payment);
    referenceById.put(payment.id(), payment.reference());
    return payment;
  }

  private void replay(JsonObject line) {
    if (line.has("payment")) {
      remember(PaymentLines.read(line.getAsJsonObject("payment")));
    } else {
      kept.put(line.get("kept").getAsString(), line.get("value").getAsString());
    }
  }

  /// 28 digits, as long as those of Alipay and WeChat Pay: the day, then a number that grows.
  private String nextId() {
    Instant now = clock.instant();
    lastId = Math.max(lastId + 1, now.toEpochMilli() * 1_000);
    while (referenceById.containsKey(id(now))) {
      lastId++;
    }
    return id(now);
  }

  private String id(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE)
        + "%020d".formatted(lastId);
  }

  /// All that were paid and whose merchant has not acknowledged it.
  synchronized List<SandboxPayment> unacknowledged() {
    List<SandboxPayment> waiting = new ArrayList<>();
    for (SandboxPayment payment : payments.values()) {
      if (payment.state() instanceof PaymentState.Paid && !payment.notified()) {
        waiting.add(payment);
      }
    }
    return waiting;
  }
}
