package org.tongbao.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentState;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// The sandbox institution itself: a server on the loopback interface with one merchant's account.
/// Keys are made once per process; nothing is kept when it ends.
public final class SandboxBank implements AutoCloseable {
  private static final String MERCHANT = "sandbox-merchant";
  private static final int LARGEST_FORM = 64 * 1024;

  private final HttpServer server;
  private final SandboxBooks books;
  private final SandboxCourier courier = new SandboxCourier();
  private final KeyPair institutionKeys = Keys.INSTITUTION;
  private final KeyPair merchantKeys = Keys.MERCHANT;

  private SandboxBank(HttpServer server, Clock clock) {
    this.server = server;
    this.books = new SandboxBooks(clock);
  }

  /// Starts it on a free port.
  public static SandboxBank start(Clock clock) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SandboxBank bank = new SandboxBank(server, clock);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/gateway", bank::answer);
    server.createContext("/pay", new SandboxCheckout(bank.books, bank::pay));
    server.start();
    return bank;
  }

  public SandboxAccount account() {
    return new SandboxAccount(
        address("/gateway"), MERCHANT, merchantKeys.getPrivate(), institutionKeys.getPublic());
  }

  public SandboxCourier courier() {
    return courier;
  }

  /// The payer pays, and the merchant is notified.
  public void pay(PaymentReference reference) {
    PaymentState.Paid paid = books.pay(reference.value());
    SortedMap<String, String> notification = notification(reference, paid);
    courier.take(
        notifyTo(reference), SignedForm.encode(notification, institutionKeys.getPrivate()));
  }

  /// What was paid back of a payment.
  public Money refunded(PaymentReference reference) {
    return books.refunded(reference.value());
  }

  /// Somebody else says that a payment was made: the right content, the wrong key.
  public void forge(PaymentReference reference, PaymentState.Paid claim) {
    Bytes form = SignedForm.encode(notification(reference, claim), newKeys().getPrivate());
    courier.take(notifyTo(reference), form);
  }

  @Override
  public void close() {
    server.stop(0);
    courier.close();
  }

  private URI notifyTo(PaymentReference reference) {
    return books.terms(reference.value()).notifyTo();
  }

  private static SortedMap<String, String> notification(
      PaymentReference reference, PaymentState.Paid paid) {
    SortedMap<String, String> form = new TreeMap<>();
    form.put("id", "N-" + paid.institutionReference());
    form.put("merchant", MERCHANT);
    form.put("reference", reference.value());
    Forms.putState(form, paid);
    return form;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Bytes request = Bytes.wrap(exchange.getRequestBody().readNBytes(LARGEST_FORM));
      SortedMap<String, String> answer = new TreeMap<>();
      int status = 200;
      try {
        SortedMap<String, String> call = SignedForm.decode(request, merchantKeys.getPublic());
        answer.putAll(carryOut(call));
      } catch (SandboxBooks.RefusedException refused) {
        answer.put("refusal", refused.reason().name());
        answer.put("detail", String.valueOf(refused.getMessage()));
      } catch (SignatureMismatchException | IllegalArgumentException malformed) {
        status = 400;
      }
      byte[] body = SignedForm.encode(answer, institutionKeys.getPrivate()).toArray();
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Map<String, String> carryOut(SortedMap<String, String> call) {
    String reference = Forms.get(call, "reference");
    return switch (Forms.get(call, "method")) {
      case "pay" -> {
        books.request(reference, terms(call));
        yield Map.of("payAt", address("/pay?reference=" + reference).toString());
      }
      case "query" -> answer(books.state(reference));
      case "close" -> answer(books.close(reference));
      case "refund" -> {
        SortedMap<String, String> answer = new TreeMap<>();
        Forms.putMoney(answer, "amount", Forms.money(call, "amount"));
        answer.put(
            "institutionReference",
            books.refund(reference, Forms.get(call, "refund"), Forms.money(call, "amount")));
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

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static final class Keys {
    static final KeyPair INSTITUTION = newKeys();
    static final KeyPair MERCHANT = newKeys();
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
