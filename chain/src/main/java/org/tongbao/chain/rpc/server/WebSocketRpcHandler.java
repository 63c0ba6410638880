package org.tongbao.chain.rpc.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.Executor;
import org.tongbao.chain.rpc.RpcEndpoint;

/// One WebSocket client: its messages are answered in turn, its subscriptions pushed in between.
// A write that fails closes the channel; there is nobody to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketRpcHandler extends TurnHandler<WebSocketFrame> {
  /// Two bytes and the mask: control frames are short, and clients mask.
  private static final int CONTROL_HEADER_BYTES = 6;

  private final RpcEndpoint endpoint;
  private final Executor workers;
  private final WebSocketSession session;
  private final ConnectionGuard guard;

  private WebSocketRpcHandler(
      RpcEndpoint endpoint, Executor workers, WebSocketSession session, ConnectionGuard guard) {
    super(WebSocketFrame.class);
    this.endpoint = endpoint;
    this.workers = workers;
    this.session = session;
    this.guard = guard;
  }

  /// Answers the upgrade request and puts a handler of its own in the place of `previous`.
  static void takeOver(
      ChannelHandlerContext context,
      HttpRpcHandler previous,
      FullHttpRequest request,
      RpcServerConfig config,
      RpcEndpoint endpoint,
      Executor workers,
      ConnectionGuard guard) {
    var decoder =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(config.maxMessageBytes())
            .allowExtensions(false)
            .build();
    String address = "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri();
    var handshaker =
        new WebSocketServerHandshakerFactory(address, null, decoder).newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    var session = new WebSocketSession(context.channel(), config.maxPendingBytes(), guard);
    var pipeline = context.pipeline();
    pipeline.addBefore(
        context.name(), null, new WebSocketFrameAggregator(config.maxMessageBytes()));
    handshaker
        .handshake(context.channel(), request)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                guard.answerIsReady(0);
                guard.answerIsTaken();
                pipeline.replace(
                    previous,
                    "websocket",
                    new WebSocketRpcHandler(endpoint, workers, session, guard));
                context.channel().config().setAutoRead(true);
              } else {
                context.close();
              }
            });
  }

  @Override
  void take(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> answer(context, text);
      case BinaryWebSocketFrame binary -> answer(context, binary);
      case PingWebSocketFrame ping -> {
        guard.controlFramePassed(CONTROL_HEADER_BYTES + ping.content().readableBytes());
        context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        nextTurn(context);
      }
      case CloseWebSocketFrame close ->
          context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      default -> {
        guard.controlFramePassed(CONTROL_HEADER_BYTES + frame.content().readableBytes());
        nextTurn(context);
      }
    }
  }

  private void answer(ChannelHandlerContext context, WebSocketFrame frame) {
    guard.messageIsWhole();
    byte[] message = ByteBufUtil.getBytes(frame.content());
    workers.execute(
        () -> {
          byte[] answer = endpoint.handle(message, session);
          context.executor().execute(() -> respond(context, answer));
        });
  }

  private void respond(ChannelHandlerContext context, byte[] answer) {
    if (!guard.answerIsReady(answer.length)) {
      context.close();
    } else if (answer.length == 0) {
      guard.answerIsTaken();
      nextTurn(context);
    } else {
      context
          .writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(answer)))
          .addListener(
              done -> {
                guard.answerIsTaken();
                if (done.isSuccess()) {
                  nextTurn(context);
                }
              });
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    session.ended();
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof IdleStateEvent idle) || isBusy()) {
      return;
    }
    if (idle.isFirst()) {
      context.writeAndFlush(new PingWebSocketFrame());
    } else {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var status =
        cause instanceof TooLongFrameException
            ? WebSocketCloseStatus.MESSAGE_TOO_BIG
            : WebSocketCloseStatus.PROTOCOL_ERROR;
    context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
  }
}
