package org.tongbao.payments.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An HTTP client that waits and reads only so long and so much, follows no redirect and sends a
/// request that changes something only once. Thread-safe.
public final class BoundedHttp implements AutoCloseable {
  /// The most that is read of an answer; real ones have a few thousand bytes.
  public static final int LARGEST_ANSWER = 1 << 20;

  /// Set by the client itself; libraries may set them too.
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final HttpClient client;
  private final Duration limit;

  /// @param limit for the connection, and for the whole exchange
  public BoundedHttp(Duration limit) {
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(limit)
            .build();
  }

  /// What came back; header names are in lower case.
  public record Reply(int status, Map<String, List<String>> headers, String body) {}

  /// Sends `body` (none when empty) and reads the answer as UTF-8. Throws `IOException` for an
  /// answer that is too late, too large or none at all: the call may have had its effect.
  public Reply send(String method, URI address, Map<String, String> headers, String body)
      throws IOException {
    BodyPublisher publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(limit).method(method, publisher);
    headers.forEach(
        (name, value) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            request.setHeader(name, value);
          }
        });
    try {
      HttpResponse<String> response =
          client.send(
              request.build(),
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
    }
  }

  /// Ends all connections, also those in use.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
