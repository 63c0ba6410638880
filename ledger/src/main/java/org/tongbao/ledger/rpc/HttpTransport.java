package org.tongbao.ledger.rpc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// JSON-RPC over HTTP POST, keeping connections open.
public final class HttpTransport implements RpcTransport {
  private static final int MAX_QUOTED = 200;

  private final HttpClient client;
  private final URI uri;
  private final int maxAnswerBytes;

  /// @param uri `http://…` or `https://…`
  public HttpTransport(URI uri, RpcLimits limits) {
    this.uri = uri;
    this.maxAnswerBytes = limits.maxAnswerBytes();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.timeLimit())
            .build();
  }

  @Override
  public byte[] exchange(long firstId, byte[] request, Duration timeLimit) {
    HttpRequest post =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
            .build();
    // The limit covers the body too, which HttpRequest.timeout does not.
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(post, info -> new LimitedBody(maxAnswerBytes));
    try {
      return body(pending.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw new RpcException.TimedOut("no answer from " + host() + " within " + timeLimit);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw new RpcException.TimedOut("interrupted while waiting for an answer");
    }
  }

  /// Nodes answer errors with 200; some use 4xx and 5xx with a JSON-RPC body all the same.
  private static byte[] body(HttpResponse<byte[]> response) {
    byte[] body = response.body();
    boolean json = body.length > 0 && (body[0] == '{' || body[0] == '[');
    if (response.statusCode() != 200 && !json) {
      String text = new String(body, 0, Math.min(body.length, MAX_QUOTED), StandardCharsets.UTF_8);
      throw new RpcException.Unreachable("HTTP status " + response.statusCode() + ": " + text);
    }
    return body;
  }

  private RpcException failure(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof LimitedBody.Exceeded) {
        return new RpcException.TooLarge(maxAnswerBytes);
      }
    }
    return new RpcException.Unreachable("cannot reach " + host(), cause);
  }

  /// Without path and query, which may hold a key.
  private String host() {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
