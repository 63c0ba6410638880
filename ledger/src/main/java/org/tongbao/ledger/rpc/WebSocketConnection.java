package org.tongbao.ledger.rpc;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One WebSocket while it lasts: finds for each message the request that waits for it.
final class WebSocketConnection implements WebSocket.Listener {
  private static final long PROBE_MILLIS = 1_000;

  private final int maxAnswerBytes;
  private final WebSocketTransport owner;
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final Map<String, WebSocketTransport.Subscribed> subscriptions =
      new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private final ReentrantLock sending = new ReentrantLock();
  private final CompletableFuture<RpcException> ended = new CompletableFuture<>();
  private volatile @Nullable WebSocket socket;

  /// @param subscribed whose `eth_subscribe` it is: known before the next message is read
  private record Waiting(
      CompletableFuture<byte[]> answer, WebSocketTransport.@Nullable Subscribed subscribed) {}

  WebSocketConnection(int maxAnswerBytes, WebSocketTransport owner) {
    this.maxAnswerBytes = maxAnswerBytes;
    this.owner = owner;
  }

  void opened(WebSocket opened) {
    socket = opened;
    Thread.ofVirtual().name("websocket-probe").start(this::probe);
  }

  /// The JDK's client (up to 25 at least) loses the end of a stream that it reads while it tells
  /// its listener a message: it expects to be asked for each event, and throws an `InternalError`
  /// into nobody's hands. Who waits is told by the first write that fails, so something is written
  /// now and then: a pong that nobody asked for, which the protocol lets the node ignore.
  private void probe() {
    while (!endsWithin(PROBE_MILLIS)) {
      if (!waiting.isEmpty() || !subscriptions.isEmpty()) {
        try {
          long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS);
          send(open -> open.sendPong(ByteBuffer.allocate(0)), deadline);
        } catch (TimeoutException e) {
          // Somebody sends a long message; the next turn tries again.
        } catch (ExecutionException e) {
          // The connection has ended, which is what the probe is for.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private boolean endsWithin(long millis) {
    try {
      ended.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a connection has no failure of its own", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  boolean isOpen() {
    return !ended.isDone();
  }

  byte[] exchange(
      long id, byte[] request, WebSocketTransport.@Nullable Subscribed subscribed, long nanos) {
    long deadline = System.nanoTime() + nanos;
    var answer = new CompletableFuture<byte[]>();
    waiting.put(id, new Waiting(answer, subscribed));
    CompletableFuture<Void> failing = ended.thenAccept(answer::completeExceptionally);
    try {
      String text = new String(request, StandardCharsets.UTF_8);
      send(open -> open.sendText(text, true), deadline);
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RpcException.TimedOut("no answer over WebSocket in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RpcException known
          ? known
          : new RpcException.Unreachable("the WebSocket failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException.TimedOut("interrupted while waiting for an answer");
    } finally {
      failing.cancel(false);
      waiting.remove(id);
    }
  }

  /// A socket takes one message at a time. One that does not take it has ended.
  private void send(Function<WebSocket, CompletableFuture<WebSocket>> message, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    WebSocket open = socket;
    if (open == null || !sending.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    try {
      message.apply(open).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      end(new RpcException.Unreachable("the WebSocket broke", e.getCause()));
      throw e;
    } finally {
      sending.unlock();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (message.length() + part.length() > maxAnswerBytes) {
      end(new RpcException.TooLarge(maxAnswerBytes));
      return null;
    }
    message.append(part);
    if (last) {
      byte[] whole = message.toString().getBytes(StandardCharsets.UTF_8);
      message.setLength(0);
      received(whole);
    }
    from.request(1);
    return null;
  }

  private void received(byte[] text) {
    JsonNode json;
    try {
      json = JsonRpcClient.JSON.readTree(text);
    } catch (JacksonException e) {
      end(new RpcException.Malformed("the node sent no JSON", e));
      return;
    }
    if (json.path("method").asString("").equals("eth_subscription")) {
      notified(json.path("params"));
      return;
    }
    JsonNode first = json.isArray() ? json.path(0) : json;
    Waiting request = waiting.get(first.path("id").longValue(0));
    if (request == null) {
      unclaimed(first);
      return;
    }
    if (request.subscribed() != null && json.path("result").isString()) {
      subscriptions.put(json.path("result").stringValue(), request.subscribed());
    }
    request.answer().complete(text);
  }

  /// An error without an id belongs to one of those who wait, but nobody knows to which. An answer
  /// that comes after its time limit belongs to nobody.
  private void unclaimed(JsonNode answer) {
    if (answer.path("id").isNull() && answer.has("error")) {
      end(new RpcException.Malformed("the node answered " + answer.path("error")));
    }
  }

  private void notified(JsonNode params) {
    WebSocketTransport.Subscribed subscribed =
        subscriptions.get(params.path("subscription").asString(""));
    if (subscribed != null && !owner.tell(subscribed, params.path("result"))) {
      end(new RpcException.Unreachable("notifications came faster than they were heard"));
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    end(new RpcException.Unreachable("the node closed the WebSocket: " + status + " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    end(new RpcException.Unreachable("the WebSocket broke", failure));
  }

  void end(RpcException reason) {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    if (ended.complete(reason)) {
      owner.lost();
    }
  }
}
