package org.tongbao.market.replay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/// Presses the button of a sandbox institution's page, as a payer does. Pages that are not on this
/// machine are refused: no real money is ever asked for.
final class SandboxPayer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /// Paid, or paid or closed before: how it stands is found out elsewhere.
  private static final Set<Integer> ANSWERS = Set.of(303, 409);

  private final HttpClient browser = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  void pay(URI page) {
    if (!THIS_MACHINE.contains(String.valueOf(page.getHost()))) {
      throw new ReplayException("the institution at " + page.getHost() + " is no sandbox");
    }
    HttpRequest press =
        HttpRequest.newBuilder(page).timeout(LIMIT).POST(BodyPublishers.noBody()).build();
    try {
      int status = browser.send(press, BodyHandlers.discarding()).statusCode();
      if (!ANSWERS.contains(status)) {
        throw new ReplayException("the institution's page answered " + status);
      }
    } catch (IOException unreachable) {
      throw new ReplayException("the institution's page cannot be reached: " + unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ReplayException("interrupted while paying");
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
