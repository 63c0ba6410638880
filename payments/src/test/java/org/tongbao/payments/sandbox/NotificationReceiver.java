package org.tongbao.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.primitives.Bytes;

/// A merchant's notification address. It answers what it is told to and keeps what arrived.
final class NotificationReceiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<NotificationMessage> arrived = new LinkedBlockingQueue<>();
  private volatile String answer = "success";

  NotificationReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void answerWith(String text) {
    answer = text;
  }

  NotificationMessage next() throws InterruptedException {
    NotificationMessage message = arrived.poll(30, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no notification arrived");
    }
    return message;
  }

  int waiting() {
    return arrived.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived.add(
          new NotificationMessage(
              exchange.getRequestHeaders(), Bytes.wrap(exchange.getRequestBody().readAllBytes())));
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
