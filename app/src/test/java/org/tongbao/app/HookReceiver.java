package org.tongbao.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program of somebody else that hears webhooks; it can be killed and started again.
final class HookReceiver implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private volatile HttpServer server;
  private volatile int status = 204;
  private volatile String answer = "";

  /// What it took.
  record Heard(String id, long timestamp, List<String> signatures, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String type() {
      return json().path("type").asString();
    }

    /// Whether this secret has signed it (Standard Webhooks, symmetric).
    boolean isSignedBy(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] text = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return signatures.contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal(text)));
    }
  }

  HookReceiver() throws IOException {
    server = listen(0);
    port = server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port + "/hook";
  }

  void answers(int next, String body) {
    status = next;
    answer = body;
  }

  void kill() {
    server.stop(0);
  }

  void revive() throws IOException {
    server = listen(port);
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  List<String> types() {
    return heard.stream().map(Heard::type).toList();
  }

  @Override
  public void close() {
    kill();
  }

  private HttpServer listen(int at) throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    made.createContext("/", this::take);
    made.start();
    return made;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      heard.add(
          new Heard(
              headers.getFirst("webhook-id"),
              Long.parseLong(headers.getFirst("webhook-timestamp")),
              List.of(headers.getFirst("webhook-signature").split(" ")),
              body));
      byte[] said = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Location", "http://localhost:" + port + "/elsewhere");
      exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
      exchange.getResponseBody().write(said);
    }
  }
}
