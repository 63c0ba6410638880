package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.money.Money;

/// The sandbox institution itself: a server on the loopback interface with one merchant's account.
/// Keys are made once per process; nothing is kept when it ends.
public final class SandboxBank implements AutoCloseable {
  private static final String MERCHANT = "sandbox-merchant";
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(10), Duration.ofMillis(20));

  /// How often a notification is sent at most.
  static final int ATTEMPTS = PAUSES.size() + 1;

  private final SandboxServer server;
  private final SandboxBooks books;
  private final SandboxCourier courier = new SandboxCourier(PAUSES, new FaultDice());
  private final PrivateKey institutionKey = Keys.INSTITUTION;
  private final PrivateKey merchantKey = Keys.MERCHANT;

  private SandboxBank(SandboxServer server, Clock clock) {
    this.server = server;
    this.books = new SandboxBooks(clock);
  }

  /// Starts it on a free port.
  public static SandboxBank start(Clock clock) throws IOException {
    SandboxServer server = SandboxServer.listen(0, new FaultDice());
    SandboxBank bank = new SandboxBank(server, clock);
    server.serve("/gateway", true, bank::answer);
    PayerPage page =
        new PayerPage(
            "Sandbox bank · 沙箱银行",
            bank.books,
            reference -> bank.pay(new PaymentReference(reference)),
            _ -> {});
    server.serve(PayerPage.PATH, false, page::answer);
    return bank;
  }

  public SandboxAccount account() {
    return new SandboxAccount(
        server.address("/gateway"), MERCHANT, merchantKey, institutionKey.address());
  }

  public SandboxCourier courier() {
    return courier;
  }

  /// The payer pays, and the merchant is notified.
  public void pay(PaymentReference reference) {
    tellMerchant(books.pay(reference.value()));
  }

  /// The payer pays another amount than was asked for, as with a transfer typed by hand, and the
  /// merchant is notified.
  public void pay(PaymentReference reference, Money amount) {
    tellMerchant(books.pay(reference.value(), amount));
  }

  private void tellMerchant(SandboxPayment payment) {
    if (payment.state() instanceof PaymentState.Paid paid) {
      courier.take(mail(payment, paid, institutionKey));
    }
  }

  /// What was paid back of a payment.
  public Money refunded(PaymentReference reference) {
    return books.get(reference.value()).refunded();
  }

  /// Somebody else says that a payment was made: the right content, the wrong key.
  public void forge(PaymentReference reference, PaymentState.Paid claim) {
    courier.take(mail(books.get(reference.value()), claim, newKey()));
  }

  @Override
  public void close() {
    server.close();
    courier.close();
  }

  private static SandboxMail mail(SandboxPayment payment, PaymentState.Paid paid, PrivateKey key) {
    SortedMap<String, String> form = new TreeMap<>();
    form.put("id", "N-" + paid.institutionReference());
    form.put("merchant", MERCHANT);
    form.put("reference", payment.reference());
    Forms.putState(form, paid);
    SandboxMail.Letter letter =
        new SandboxMail.Letter(
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            SignedForm.encode(form, key));
    return new SandboxMail() {
      @Override
      public URI address() {
        return payment.terms().notifyTo();
      }

      @Override
      public Letter write(SandboxFlaw flaw) {
        return letter;
      }

      @Override
      public boolean acknowledgedBy(int status, String body) {
        return status == 200 && body.equals("success");
      }
    };
  }

  private SandboxReply answer(SandboxCall exchange) {
    SortedMap<String, String> answer = new TreeMap<>();
    int status = 200;
    try {
      answer.putAll(carryOut(SignedForm.decode(exchange.body(), merchantKey.address())));
    } catch (SandboxBooks.RefusedException refused) {
      answer.put("refusal", refused.reason().name());
      answer.put("detail", String.valueOf(refused.getMessage()));
    } catch (SignatureMismatchException | IllegalArgumentException malformed) {
      status = 400;
    }
    return new SandboxReply(status, Map.of(), SignedForm.encode(answer, institutionKey));
  }

  private Map<String, String> carryOut(SortedMap<String, String> call) {
    if (Forms.get(call, "method").equals("statement")) {
      return StatementForm.write(
          books.statement(
              Instant.parse(Forms.get(call, "from")), Instant.parse(Forms.get(call, "until"))));
    }
    String reference = Forms.get(call, "reference");
    return switch (Forms.get(call, "method")) {
      case "pay" -> {
        SandboxPayment payment = books.request(reference, terms(call));
        yield Map.of("payAt", server.address(PayerPage.PATH + payment.id()).toString());
      }
      case "query" -> answer(books.get(reference).state());
      case "close" -> answer(books.close(reference).state());
      case "refund" -> {
        SortedMap<String, String> answer = new TreeMap<>();
        Forms.putMoney(answer, "amount", Forms.money(call, "amount"));
        answer.put(
            "institutionReference",
            books.refund(reference, Forms.get(call, "refund"), Forms.money(call, "amount")).id());
        yield answer;
      }
      default -> throw new IllegalArgumentException("unknown method");
    };
  }

  private static SandboxBooks.Terms terms(SortedMap<String, String> call) {
    return new SandboxBooks.Terms(
        Forms.money(call, "amount"),
        Forms.get(call, "subject"),
        Instant.parse(Forms.get(call, "expires")),
        URI.create(Forms.get(call, "notify")),
        URI.create(Forms.get(call, "return")));
  }

  private static Map<String, String> answer(PaymentState state) {
    SortedMap<String, String> answer = new TreeMap<>();
    Forms.putState(answer, state);
    return answer;
  }

  private static final class Keys {
    static final PrivateKey INSTITUTION = newKey();
    static final PrivateKey MERCHANT = newKey();
  }

  private static PrivateKey newKey() {
    return PrivateKey.generate(new SecureRandom());
  }
}
