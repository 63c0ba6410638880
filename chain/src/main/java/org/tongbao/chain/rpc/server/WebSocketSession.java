package org.tongbao.chain.rpc.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcSession;
import tools.jackson.databind.JsonNode;

/// The subscriptions' side of one WebSocket connection.
// A write that fails closes the channel; there is nobody to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketSession implements RpcSession {
  private final Channel channel;
  private final int maxPendingBytes;
  private final Traffic traffic;
  private final RequestRate rate;
  private final AtomicLong pendingBytes = new AtomicLong();
  private final List<Runnable> closeActions = new ArrayList<>();
  private boolean ended;
  private volatile @Nullable Consumer<JsonNode> responseTaker;

  WebSocketSession(Channel channel, int maxPendingBytes, ConnectionGuard guard) {
    this.traffic = guard.traffic();
    this.rate = guard.rate();
    this.channel = channel;
    this.maxPendingBytes = maxPendingBytes;
  }

  @Override
  public @Nullable String refusal() {
    return rate.refusal();
  }

  @Override
  public boolean acceptsNotifications() {
    return true;
  }

  @Override
  public void push(byte[] message) {
    if (pendingBytes.get() + message.length > maxPendingBytes || !traffic.hold(message.length)) {
      channel.close();
      return;
    }
    pendingBytes.addAndGet(message.length);
    channel
        .writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(message)))
        .addListener(
            done -> {
              pendingBytes.addAndGet(-message.length);
              traffic.release(message.length);
            });
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
    channel.close();
  }

  @Override
  public String remote() {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "";
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

  void ended() {
    List<Runnable> actions;
    synchronized (closeActions) {
      ended = true;
      actions = List.copyOf(closeActions);
      closeActions.clear();
    }
    actions.forEach(Runnable::run);
  }
}
