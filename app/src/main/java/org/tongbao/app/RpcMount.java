package org.tongbao.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcSession;

/// The JSON-RPC of the node in this process, on the web server at `/rpc`. It stands before sessions
/// and everything else of the marketplace; the node's own limits apply.
final class RpcMount extends HttpFilter {
  private static final long serialVersionUID = 1L;

  static final String PATH = "/rpc";

  /// More than a transaction of the largest size in hex, or a batch of many small requests.
  private static final int MAX_REQUEST_BYTES = 4 << 20;

  private static final int MAX_AT_ONCE = 64;

  // A page that made its own name point here (DNS rebinding) still sends that name.
  private static final Pattern PLAIN_HOST =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-f:.]+])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  private final transient RpcEndpoint endpoint;
  private final boolean everybody;
  private final transient Semaphore places = new Semaphore(MAX_AT_ONCE);

  /// @param everybody or else only this machine, not through a proxy
  RpcMount(RpcEndpoint endpoint, boolean everybody) {
    this.endpoint = endpoint;
    this.everybody = everybody;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!everybody && !isThisMachine(request)) {
      refuse(response, 404, "There is nothing here");
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      refuse(response, 405, "Send JSON-RPC with POST");
    } else if (!isJson(request.getContentType())) {
      // A form post needs no preflight, so other types would let any web page call the node.
      refuse(response, 415, "Send the header Content-Type: application/json");
    } else if (!places.tryAcquire()) {
      refuse(response, 503, "Too many requests are being answered");
    } else {
      try {
        answer(request, response);
      } finally {
        places.release();
      }
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body;
    try (InputStream in = request.getInputStream()) {
      body = in.readNBytes(MAX_REQUEST_BYTES + 1);
    }
    if (body.length > MAX_REQUEST_BYTES) {
      refuse(response, 413, "The request is longer than " + MAX_REQUEST_BYTES + " bytes");
      return;
    }
    byte[] answer = endpoint.handle(body, RpcSession.REQUEST_ONLY);
    response.setStatus(answer.length == 0 ? 204 : 200);
    response.setContentType("application/json");
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private static void refuse(HttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static boolean isThisMachine(HttpServletRequest request) throws IOException {
    String host = request.getHeader("Host");
    return request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null
        && host != null
        && PLAIN_HOST.matcher(host).matches()
        && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }
}
