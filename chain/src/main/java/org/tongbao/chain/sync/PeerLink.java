package org.tongbao.chain.sync;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcResult;
import org.tongbao.chain.rpc.RpcSession;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// Asks the node at the other end of a connection, whichever of the two made it. Thread-safe.
final class PeerLink {
  private final RpcSession session;
  private final Duration timeout;
  private final JsonFactory factory = new JsonFactory();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Question> waiting = new ConcurrentHashMap<>();
  private final CompletableFuture<PeerFault> end = new CompletableFuture<>();

  PeerLink(RpcSession session, Duration timeout) {
    this.session = session;
    this.timeout = timeout;
    session.onResponse(this::take);
    session.onClose(() -> end(PeerFault.lost("the connection ended")));
  }

  /// A request under way.
  record Question(String method, CompletableFuture<JsonNode> answer) {}

  /// Sends a request without waiting for its answer.
  ///
  /// @param params writes one JSON array
  Question ask(String method, RpcResult params) {
    long id = ids.incrementAndGet();
    Question question = new Question(method, new CompletableFuture<>());
    waiting.put(id, question);
    PeerFault ended = end.getNow(null);
    if (ended != null) {
      waiting.remove(id);
      throw ended;
    }
    session.push(message(id, method, params));
    return question;
  }

  /// Waits for the answer to a request.
  ///
  /// @throws PeerFault when there is none in time, an error, or the connection ends
  JsonNode await(Question question) {
    try {
      return question.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw PeerFault.misbehaved(
          "stalls: no answer to %s in %s".formatted(question.method(), Spans.of(timeout)));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PeerFault fault ? fault : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PeerFault.lost("the node is closing");
    }
  }

  JsonNode request(String method, RpcResult params) {
    return await(ask(method, params));
  }

  /// Tells the peer something that it need not answer.
  void tell(String method, RpcResult params) {
    session.push(message(0, method, params));
  }

  private byte[] message(long id, String method, RpcResult params) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out =
        factory.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      out.writeStartObject();
      out.writeStringProperty("jsonrpc", "2.0");
      if (id > 0) {
        out.writeNumberProperty("id", id);
      }
      out.writeStringProperty("method", method);
      out.writeName("params");
      params.writeTo(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /// An answer that nobody waits for (any more) is dropped.
  private void take(JsonNode message) {
    JsonNode id = message.path("id");
    Question question = id.isIntegralNumber() ? waiting.remove(id.asLong(-1)) : null;
    if (question == null) {
      return;
    }
    JsonNode result = message.get("result");
    if (result != null) {
      question.answer().complete(result);
      return;
    }
    String words = PeerJson.printable(message.path("error").path("message").asString(""));
    question
        .answer()
        .completeExceptionally(
            PeerFault.refused("answers %s with \"%s\"".formatted(question.method(), words)));
  }

  /// Ends the connection for this reason, unless it has ended for another.
  void end(PeerFault reason) {
    if (end.complete(reason)) {
      session.close();
    }
    waiting.values().forEach(each -> each.answer().completeExceptionally(endReason()));
    waiting.clear();
  }

  boolean hasEnded() {
    return end.isDone();
  }

  private PeerFault endReason() {
    PeerFault reason = end.getNow(null);
    return reason == null ? PeerFault.lost("the connection ended") : reason;
  }

  /// Waits for the end of the connection and says why it ended.
  PeerFault awaitEnd() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable PeerFault endOrNull() {
    return end.getNow(null);
  }
}
