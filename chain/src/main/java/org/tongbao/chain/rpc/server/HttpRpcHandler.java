package org.tongbao.chain.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcSession;

/// Answers `POST` with a JSON body, CORS preflights, and hands WebSocket upgrades over.
// A write that fails closes the channel; there is nobody to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpRpcHandler extends TurnHandler<FullHttpRequest> {
  /// A form post needs no preflight, so accepting other types would let any web page call the node.
  private static final Set<String> JSON_TYPES =
      Set.of("application/json", "application/json-rpc", "application/jsonrequest");

  private final RpcServerConfig config;
  private final RpcEndpoint endpoint;
  private final Executor workers;
  private final HostCheck hostCheck;
  private final ConnectionGuard guard;
  private final RpcSession session;

  HttpRpcHandler(
      RpcServerConfig config, RpcEndpoint endpoint, Executor workers, ConnectionGuard guard) {
    super(FullHttpRequest.class);
    this.config = config;
    this.endpoint = endpoint;
    this.workers = workers;
    this.guard = guard;
    this.session = new HttpSession(guard.rate());
    this.hostCheck = new HostCheck(config.allowedHosts());
  }

  @Override
  void take(ChannelHandlerContext context, FullHttpRequest request) {
    guard.messageIsWhole();
    if (!request.decoderResult().isSuccess()) {
      refuse(context, request, HttpResponseStatus.BAD_REQUEST, "This is not an HTTP request");
      return;
    }
    if (!hostCheck.allows(request.headers().get(HttpHeaderNames.HOST))) {
      refuse(
          context,
          request,
          HttpResponseStatus.FORBIDDEN,
          "This host name is not served; add it to the allowed hosts of the node");
      return;
    }
    if (isUpgrade(request)) {
      upgrade(context, request);
    } else if (request.method().equals(HttpMethod.POST)) {
      post(context, request);
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      respond(context, request, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER, null);
    } else {
      refuse(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, "Send JSON-RPC with POST");
    }
  }

  private void post(ChannelHandlerContext context, FullHttpRequest request) {
    if (!isJson(request.headers().get(HttpHeaderNames.CONTENT_TYPE))) {
      refuse(
          context,
          request,
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "Send the header Content-Type: application/json");
      return;
    }
    byte[] body = ByteBufUtil.getBytes(request.content());
    FullHttpRequest head = request.replace(Unpooled.EMPTY_BUFFER);
    workers.execute(
        () -> {
          byte[] answer = endpoint.handle(body, session);
          context
              .executor()
              .execute(
                  () -> {
                    respond(
                        context,
                        head,
                        answer.length == 0 ? HttpResponseStatus.NO_CONTENT : HttpResponseStatus.OK,
                        Unpooled.wrappedBuffer(answer),
                        HttpHeaderValues.APPLICATION_JSON.toString());
                  });
        });
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !config.allowsOrigin(origin)) {
      refuse(
          context, request, HttpResponseStatus.FORBIDDEN, "Pages of " + origin + " may not call");
      return;
    }
    WebSocketRpcHandler.takeOver(context, this, request, config, endpoint, workers, guard);
  }

  private void refuse(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      String sentence) {
    HttpUtil.setKeepAlive(request, false);
    respond(
        context,
        request,
        status,
        Unpooled.copiedBuffer(sentence + "\n", StandardCharsets.UTF_8),
        "text/plain; charset=utf-8");
  }

  private void respond(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      ByteBuf body,
      @Nullable String contentType) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    if (contentType != null) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    addCorsHeaders(request, response);
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keepAlive);
    HttpUtil.setContentLength(response, body.readableBytes());
    if (!guard.answerIsReady(body.readableBytes())) {
      response.release();
      context.close();
      return;
    }
    context
        .writeAndFlush(response)
        .addListener(
            done -> {
              guard.answerIsTaken();
              if (keepAlive && done.isSuccess()) {
                nextTurn(context);
              } else {
                context.close();
              }
            });
  }

  private void addCorsHeaders(FullHttpRequest request, FullHttpResponse response) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin == null || !config.allowsOrigin(origin)) {
      return;
    }
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, 3_600);
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return JSON_TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle && !idle.isFirst() && !isBusy()) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
