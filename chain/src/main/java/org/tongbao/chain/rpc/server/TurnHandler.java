package org.tongbao.chain.rpc.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/// Takes one message at a time: while one is being answered the connection is not read, and what
/// had been decoded already waits its turn.
///
/// @param <T> the type of message that the decoders before this handler give
abstract class TurnHandler<T> extends ChannelInboundHandlerAdapter {
  private final Class<T> messageType;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean busy;

  TurnHandler(Class<T> messageType) {
    this.messageType = messageType;
  }

  /// Handles one message, which is released afterwards. Calls [#nextTurn] once, now or later, on
  /// the channel's event loop.
  abstract void take(ChannelHandlerContext context, T message);

  final boolean isBusy() {
    return busy;
  }

  final void nextTurn(ChannelHandlerContext context) {
    busy = false;
    Object next = waiting.poll();
    if (next != null) {
      begin(context, next);
    } else {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    if (busy) {
      waiting.add(message);
    } else {
      begin(context, message);
    }
  }

  private void begin(ChannelHandlerContext context, Object message) {
    busy = true;
    context.channel().config().setAutoRead(false);
    try {
      take(context, messageType.cast(message));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
