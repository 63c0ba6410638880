package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.StatementLine;

/// A stand-in for an institution: an HTTP server on the loopback interface that speaks the
/// institution's own protocol, with books that survive a crash, a page to pay on, notifications,
/// faults and a control address ([SandboxControl]). Everything is thread-safe.
public abstract class Sandbox implements AutoCloseable {
  private final FaultDice dice = new FaultDice();
  private final SandboxServer server;
  private final SandboxCourier courier;
  private final SandboxPlace place;
  private final String title;

  /// The institution's books.
  protected final SandboxBooks books;

  /// @param title of the payer's page
  /// @param pauses between the attempts to notify, of the real institution
  protected Sandbox(SandboxPlace place, String title, List<Duration> pauses) throws IOException {
    this.place = place;
    this.title = title;
    Files.createDirectories(place.folder());
    books = SandboxBooks.open(place.clock(), place.folder().resolve("journal.jsonl"));
    courier = new SandboxCourier(place.hastened(pauses), dice);
    server = SandboxServer.listen(place.port(), dice);
  }

  /// Begins to answer merchants, and to notify them of what they have not acknowledged.
  protected final void open(String path) {
    PayerPage page = new PayerPage(title, books, this::paid, this::failed);
    SandboxControl control = new SandboxControl(this, place.controlToken());
    server.serve(PayerPage.PATH, false, page::answer);
    server.serve(SandboxControl.PATH, false, control::answer);
    server.serve(path, true, this::answer);
    books.unacknowledged().forEach(payment -> courier.take(mail(payment)));
  }

  /// Answers a call of the merchant.
  protected abstract SandboxReply answer(SandboxCall call);

  /// The notification that this payment was made.
  protected abstract SandboxMail.Letter paidLetter(SandboxPayment payment, SandboxFlaw flaw);

  /// Whether this answer to a notification is what the institution wants to read.
  protected abstract boolean isAcknowledged(int status, String body);

  /// What happens when a payer tries to pay and fails; normally nothing.
  protected void onFailure(SandboxPayment payment) {}

  /// Where it listens.
  public final URI address() {
    return server.address("");
  }

  public final int port() {
    return server.port();
  }

  /// The payer pays, and the merchant is notified. Throws [SandboxBooks.RefusedException] when it
  /// cannot be paid.
  public final void pay(PaymentReference reference) {
    paid(reference.value());
  }

  /// The payer tries to pay and fails; the payment stays open.
  public final void fail(PaymentReference reference) {
    failed(reference.value());
  }

  /// Sends one notification of a paid payment now, whatever the faults are. Returns whether the
  /// merchant acknowledged it.
  public final boolean sendNotification(PaymentReference reference, SandboxFlaw flaw) {
    return courier.send(mail(books.get(reference.value())), flaw);
  }

  public final List<SandboxPayment> payments() {
    return books.all();
  }

  /// What moved, from a moment on and before another.
  public final List<StatementLine> statement(Instant from, Instant until) {
    return books.statement(from, until);
  }

  /// Throws [SandboxBooks.RefusedException] when there is none.
  public final SandboxPayment payment(PaymentReference reference) {
    return books.get(reference.value());
  }

  public final void setFaults(SandboxFaults faults) {
    dice.set(faults);
  }

  public final SandboxFaults faults() {
    return dice.faults();
  }

  public final SandboxCourier courier() {
    return courier;
  }

  @Override
  public void close() {
    server.close();
    courier.close();
    books.close();
  }

  protected final Clock clock() {
    return place.clock();
  }

  /// The address of the page on which this payment is made.
  protected final URI payAt(SandboxPayment payment) {
    return server.address(PayerPage.PATH + payment.id());
  }

  /// The name under which a flawed notification tells of a payment: of another one that is open,
  /// when there is one.
  protected final String reference(SandboxPayment payment, SandboxFlaw flaw) {
    if (flaw != SandboxFlaw.WRONG_ORDER) {
      return payment.reference();
    }
    return books.all().stream()
        .filter(other -> other.state() instanceof PaymentState.Open)
        .map(SandboxPayment::reference)
        .findFirst()
        .orElse("some-other-payment");
  }

  /// Brings a notification of another kind.
  protected final void send(SandboxMail mail) {
    courier.take(mail);
  }

  private void paid(String reference) {
    courier.take(mail(books.pay(reference)));
  }

  private void failed(String reference) {
    onFailure(books.get(reference));
  }

  private SandboxMail mail(SandboxPayment payment) {
    return new SandboxMail() {
      @Override
      public URI address() {
        return payment.terms().notifyTo();
      }

      @Override
      public Letter write(SandboxFlaw flaw) {
        return paidLetter(payment, flaw);
      }

      @Override
      public boolean acknowledgedBy(int status, String body) {
        return isAcknowledged(status, body);
      }

      @Override
      public void delivered() {
        books.acknowledged(payment.reference());
      }
    };
  }
}
