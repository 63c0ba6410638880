package org.tongbao.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.primitives.Bytes;

/// A merchant's notification address. It answers what it is told to and keeps what arrived.
public final class NotificationReceiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<NotificationMessage> arrived = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile int refusal = 500;
  private volatile String answer = "success";

  public NotificationReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public void answerWith(String text) {
    answer = text;
  }

  /// Answers the next ones with status 500.
  public void refuse(int times) {
    refuse(500, times);
  }

  /// Answers the next ones with this status.
  public void refuse(int status, int times) {
    refusal = status;
    refusals.set(times);
  }

  public NotificationMessage next() throws InterruptedException {
    NotificationMessage message = arrived.poll(30, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no notification arrived");
    }
    return message;
  }

  public int waiting() {
    return arrived.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived.add(
          new NotificationMessage(
              exchange.getRequestHeaders(), Bytes.wrap(exchange.getRequestBody().readAllBytes())));
      boolean refused = refusals.getAndDecrement() > 0;
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refused ? refusal : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
