package org.tongbao.ledger.rpc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON-RPC 2.0 requests and batches over any transport. Thread-safe.
public final class JsonRpcClient implements AutoCloseable {
  private static final int REVERTED = 3;

  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .build();

  private final RpcTransport transport;
  private final RpcLimits limits;
  private final AtomicLong ids = new AtomicLong();

  /// One request of a batch. Parameters are maps, lists, strings, booleans, numbers and null.
  public record Request(String method, List<? extends @Nullable Object> params) {
    public static Request of(String method, @Nullable Object... params) {
      return new Request(method, Arrays.asList(params));
    }
  }

  /// What came of one request of a batch.
  public sealed interface Answer {
    /// The result, which may be JSON's null.
    record Result(JsonNode value) implements Answer {}

    /// Refused, reverted or not answered.
    record Failed(RpcException reason) implements Answer {}

    /// @throws RpcException when the request failed
    default JsonNode value() {
      return switch (this) {
        case Result result -> result.value();
        case Failed failed -> throw failed.reason();
      };
    }
  }

  public JsonRpcClient(RpcTransport transport, RpcLimits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  /// @return the result, which may be JSON's null
  /// @throws RpcException when there is none
  public JsonNode request(String method, @Nullable Object... params) {
    long id = ids.incrementAndGet();
    byte[] message = JSON.writeValueAsBytes(message(id, Request.of(method, params)));
    JsonNode answer = parse(transport.exchange(id, message, limits.timeLimit()));
    requireId(answer, id);
    return answer(answer).value();
  }

  /// Sends requests together and gives their answers in the same order.
  ///
  /// @throws RpcException when a whole batch failed
  public List<Answer> batch(List<Request> requests) {
    List<Answer> answers = new ArrayList<>(requests.size());
    for (int from = 0; from < requests.size(); from += limits.maxBatch()) {
      int to = Math.min(requests.size(), from + limits.maxBatch());
      answers.addAll(exchange(requests.subList(from, to)));
    }
    return answers;
  }

  private List<Answer> exchange(List<Request> requests) {
    long first = ids.getAndAdd(requests.size()) + 1;
    List<Object> messages = new ArrayList<>();
    for (Request request : requests) {
      messages.add(message(first + messages.size(), request));
    }
    JsonNode array =
        parse(transport.exchange(first, JSON.writeValueAsBytes(messages), limits.timeLimit()));
    if (!array.isArray()) {
      requireNoError(array);
      throw new RpcException.Malformed("a batch was answered by no array");
    }
    Map<Long, JsonNode> byId = new HashMap<>();
    for (JsonNode answer : array) {
      byId.put(answer.path("id").longValue(0), answer);
    }
    List<Answer> answers = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      JsonNode answer = byId.get(first + i);
      answers.add(
          answer == null
              ? new Answer.Failed(new RpcException.Malformed("a request of a batch has no answer"))
              : answer(answer));
    }
    return answers;
  }

  private static Map<String, Object> message(long id, Request request) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("method", request.method());
    message.put("params", request.params());
    return message;
  }

  private static JsonNode parse(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new RpcException.Malformed("the answer is not JSON", e);
    }
  }

  private static void requireId(JsonNode answer, long id) {
    JsonNode given = answer.path("id");
    if (given.isNull() || given.isMissingNode()) {
      requireNoError(answer);
    }
    if (given.longValue(0) != id) {
      throw new RpcException.Malformed("the answer is to request " + given + ", not " + id);
    }
  }

  private static void requireNoError(JsonNode answer) {
    if (answer.has("error")) {
      answer(answer).value();
    }
  }

  private static Answer answer(JsonNode message) {
    JsonNode error = message.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      return new Answer.Failed(failure(error));
    }
    JsonNode result = message.get("result");
    return result == null
        ? new Answer.Failed(new RpcException.Malformed("an answer without result and error"))
        : new Answer.Result(result);
  }

  /// Most nodes put what a reverted call returned into `data`, with code 3 or another.
  private static RpcException failure(JsonNode error) {
    int code = error.path("code").intValue(0);
    String message = error.path("message").asString("no message");
    Bytes data = revertData(error.path("data"));
    boolean reverted = code == REVERTED || message.contains("revert");
    return reverted && data != null
        ? new RpcException.Reverted(data)
        : new RpcException.Refused(code, message);
  }

  private static @Nullable Bytes revertData(JsonNode data) {
    String text = data.isObject() ? data.path("data").asString("") : data.asString("");
    String hex = text.startsWith("Reverted ") ? text.substring("Reverted ".length()) : text;
    try {
      return Bytes.fromHex(hex);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
