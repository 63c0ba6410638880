package org.tongbao.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/// Sends requests over several connections at once and measures.
final class Loader {
  private static final long MINED_LIMIT = TimeUnit.MINUTES.toNanos(5);
  private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);

  private Loader() {}

  /// Sends signed transactions and waits until all of them are in blocks.
  ///
  /// @param bodies batches for each connection
  /// @param count of the transactions in them
  /// @return nanoseconds from the first byte sent to the answer that tells of the last one mined
  static long transactions(Target target, List<List<byte[]>> bodies, int count)
      throws IOException, InterruptedException {
    try (Rpc rpc = target.rpc()) {
      long from = rpc.number("eth_blockNumber", "[]");
      long begin = System.nanoTime();
      try (ExecutorService senders = Executors.newFixedThreadPool(bodies.size())) {
        List<Future<Void>> sent = new ArrayList<>();
        for (List<byte[]> each : bodies) {
          sent.add(senders.submit(() -> sendAll(target, each)));
        }
        long end = awaitMined(rpc, from, count, sent);
        for (Future<Void> each : sent) {
          get(each);
        }
        return end - begin;
      }
    }
  }

  static Void sendAll(Target target, List<byte[]> bodies) throws IOException {
    try (var connection = new HttpConnection(target.port())) {
      for (byte[] body : bodies) {
        refuseErrors(connection.post(body));
      }
    }
    return null;
  }

  static void refuseErrors(byte[] answer) throws IOException {
    for (int i = 0; i + ERROR.length <= answer.length; i++) {
      if (answer[i] == '"' && Arrays.equals(answer, i, i + ERROR.length, ERROR, 0, ERROR.length)) {
        int length = Math.min(300, answer.length - i);
        String text = new String(answer, i, length, StandardCharsets.UTF_8);
        throw new IOException("a request was refused: " + text);
      }
    }
  }

  private static long awaitMined(Rpc rpc, long from, int count, List<Future<Void>> sent)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + MINED_LIMIT;
    long seen = from;
    int mined = 0;
    while (mined < count) {
      long head = rpc.number("eth_blockNumber", "[]");
      while (seen < head) {
        seen++;
        mined +=
            (int) rpc.number("eth_getBlockTransactionCountByNumber", "[\"" + hex(seen) + "\"]");
      }
      for (Future<Void> each : sent) {
        if (each.state() == Future.State.FAILED) {
          get(each);
        }
      }
      if (System.nanoTime() > limit) {
        throw new IOException("only %d of %d transactions were mined".formatted(mined, count));
      }
      TimeUnit.MILLISECONDS.sleep(4);
    }
    return System.nanoTime();
  }

  /// Waits for a block and gives it, with the hashes of its transactions.
  static JsonNode awaitBlock(Rpc rpc, long number) throws IOException, InterruptedException {
    long limit = System.nanoTime() + MINED_LIMIT;
    while (rpc.number("eth_blockNumber", "[]") < number) {
      if (System.nanoTime() > limit) {
        throw new IOException("block %d was not mined".formatted(number));
      }
      TimeUnit.MILLISECONDS.sleep(4);
    }
    return rpc.call("eth_getBlockByNumber", "[\"" + hex(number) + "\",false]");
  }

  /// Asks for a while over all connections.
  ///
  /// @param bodies what connection `i` asks, in turns
  /// @param perBody questions in one body
  /// @return questions answered in a second
  static double questions(
      Target target, int connections, long nanos, int perBody, IntFunction<List<byte[]>> bodies)
      throws IOException, InterruptedException {
    try (ExecutorService askers = Executors.newFixedThreadPool(connections)) {
      long begin = System.nanoTime();
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        List<byte[]> own = bodies.apply(i);
        work.add(() -> ask(target, own, begin + nanos));
      }
      long answered = 0;
      for (Future<Long> each : askers.invokeAll(work)) {
        answered += get(each);
      }
      return answered * perBody * 1e9 / (System.nanoTime() - begin);
    }
  }

  private static long ask(Target target, List<byte[]> bodies, long until) throws IOException {
    long answered = 0;
    try (var connection = new HttpConnection(target.port())) {
      while (System.nanoTime() < until) {
        refuseErrors(connection.post(bodies.get((int) (answered % bodies.size()))));
        answered++;
      }
    }
    return answered;
  }

  private static <T> T get(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  /// Makes sure that the node did what it was paid for: the last transaction of each account
  /// succeeded.
  static void verify(Target target, Accounts accounts, long nonce) throws IOException {
    try (Rpc rpc = target.rpc()) {
      for (int i = 0; i < accounts.count(); i++) {
        String address = accounts.address(i).toHex();
        long count = rpc.number("eth_getTransactionCount", "[\"" + address + "\",\"latest\"]");
        if (count != nonce) {
          throw new IOException("account %d has nonce %d, not %d".formatted(i, count, nonce));
        }
      }
      JsonNode receipts = rpc.call("eth_getBlockReceipts", "[\"" + hex(lastFull(rpc)) + "\"]");
      for (JsonNode receipt : receipts) {
        if (!receipt.get("status").stringValue().equals("0x1")) {
          throw new IOException("a transaction failed: " + receipt);
        }
      }
    }
  }

  private static long lastFull(Rpc rpc) throws IOException {
    long number = rpc.number("eth_blockNumber", "[]");
    while (rpc.number("eth_getBlockTransactionCountByNumber", "[\"" + hex(number) + "\"]") == 0) {
      number--;
    }
    return number;
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
