package org.tongbao.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tongbao.primitives.Bytes;

/// An HTTP server on the loopback interface that answers slowly or not at all when it is told to.
final class SandboxServer implements AutoCloseable {
  private static final int LARGEST_CALL = 256 * 1024;

  private final HttpServer server;
  private final FaultDice dice;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  private SandboxServer(HttpServer server, FaultDice dice) {
    this.server = server;
    this.dice = dice;
  }

  /// Listens on `port`; on a free one when that is 0 or taken.
  static SandboxServer listen(int port, FaultDice dice) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address(port), 0);
    } catch (BindException taken) {
      server = HttpServer.create(address(0), 0);
    }
    SandboxServer listening = new SandboxServer(server, dice);
    server.setExecutor(listening.threads);
    server.start();
    return listening;
  }

  /// Answers what begins with `path`. Only the merchant's calls are struck by faults.
  void serve(String path, boolean calls, Function<SandboxCall, SandboxReply> answer) {
    server.createContext(path, exchange -> handle(exchange, calls, answer));
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(
      HttpExchange exchange, boolean faulty, Function<SandboxCall, SandboxReply> answer)
      throws IOException {
    // Closing an exchange that has not been answered closes its connection.
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_CALL + 1);
      if (body.length > LARGEST_CALL) {
        send(exchange, SandboxReply.text(413, "too large"));
        return;
      }
      if (faulty && dice.strikes(SandboxFault.DROP_BEFORE)) {
        return;
      }
      SandboxReply reply = answer.apply(call(exchange, body));
      if (faulty && dice.strikes(SandboxFault.DROP_AFTER)) {
        return;
      }
      if (faulty && dice.strikes(SandboxFault.SLOW_ANSWER)) {
        pause();
      }
      send(exchange, reply);
    }
  }

  private void pause() {
    try {
      var _ = closed.await(dice.delay().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static SandboxCall call(HttpExchange exchange, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values)));
    String query = exchange.getRequestURI().getRawQuery();
    return new SandboxCall(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        Bytes.wrap(body));
  }

  private static void send(HttpExchange exchange, SandboxReply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().toArray();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
