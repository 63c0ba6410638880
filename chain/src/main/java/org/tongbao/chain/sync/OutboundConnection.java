package org.tongbao.chain.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcSession;
import tools.jackson.databind.JsonNode;

/// A WebSocket that this node opened to another. Both ends ask and answer over it; one message is
/// handled after the other and none is read meanwhile, so a peer cannot queue work here.
final class OutboundConnection implements RpcSession, WebSocket.Listener {
  /// Characters of one message: a block of the largest size in hex, and room around it.
  static final int MAX_MESSAGE = 20 << 20;

  private static final long MAX_UNSENT_BYTES = 32L << 20;

  private final URI address;
  private final RpcEndpoint endpoint;
  private final StringBuilder incoming = new StringBuilder();
  private final AtomicLong unsentBytes = new AtomicLong();
  private final List<Runnable> closeActions = new ArrayList<>();
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
  private boolean ended;
  private volatile @Nullable WebSocket socket;
  private volatile @Nullable Consumer<JsonNode> responseTaker;
  private volatile Consumer<PeerFault> onFault = fault -> close();

  /// @param endpoint answers what the other node asks
  OutboundConnection(URI address, RpcEndpoint endpoint) {
    this.address = address;
    this.endpoint = endpoint;
  }

  /// Lets `taker` hear what the other end does that no connection stands; it is to close this one.
  void onFault(Consumer<PeerFault> taker) {
    onFault = taker;
  }

  /// Connects.
  ///
  /// @throws PeerFault when that does not work
  void open(HttpClient http, Duration timeout) {
    try {
      var _ = http.newWebSocketBuilder().connectTimeout(timeout).buildAsync(address, this).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String words =
          cause instanceof ConnectException && cause.getMessage() == null
              ? "nobody listens there"
              : cause.toString();
      throw PeerFault.lost("cannot connect: " + PeerJson.printable(words));
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (incoming.length() + data.length() > MAX_MESSAGE) {
      onFault.accept(
          PeerFault.misbehaved("sends a message of over %,d bytes".formatted(MAX_MESSAGE)));
      return null;
    }
    incoming.append(data);
    if (last) {
      byte[] message = incoming.toString().getBytes(UTF_8);
      incoming.setLength(0);
      if (incoming.capacity() > 1 << 20) {
        incoming.trimToSize();
      }
      byte[] answer = endpoint.handle(message, this);
      if (answer.length > 0) {
        push(answer);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    onFault.accept(PeerFault.misbehaved("sends binary messages"));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    close();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    close();
  }

  @Override
  public boolean acceptsNotifications() {
    return true;
  }

  /// Binary frames, which the other end reads as it does text: the bytes need not be copied.
  @Override
  public void push(byte[] message) {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("a connection that is not open");
    }
    if (unsentBytes.addAndGet(message.length) > MAX_UNSENT_BYTES) {
      onFault.accept(PeerFault.lost("does not read what it is sent"));
      return;
    }
    synchronized (this) {
      sending =
          sending
              .thenCompose(sent -> open.sendBinary(ByteBuffer.wrap(message), true))
              .whenComplete((sent, error) -> unsentBytes.addAndGet(-message.length));
    }
  }

  @Override
  public String remote() {
    return address.toString();
  }

  @Override
  public void onResponse(Consumer<JsonNode> taker) {
    responseTaker = taker;
  }

  @Override
  public boolean takeResponse(JsonNode response) {
    Consumer<JsonNode> taker = responseTaker;
    if (taker == null) {
      return false;
    }
    taker.accept(response);
    return true;
  }

  @Override
  public void onClose(Runnable action) {
    synchronized (closeActions) {
      if (!ended) {
        closeActions.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void close() {
    List<Runnable> actions;
    synchronized (closeActions) {
      if (ended) {
        return;
      }
      ended = true;
      actions = List.copyOf(closeActions);
      closeActions.clear();
    }
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    actions.forEach(Runnable::run);
  }
}
