package org.tongbao.market.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.payments.sandbox.SandboxInstitution;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// The sandbox bank over HTTP, and the address at which it reports to [Notifications], also over
/// HTTP. Between the two and us, answers can get lost, and amounts can come out differently.
public final class TestInstitutions implements PaymentMethods, PaymentInstitution, AutoCloseable {
  private final SandboxBank bank;
  private final SandboxInstitution sandbox;
  private final HttpServer server;
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger requestsToLose = new AtomicInteger();
  private final AtomicInteger refundCalls = new AtomicInteger();
  private volatile UnaryOperator<Money> paidAs = UnaryOperator.identity();
  private volatile @Nullable Notifications notifications;

  public TestInstitutions(Clock clock) throws IOException {
    bank = SandboxBank.start(clock);
    sandbox = new SandboxInstitution(bank.account());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::receive);
    server.start();
  }

  /// Whom notifications are brought to.
  public void reportTo(Notifications receiver) {
    notifications = receiver;
  }

  public SandboxBank bank() {
    return bank;
  }

  /// The next calls arrive, and their answers do not.
  public void loseAnswers(int calls) {
    answersToLose.set(calls);
  }

  /// The next calls do not even arrive.
  public void loseRequests(int calls) {
    requestsToLose.set(calls);
  }

  /// What was paid comes out as something else, in notifications and answers alike.
  public void paidAs(UnaryOperator<Money> change) {
    paidAs = change;
  }

  public int refundCalls() {
    return refundCalls.get();
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(Set.of(name(), "other"));
  }

  @Override
  public SortedSet<String> standIns() {
    return names();
  }

  @Override
  public Optional<PaymentInstitution> find(String name) {
    return names().contains(name) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public URI notifyTo(String name) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + name);
  }

  @Override
  public String name() {
    return sandbox.name();
  }

  @Override
  public RequestOutcome request(PaymentRequest request) {
    if (isLost(requestsToLose)) {
      return new RequestOutcome.Unknown("lost on the way");
    }
    RequestOutcome outcome = sandbox.request(request);
    return isLost(answersToLose) ? new RequestOutcome.Unknown("no answer came") : outcome;
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    return switch (sandbox.read(message)) {
      case NotificationOutcome.Verified(var id, var payment, var paid, var answer) ->
          new NotificationOutcome.Verified(id, payment, changed(paid), answer);
      case NotificationOutcome other -> other;
    };
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    return switch (sandbox.query(reference)) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> new QueryOutcome.Known(changed(paid));
      case QueryOutcome other -> other;
    };
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    refundCalls.incrementAndGet();
    if (isLost(requestsToLose)) {
      return new RefundOutcome.Unknown("lost on the way");
    }
    RefundOutcome outcome = sandbox.refund(request);
    return isLost(answersToLose) ? new RefundOutcome.Unknown("no answer came") : outcome;
  }

  @Override
  public CloseOutcome close(PaymentReference reference) {
    return switch (sandbox.close(reference)) {
      case CloseOutcome.AlreadyPaid(PaymentState.Paid paid) ->
          new CloseOutcome.AlreadyPaid(changed(paid));
      case CloseOutcome other -> other;
    };
  }

  @Override
  public void close() {
    server.stop(0);
    sandbox.close();
    bank.close();
  }

  private PaymentState.Paid changed(PaymentState.Paid paid) {
    return new PaymentState.Paid(
        paidAs.apply(paid.amount()), paid.institutionReference(), paid.at());
  }

  private static boolean isLost(AtomicInteger left) {
    return left.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String institution = exchange.getRequestURI().getPath().substring(1);
      Notifications receiver = notifications;
      byte[] answer = new byte[0];
      int status = 503;
      if (receiver != null) {
        try {
          NotificationMessage message = new NotificationMessage(Map.of(), Bytes.wrap(body));
          answer = receiver.receive(institution, message).toArray();
          status = 200;
        } catch (DomainException refused) {
          status = refused.code().status();
        }
      }
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
