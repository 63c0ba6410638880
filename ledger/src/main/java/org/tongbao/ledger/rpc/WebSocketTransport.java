package org.tongbao.ledger.rpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON-RPC over one WebSocket, with subscriptions. A lost connection is made again: by the next
/// request, and by itself while there are subscriptions, which are then subscribed anew.
public final class WebSocketTransport implements RpcTransport {
  private static final Logger LOG = System.getLogger(WebSocketTransport.class.getName());
  private static final int MAX_UNHEARD = 10_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final URI uri;
  private final RpcLimits limits;
  private final HttpClient client;
  private final Set<Subscribed> subscriptions = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  // Our own requests: below zero, where no client's are.
  private final AtomicLong ids = new AtomicLong();
  private final ThreadPoolExecutor listeners =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_UNHEARD),
          Thread.ofVirtual().name("subscriptions").factory());
  private @Nullable WebSocketConnection current;

  /// A subscription that outlives connections.
  final class Subscribed implements AutoCloseable {
    private final List<Object> params;
    private final SubscriptionListener listener;

    private Subscribed(List<Object> params, SubscriptionListener listener) {
      this.params = List.copyOf(params);
      this.listener = listener;
    }

    /// Tells the listener nothing more; the node may go on sending until the connection ends.
    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }

  /// @param uri `ws://…` or `wss://…`; the connection is made by the first request
  public WebSocketTransport(URI uri, RpcLimits limits) {
    this.uri = uri;
    this.limits = limits;
    this.client = HttpClient.newBuilder().connectTimeout(limits.timeLimit()).build();
  }

  @Override
  public byte[] exchange(long firstId, byte[] request, Duration timeLimit) {
    return connection(timeLimit).exchange(firstId, request, null, timeLimit.toNanos());
  }

  /// Subscribes (`eth_subscribe`), such as to `newHeads`, until the result is closed.
  ///
  /// @throws RpcException when the node cannot be reached or refuses
  public AutoCloseable subscribe(List<Object> params, SubscriptionListener listener) {
    var subscribed = new Subscribed(params, listener);
    subscribe(connection(limits.timeLimit()), subscribed);
    subscriptions.add(subscribed);
    return subscribed;
  }

  private void subscribe(WebSocketConnection connection, Subscribed subscribed) {
    long id = ids.decrementAndGet();
    byte[] request =
        JsonRpcClient.JSON.writeValueAsBytes(
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                id,
                "method",
                "eth_subscribe",
                "params",
                subscribed.params));
    byte[] answer = connection.exchange(id, request, subscribed, limits.timeLimit().toNanos());
    JsonNode error = JsonRpcClient.JSON.readTree(answer).path("error");
    if (!error.isMissingNode()) {
      throw new RpcException.Refused(
          error.path("code").intValue(0), error.path("message").asString(""));
    }
  }

  /// False when the listeners are too far behind.
  boolean tell(Subscribed subscribed, JsonNode result) {
    return tell(subscribed, () -> subscribed.listener.notified(result));
  }

  private boolean tell(Subscribed subscribed, Runnable news) {
    try {
      listeners.execute(
          () -> {
            if (subscriptions.contains(subscribed)) {
              hear(news);
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private static void hear(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A subscription's listener failed", e);
    }
  }

  private synchronized WebSocketConnection connection(Duration timeLimit) {
    if (closed.getCount() == 0) {
      throw new RpcException.Unreachable("the connection is closed");
    }
    WebSocketConnection open = current;
    if (open != null && open.isOpen()) {
      return open;
    }
    var made = new WebSocketConnection(limits.maxAnswerBytes(), this);
    made.opened(connect(made, timeLimit));
    current = made;
    return made;
  }

  private WebSocket connect(WebSocketConnection listener, Duration timeLimit) {
    try {
      return client
          .newWebSocketBuilder()
          .buildAsync(uri, listener)
          .get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RpcException.TimedOut("no WebSocket within " + timeLimit);
    } catch (ExecutionException e) {
      throw new RpcException.Unreachable("cannot open a WebSocket", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException.TimedOut("interrupted while connecting");
    }
  }

  /// A connection has ended.
  void lost() {
    if (closed.getCount() > 0 && !subscriptions.isEmpty()) {
      Thread.ofVirtual().name("reconnect").start(this::restore);
    }
  }

  private void restore() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closed.await(pause, TimeUnit.MILLISECONDS) && !subscriptions.isEmpty()) {
        if (restored()) {
          return;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean restored() {
    try {
      WebSocketConnection connection = connection(limits.timeLimit());
      for (Subscribed each : subscriptions) {
        subscribe(connection, each);
        tell(each, each.listener::resumed);
      }
      return true;
    } catch (RpcException e) {
      LOG.log(Level.DEBUG, "Subscribing again failed: {0}", e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      if (current != null) {
        current.end(new RpcException.Unreachable("the connection is closed"));
      }
    }
    listeners.shutdownNow();
    client.shutdownNow();
  }
}
