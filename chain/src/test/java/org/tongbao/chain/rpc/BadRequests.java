package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.Set;

/// Requests as a careless or hostile client sends them, the same for the same seed: valid ones with
/// something broken in their parameters, their form or their bytes.
final class BadRequests {
  /// What may be answered. An internal error, -32603, never may.
  static final Set<Integer> CODES =
      Set.of(-32700, -32600, -32601, -32602, -32000, -32001, -32005, 3);

  private static final String ADDRESS = "\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\"";
  private static final String WORD = "\"0x" + "0".repeat(63) + "1\"";

  /// Values that are wrong somewhere and right elsewhere.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e400",
          "12345678901234567890123456789012345678901234567890",
          "\"\"",
          "\"0x\"",
          "\"0x0\"",
          "\"0x01\"",
          "\"0x1\"",
          "\"0xg\"",
          "\"0X1\"",
          "\"-0x1\"",
          "\"0xffffffffffffffff\"",
          "\"0x7fffffffffffffff\"",
          "\"0x10000000000000000\"",
          "\"0x" + "f".repeat(64) + "\"",
          "\"0x" + "f".repeat(65) + "\"",
          "\"latest\"",
          "\"earliest\"",
          "\"\\u0000\\ud800\"",
          "\"" + "x".repeat(3_000) + "\"",
          ADDRESS,
          WORD,
          "[]",
          "[[]]",
          "[null]",
          "[" + WORD + "," + ADDRESS + "]",
          "{}",
          "{\"a\":1}",
          "{\"blockHash\":" + WORD + "}",
          "{\"blockNumber\":\"0x5\",\"blockHash\":" + WORD + "}",
          "{\"from\":" + ADDRESS + ",\"to\":" + ADDRESS + ",\"gas\":\"0xffffffffffffffff\"}",
          "{\"from\":" + ADDRESS + ",\"value\":\"0x" + "f".repeat(64) + "\"}",
          "{\"data\":\"0x6000600055\",\"maxFeePerGas\":\"0x" + "f".repeat(64) + "\"}",
          "{\"input\":\"0x5b600056\",\"gas\":\"0xffff\"}",
          "{\"authorizationList\":[{\"chainId\":\"0x1\"}]}",
          "{\"accessList\":[{\"address\":" + ADDRESS + ",\"storageKeys\":[5]}]}",
          "{\"fromBlock\":\"0x0\",\"toBlock\":\"0x7fffffffffffffff\"}",
          "{\"fromBlock\":\"latest\",\"toBlock\":\"earliest\",\"topics\":[[[]]]}",
          "{\"topics\":[[null," + WORD + "]],\"address\":[" + ADDRESS + "]}",
          "{\"tracer\":\"prestateTracer\"}",
          "{\"tracer\":\"callTracer\",\"tracerConfig\":7}",
          "{\"limit\":-1}",
          "{\"newHeads\":true}");

  private final Random random;
  private final List<String> methods;

  BadRequests(long seed, Set<String> methods) {
    this.random = new Random(seed);
    this.methods = methods.stream().sorted().toList();
  }

  /// The bytes of one request.
  byte[] next() {
    String request = request(pick(methods));
    return switch (random.nextInt(12)) {
      case 0 -> cut(request);
      case 1 -> damaged(request);
      case 2 -> (request + request).getBytes(UTF_8);
      case 3 -> ("[" + request + "," + pick(VALUES) + "]").getBytes(UTF_8);
      case 4 -> request.replace("\"2.0\"", pick(VALUES)).getBytes(UTF_8);
      case 5 -> request.replace("\"id\":1", "\"id\":" + pick(VALUES)).getBytes(UTF_8);
      default -> request.getBytes(UTF_8);
    };
  }

  /// A batch of such requests in which each is valid JSON.
  String batch(int size) {
    StringBuilder all = new StringBuilder("[");
    for (int i = 0; i < size; i++) {
      all.append(i == 0 ? "" : ",").append(request(pick(methods)));
    }
    return all.append(']').toString();
  }

  private String request(String method) {
    StringBuilder params = new StringBuilder();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      params.append(i == 0 ? "" : ",").append(pick(VALUES));
    }
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, params);
  }

  private byte[] cut(String request) {
    return request.substring(0, random.nextInt(request.length())).getBytes(UTF_8);
  }

  private byte[] damaged(String request) {
    byte[] bytes = request.getBytes(ISO_8859_1);
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
