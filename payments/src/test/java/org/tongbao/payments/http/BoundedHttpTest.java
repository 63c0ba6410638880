package org.tongbao.payments.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BoundedHttpTest {
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
              case "/large" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] block = new byte[64 * 1024];
                for (int sent = 0; sent <= 2 * BoundedHttp.LARGEST_ANSWER; sent += block.length) {
                  exchange.getResponseBody().write(block);
                }
              }
              case "/moved" -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
              }
              default -> {}
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsOnlySoMuch() {
    assertThatThrownBy(() -> send("GET", "/large")).isInstanceOf(IOException.class);
  }

  @Test
  void followsNoRedirect() throws Exception {
    assertThat(send("GET", "/moved").status()).isEqualTo(302);
    assertThat(calls).hasValue(1);
  }

  /// A connection that breaks may have carried the call: it is not sent again.
  @Test
  void sendsOnce() {
    assertThatThrownBy(() -> send("POST", "/dropped")).isInstanceOf(IOException.class);
    assertThat(calls).hasValue(1);
  }

  private BoundedHttp.Reply send(String method, String path) throws IOException {
    try (BoundedHttp http = new BoundedHttp(Duration.ofSeconds(20))) {
      return http.send(
          method,
          URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
          Map.of(),
          method.equals("POST") ? "a=b" : "");
    }
  }
}
