package org.tongbao.chain.rpc.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.rpc.Heap;
import org.tongbao.chain.rpc.RpcLimits;
import org.tongbao.chain.rpc.TestNode;

/// Clients that do not keep to the protocols, or ask for more than their share.
@Timeout(60)
class HostileConnectionsTest {
  private static final int MESSAGE_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 2 << 20;
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(0, 4, Duration.ofMillis(400), BUFFER_BYTES);
  private static final String CHAIN_ID = call("eth_chainId", "");

  @TempDir Path folder;

  private TestNode node;
  private RpcServer server;

  @BeforeEach
  void start() {
    node = new TestNode(folder, PoolOptions.DEFAULT, RpcLimits.DEFAULT);
    server = start(LIMITS);
  }

  private RpcServer start(ConnectionLimits limits) {
    return RpcServer.start(
        new RpcServerConfig(
            "127.0.0.1",
            0,
            MESSAGE_BYTES,
            300,
            65_536,
            Duration.ofSeconds(30),
            Set.of(),
            Set.of(),
            limits),
        node.rpc());
  }

  @AfterEach
  void stop() {
    server.close();
    node.close();
  }

  /// Connections that send their requests byte by byte do not stay, and keep nobody out.
  @Test
  void endsRequestsThatDoNotArrive() throws Exception {
    List<Socket> slow = new ArrayList<>();
    String[] beginnings = {
      "P", "POST / HTTP/1.1\r\nHost: 127.", head(500) + "{\"jsonrpc\"", upgrade()
    };
    for (int i = 0; i < 200; i++) {
      Socket socket = connect();
      write(socket, beginnings[i % beginnings.length]);
      if (i % beginnings.length == 3) {
        readHead(socket);
        socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0xfe, 0x10});
      }
      slow.add(socket);
    }
    assertThat(post(CHAIN_ID)).contains("\"0x7a69\"");
    for (Socket socket : slow) {
      assertThat(isEnded(socket)).isTrue();
      socket.close();
    }
  }

  /// Large bodies that never end: together they never hold more than their share.
  @Test
  void boundsWhatUnfinishedMessagesHold() throws Exception {
    server.close();
    server = start(new ConnectionLimits(0, 4, Duration.ofSeconds(30), BUFFER_BYTES));
    int part = 400_000;
    List<Socket> senders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = connect();
      senders.add(socket);
      try {
        write(socket, head(MESSAGE_BYTES) + " ".repeat(part));
      } catch (SocketException closed) {
        assertThat(i).as("connections within the limit").isGreaterThanOrEqualTo(5);
      }
    }
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (open(senders) > BUFFER_BYTES / part) {
      assertThat(System.nanoTime()).as("closed within 60 s").isLessThan(end);
    }
    // Whose bytes come first stays; where many grow at the same moment, all of them may have to go.
    for (Socket socket : senders) {
      socket.close();
    }
    assertThat(post(CHAIN_ID + " ".repeat(part))).contains("\"0x7a69\"");
    assertThat(post(CHAIN_ID)).contains("\"0x7a69\"");
  }

  private static int open(List<Socket> sockets) throws IOException {
    int open = 0;
    for (Socket socket : sockets) {
      socket.setSoTimeout(20);
      try {
        if (!isEnded(socket)) {
          open++;
        }
      } catch (SocketTimeoutException nothingYet) {
        open++;
      }
    }
    return open;
  }

  /// Answers that nobody reads.
  @Test
  void endsConnectionsThatDoNotTakeTheirAnswers() throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 5_000);
    socket.setSoTimeout(10_000);
    String batch = "[" + (CHAIN_ID + ",").repeat(999) + CHAIN_ID + "]";
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    boolean cut = false;
    while (!cut) {
      assertThat(System.nanoTime()).as("cut off within 60 s").isLessThan(end);
      try {
        write(socket, head(batch.length()) + batch);
      } catch (SocketException ended) {
        cut = true;
      }
    }
    socket.close();
    assertThat(post(CHAIN_ID)).contains("\"0x7a69\"");
  }

  @Test
  void answersBinaryFramesAndClosesOnBrokenOnes() throws Exception {
    try (Socket socket = openWebSocket()) {
      frame(socket, 0x82, CHAIN_ID.getBytes(UTF_8));
      assertThat(readFrame(socket)).contains("\"0x7a69\"");
      frame(socket, 0x82, new byte[] {(byte) 0xff, 0, 1});
      assertThat(readFrame(socket)).contains("-32700");
      frame(socket, 0x81, new byte[] {'"', (byte) 0xc0, (byte) 0xff, '"'});
      assertThat(readFrame(socket)).contains("-32700");
      frame(socket, 0x81, "5".getBytes(UTF_8));
      assertThat(readFrame(socket)).contains("-32600");
    }
    assertThat(closeCode(0x83, new byte[0])).isEqualTo(1002);
    assertThat(closeCode(0xf1, new byte[0])).isEqualTo(1002);
    assertThat(closeCode(0x80, new byte[0])).isEqualTo(1002);
  }

  /// Pings between the parts of a message do not stop its clock.
  @Test
  void endsAMessageInPartsThatDoesNotEnd() throws Exception {
    try (Socket socket = openWebSocket()) {
      frame(socket, 0x01, new byte[10]);
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      boolean ended = false;
      while (!ended) {
        assertThat(System.nanoTime()).as("ended within 60 s").isLessThan(end);
        try {
          frame(socket, 0x89, new byte[0]);
          ended = socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
          ended = true;
        }
      }
    }
  }

  /// A client that waits for news, and only pings meanwhile, stays.
  @Test
  void keepsClientsThatOnlyPing() throws Exception {
    try (Socket socket = openWebSocket()) {
      long end = System.nanoTime() + 3 * LIMITS.messageTime().toNanos();
      while (System.nanoTime() < end) {
        frame(socket, 0x89, new byte[20]);
        assertThat(readFrame(socket)).hasSize(20);
        frame(socket, 0x8a, new byte[100]);
      }
      frame(socket, 0x81, CHAIN_ID.getBytes(UTF_8));
      assertThat(readFrame(socket)).contains("\"0x7a69\"");
    }
  }

  @Test
  void boundsTheSubscriptionsOfAConnection() throws Exception {
    try (Socket socket = openWebSocket()) {
      byte[] subscribe = call("eth_subscribe", "\"newHeads\"").getBytes(UTF_8);
      for (int i = 0; i < RpcLimits.DEFAULT.maxFiltersPerSession(); i++) {
        frame(socket, 0x81, subscribe);
        assertThat(readFrame(socket)).contains("\"result\":\"0x");
      }
      frame(socket, 0x81, subscribe);
      assertThat(readFrame(socket)).contains("-32005").contains("too many subscriptions");
    }
  }

  /// Clients that subscribe and go at once leave nothing behind.
  @Test
  void forgetsTheSubscriptionsOfThoseWhoLeft() throws Exception {
    byte[] subscribe = call("eth_subscribe", "\"newPendingTransactions\"").getBytes(UTF_8);
    leave(subscribe, 50);
    long before = Heap.used();
    leave(subscribe, 300);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (Heap.used() - before > 1 << 20) {
      assertThat(System.nanoTime()).as("forgotten within 60 s").isLessThan(end);
    }
  }

  private void leave(byte[] subscribe, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Socket socket = openWebSocket()) {
        for (int each = 0; each < 10; each++) {
          frame(socket, 0x81, subscribe);
        }
      }
    }
  }

  @Test
  void refusesRequestsOverTheRate() throws Exception {
    server.close();
    server = start(LIMITS.withRequestsPerSecond(50));
    String batch = "[" + (CHAIN_ID + ",").repeat(99) + CHAIN_ID + "]";
    String answer = post(batch);
    assertThat(answer.split("0x7a69", -1).length - 1).isBetween(50, 60);
    assertThat(answer).contains("-32005").contains("the limit is 50 per second of one connection");
    try (Socket socket = openWebSocket()) {
      frame(socket, 0x81, batch.getBytes(UTF_8));
      assertThat(readFrame(socket)).contains("0x7a69").contains("-32005");
    }
  }

  @Test
  void boundsTheConnectionsOfAnAddressButThisMachines() throws Exception {
    Traffic traffic = new Traffic(LIMITS);
    InetAddress stranger = InetAddress.getByName("192.0.2.1");
    for (int i = 0; i < 4; i++) {
      assertThat(traffic.enter(stranger)).isTrue();
    }
    assertThat(traffic.enter(stranger)).isFalse();
    assertThat(traffic.enter(InetAddress.getByName("192.0.2.2"))).isTrue();
    traffic.leave(stranger);
    assertThat(traffic.enter(stranger)).isTrue();
    for (int i = 0; i < 9; i++) {
      assertThat(traffic.enter(InetAddress.getLoopbackAddress())).isTrue();
    }
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, params);
  }

  private static String head(int length) {
    return "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static String upgrade() {
    return String.join(
        "\r\n",
        "GET / HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "",
        "");
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private String post(String body) throws IOException {
    try (Socket socket = connect()) {
      write(socket, head(body.length()) + body);
      String head = readHead(socket);
      int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
      int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
      return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }
  }

  private static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("after " + head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private Socket openWebSocket() throws IOException {
    Socket socket = connect();
    write(socket, upgrade());
    assertThat(readHead(socket)).startsWith("HTTP/1.1 101");
    return socket;
  }

  /// A masked frame with a mask of zeros.
  private static void frame(Socket socket, int firstByte, byte[] payload) throws IOException {
    byte[] header =
        payload.length < 126
            ? new byte[] {(byte) firstByte, (byte) (0x80 | payload.length), 0, 0, 0, 0}
            : new byte[] {
              (byte) firstByte,
              (byte) 0xfe,
              (byte) (payload.length >> 8),
              (byte) payload.length,
              0,
              0,
              0,
              0
            };
    byte[] all = Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, all, header.length, payload.length);
    socket.getOutputStream().write(all);
  }

  private static String readFrame(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    return new String(in.readNBytes(length), UTF_8);
  }

  private int closeCode(int firstByte, byte[] payload) throws IOException {
    try (Socket socket = openWebSocket()) {
      frame(socket, firstByte, payload);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readUnsignedByte()).as("a close frame").isEqualTo(0x88);
      in.readUnsignedByte();
      return in.readUnsignedShort();
    }
  }
}
