package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends bad requests to a node of its own over HTTP, and says what came of them and of the memory.
///
/// Arguments: how many requests (200,000), over how many connections (8), and the seed (1).
public final class BadInputHammer {
  private static final int WARM_UP_SHARE = 10;

  private final RpcServer server;
  private final TestNode node;
  private final Map<Integer, AtomicLong> codes = new ConcurrentSkipListMap<>();
  private final AtomicLong slowestNanos = new AtomicLong();

  private BadInputHammer(TestNode node, RpcServer server) {
    this.node = node;
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    int requests = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int connections = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    Path folder = Files.createTempDirectory("bad-input");
    try (TestNode node = new TestNode(folder, PoolOptions.DEFAULT, RpcLimits.DEFAULT);
        RpcServer server = RpcServer.start(RpcServerConfig.onLoopback(0), node.rpc())) {
      new BadInputHammer(node, server).run(requests, connections, seed);
    }
  }

  private void run(int requests, int connections, long seed) throws Exception {
    hammer(requests / WARM_UP_SHARE, connections, seed);
    long before = Heap.used();
    codes.clear();
    slowestNanos.set(0);
    long began = System.nanoTime();
    hammer(requests, connections, seed + connections);
    double seconds = (System.nanoTime() - began) / 1e9;
    long after = Heap.used();
    System.out.printf(
        Locale.ROOT,
        "%,d requests over %d connections in %.1f s, %,.0f/s, the slowest %,d ms%n",
        requests,
        connections,
        seconds,
        requests / seconds,
        slowestNanos.get() / 1_000_000);
    System.out.printf("answers by code (0: a result): %s%n", new TreeMap<>(codes));
    System.out.printf(
        Locale.ROOT,
        "heap after garbage collection: %,d KiB before, %,d KiB after%n",
        before / 1024,
        after / 1024);
    if (!BadRequests.CODES.containsAll(
        codes.keySet().stream().filter(code -> code != 0).toList())) {
      throw new IllegalStateException("a code that should not be: " + codes.keySet());
    }
  }

  private void hammer(int requests, int connections, long seed) throws Exception {
    List<Future<?>> senders = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        BadRequests bad = new BadRequests(seed + i, node.rpc().methods());
        senders.add(threads.submit(() -> send(bad, requests / connections)));
      }
    }
    for (Future<?> sender : senders) {
      sender.get();
    }
  }

  private void send(BadRequests bad, int count) {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      for (int i = 0; i < count; i++) {
        long began = System.nanoTime();
        byte[] answer = post(socket, bad.next());
        slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        if (answer.length > 0) {
          count(JsonMapper.shared().readTree(answer));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the node ended a connection that kept to HTTP", e);
    }
  }

  private void count(JsonNode answer) {
    if (answer.isArray()) {
      answer.forEach(this::count);
    } else {
      int code = answer.path("error").path("code").asInt(0);
      codes.computeIfAbsent(code, key -> new AtomicLong()).incrementAndGet();
    }
  }

  private static byte[] post(Socket socket, byte[] body) throws IOException {
    OutputStream out = socket.getOutputStream();
    String head =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    byte[] all = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, all, 0, head.length());
    System.arraycopy(body, 0, all, head.length(), body.length);
    out.write(all);
    String answerHead = head(socket.getInputStream()).toLowerCase(Locale.ROOT);
    int at = answerHead.indexOf("content-length: ");
    if (at < 0) {
      return new byte[0];
    }
    int length =
        Integer.parseInt(answerHead.substring(at + 16, answerHead.indexOf('\r', at)).strip());
    return socket.getInputStream().readNBytes(length);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after " + head);
      }
      head.append((char) next);
    }
    return new String(head.toString().getBytes(ISO_8859_1), UTF_8);
  }
}
