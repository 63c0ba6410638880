package org.tongbao.chain.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands first in a connection's pipeline and counts the bytes that it makes the node keep. Ends
/// it when they are too many, or when a message or an answer takes too long to pass.
// Closing the channel tells nobody else.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final long NOTHING = 0;

  private final Traffic traffic;
  private final RequestRate rate;
  private long received;
  private long answer;

  /// Since when something has been passing, in either direction; [#NOTHING] while nothing does.
  private long passingSince = NOTHING;

  private @Nullable Future<?> watch;

  ConnectionGuard(Traffic traffic) {
    this.traffic = traffic;
    this.rate = new RequestRate(traffic.limits().requestsPerSecond());
  }

  Traffic traffic() {
    return traffic;
  }

  RequestRate rate() {
    return rate;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    long period = traffic.limits().messageTime().toMillis() / 4;
    watch =
        context
            .executor()
            .scheduleAtFixedRate(() -> look(context), period, period, TimeUnit.MILLISECONDS);
  }

  private void look(ChannelHandlerContext context) {
    long limit = traffic.limits().messageTime().toNanos();
    if (passingSince != NOTHING && System.nanoTime() - passingSince > limit) {
      context.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    int size = message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    if (!traffic.hold(size)) {
      ReferenceCountUtil.release(message);
      context.close();
      return;
    }
    if (received == 0) {
      passingSince = System.nanoTime() | 1;
    }
    received += size;
    context.fireChannelRead(message);
  }

  /// A message is there whole, and is being answered. On the event loop, as all of this.
  void messageIsWhole() {
    passingSince = NOTHING;
  }

  /// A ping, or the answer to one, was among the bytes; a message that is not whole still waits.
  ///
  /// @param size of the frame
  void controlFramePassed(int size) {
    long passed = Math.min(size, received);
    received -= passed;
    traffic.release(passed);
    if (received == 0) {
      passingSince = NOTHING;
    }
  }

  /// Its answer is about to be written.
  ///
  /// @return false when it cannot be kept until the client takes it
  boolean answerIsReady(long size) {
    traffic.release(received);
    received = 0;
    if (!traffic.hold(size)) {
      return false;
    }
    answer += size;
    passingSince = System.nanoTime() | 1;
    return true;
  }

  /// The client, or the system for it, has taken the answer.
  void answerIsTaken() {
    traffic.release(answer);
    answer = 0;
    passingSince = NOTHING;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (watch != null) {
      watch.cancel(false);
    }
    traffic.release(received + answer);
    received = 0;
    answer = 0;
  }
}
