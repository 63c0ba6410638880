package org.tongbao.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Takes what institutions notify instead of the application, so that a test brings it there
/// itself, when and as often as it likes. What comes is not acknowledged.
final class Letterbox implements AutoCloseable {
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

  /// What an institution wrote, to the very byte.
  record Letter(String path, String type, String body) {
    /// Brings it to an application.
    HttpResponse<String> bringTo(HttpClient client, URI application)
        throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(application.resolve(path))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  Letterbox() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    server.createContext("/", this::take);
    server.start();
  }

  /// What the setting `payments.address` is to be.
  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// The next letter. The institution repeats what is not acknowledged; `clear` before waiting for
  /// news.
  Letter await() throws InterruptedException {
    Letter letter = letters.poll(30, TimeUnit.SECONDS);
    if (letter == null) {
      throw new AssertionError("nothing was notified");
    }
    return letter;
  }

  void clear() {
    letters.clear();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      letters.add(new Letter(exchange.getRequestURI().toString(), type, body));
      exchange.sendResponseHeaders(UNAVAILABLE, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
