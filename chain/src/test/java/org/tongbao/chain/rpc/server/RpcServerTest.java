package org.tongbao.chain.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcSession;

@Timeout(60)
class RpcServerTest {
  private static final RpcEndpoint ECHO = (request, session) -> request;

  private final HttpClient http = HttpClient.newHttpClient();
  private RpcServer server = RpcServer.start(RpcServerConfig.onLoopback(0), ECHO);

  @AfterEach
  void stop() {
    http.shutdownNow();
    server.close();
  }

  @Test
  void answersPostedJson() throws Exception {
    var response = post("{\"id\":1}", "application/json; charset=utf-8");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"id\":1}");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void answersNotificationsWithNoContent() throws Exception {
    restart(RpcServerConfig.onLoopback(0), (request, session) -> new byte[0]);
    assertThat(post("{}", "application/json").statusCode()).isEqualTo(204);
  }

  @Test
  void refusesWhatIsNotJsonOrNotPost() throws Exception {
    assertThat(post("{}", "text/plain").statusCode()).isEqualTo(415);
    var get = HttpRequest.newBuilder(uri("http")).GET().build();
    assertThat(http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void refusesBodiesOverTheLimitAtOnce() throws Exception {
    restart(withLimits(2_048, 100), ECHO);
    assertThat(post(" ".repeat(2_048), "application/json").statusCode()).isEqualTo(200);
    assertThat(post(" ".repeat(2_049), "application/json").statusCode()).isEqualTo(413);
  }

  @Test
  void refusesForeignHostNames() throws Exception {
    assertThat(rawStatusLine("Host: rebound.example")).contains(" 403 ");
    assertThat(rawStatusLine("Host: localhost:1234")).contains(" 200 ");
    assertThat(rawStatusLine("Host: [::1]:1234")).contains(" 200 ");
    assertThat(rawStatusLine("X-No: host")).contains(" 403 ");
  }

  @Test
  void letsOnlyAllowedOriginsIn() throws Exception {
    var allowed =
        new RpcServerConfig(
            "127.0.0.1",
            0,
            4_096,
            10,
            65_536,
            Duration.ofSeconds(10),
            Set.of("https://shop.example"),
            Set.of("localhost"),
            ConnectionLimits.DEFAULT);
    restart(allowed, ECHO);
    assertThat(corsAnswer("https://shop.example")).contains("https://shop.example");
    assertThat(corsAnswer("https://other.example")).isEmpty();
    assertThatThrownBy(
            () ->
                http.newWebSocketBuilder()
                    .header("Origin", "https://other.example")
                    .buildAsync(uri("ws"), new Inbox())
                    .join())
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void answersWebSocketMessagesInOrder() throws Exception {
    var inbox = new Inbox();
    var socket = open(inbox);
    for (int i = 0; i < 200; i++) {
      socket.sendText("message " + i, true).join();
    }
    for (int i = 0; i < 200; i++) {
      assertThat(inbox.next()).isEqualTo("message " + i);
    }
    socket.abort();
  }

  @Test
  void joinsFragmentsAndClosesOnMessagesOverTheLimit() throws Exception {
    restart(withLimits(2_048, 100), ECHO);
    var inbox = new Inbox();
    var socket = open(inbox);
    socket.sendText("first ", false).join();
    socket.sendText("second", true).join();
    assertThat(inbox.next()).isEqualTo("first second");
    socket.sendText("x".repeat(3_000), true).join();
    assertThat(inbox.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1009);
  }

  @Test
  void pushesNotificationsAndTellsOfTheEnd() throws Exception {
    var session = new AtomicReference<RpcSession>();
    var ended = new CountDownLatch(1);
    restart(
        RpcServerConfig.onLoopback(0),
        (request, caller) -> {
          session.set(caller);
          caller.onClose(ended::countDown);
          return request;
        });
    var inbox = new Inbox();
    var socket = open(inbox);
    socket.sendText("hello", true).join();
    assertThat(inbox.next()).isEqualTo("hello");
    session.get().push("news".getBytes(UTF_8));
    assertThat(inbox.next()).isEqualTo("news");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void disconnectsAClientThatDoesNotReadItsNotifications() throws Exception {
    var session = new CompletableFuture<RpcSession>();
    var ended = new CountDownLatch(1);
    restart(
        new RpcServerConfig(
            "127.0.0.1",
            0,
            4_096,
            10,
            65_536,
            Duration.ofSeconds(60),
            Set.of(),
            Set.of(),
            ConnectionLimits.DEFAULT),
        (request, caller) -> {
          caller.onClose(ended::countDown);
          session.complete(caller);
          return request;
        });
    var inbox = new Inbox();
    inbox.reading = false;
    var socket = open(inbox);
    socket.sendText("hello", true).join();
    byte[] news = new byte[8_192];
    RpcSession subscriber = session.get(30, TimeUnit.SECONDS);
    for (int i = 0; i < 10_000 && ended.getCount() > 0; i++) {
      subscriber.push(news);
    }
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    socket.abort();
  }

  @Test
  void closesConnectionsBeyondTheLimit() throws Exception {
    restart(withLimits(2_048, 2), ECHO);
    try (var first = new Socket("127.0.0.1", server.port());
        var second = new Socket("127.0.0.1", server.port())) {
      assertThat(statusOn(first)).contains(" 200 ");
      assertThat(statusOn(second)).contains(" 200 ");
      try (var third = new Socket("127.0.0.1", server.port())) {
        third.setSoTimeout(5_000);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void answersAConnectionOneMessageAtATime() throws Exception {
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    restart(
        RpcServerConfig.onLoopback(0),
        (request, caller) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          atOnce.decrementAndGet();
          return request;
        });
    var inbox = new Inbox();
    var socket = open(inbox);
    for (int i = 0; i < 500; i++) {
      socket.sendText("m" + i, true).join();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(inbox.next()).isEqualTo("m" + i);
    }
    assertThat(most.get()).isEqualTo(1);
    socket.abort();
  }

  @Test
  void saysWhichPortIsTaken() {
    assertThatThrownBy(
            () -> RpcServer.start(RpcServerConfig.onLoopback(server.port()), ECHO).close())
        .hasMessageContaining("Cannot listen on 127.0.0.1:" + server.port())
        .hasMessageContaining("choose another port");
  }

  private void restart(RpcServerConfig config, RpcEndpoint endpoint) {
    server.close();
    server = RpcServer.start(config, endpoint);
  }

  private static RpcServerConfig withLimits(int maxMessageBytes, int maxConnections) {
    return withLimits(maxMessageBytes, maxConnections, ConnectionLimits.DEFAULT);
  }

  private static RpcServerConfig withLimits(
      int maxMessageBytes, int maxConnections, ConnectionLimits limits) {
    return new RpcServerConfig(
        "127.0.0.1",
        0,
        maxMessageBytes,
        maxConnections,
        65_536,
        Duration.ofSeconds(10),
        Set.of(),
        Set.of("localhost"),
        limits);
  }

  private URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + "/");
  }

  private HttpResponse<String> post(String body, String contentType) throws Exception {
    var request =
        HttpRequest.newBuilder(uri("http"))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private java.util.Optional<String> corsAnswer(String origin) throws Exception {
    var request =
        HttpRequest.newBuilder(uri("http"))
            .header("Origin", origin)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("access-control-allow-origin");
  }

  private String rawStatusLine(String header) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      return statusOn(socket, header);
    }
  }

  private static String statusOn(Socket socket) throws IOException {
    return statusOn(socket, "Host: localhost");
  }

  private static String statusOn(Socket socket, String header) throws IOException {
    String request =
        "POST / HTTP/1.1\r\n"
            + header
            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    socket.setSoTimeout(5_000);
    socket.getOutputStream().write(request.getBytes(UTF_8));
    byte[] head = new byte[64];
    int read = socket.getInputStream().read(head);
    return new String(head, 0, Math.max(read, 0), UTF_8).lines().findFirst().orElse("");
  }

  private WebSocket open(Inbox inbox) {
    return http.newWebSocketBuilder().buildAsync(uri("ws"), inbox).join();
  }

  private static final class Inbox implements WebSocket.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    volatile boolean reading = true;

    @Override
    public void onOpen(WebSocket socket) {
      if (reading) {
        socket.request(1);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedStage(null);
    }

    String next() throws InterruptedException {
      String message = messages.poll(30, TimeUnit.SECONDS);
      assertThat(message).as("a message within 30 s").isNotNull();
      return message == null ? "" : message;
    }
  }
}
