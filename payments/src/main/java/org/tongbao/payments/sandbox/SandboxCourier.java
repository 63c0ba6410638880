package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tongbao.primitives.Bytes;

/// Brings notifications to merchants, as well or as badly as it is told to.
///
/// Normally each is sent at once and again, up to [#ATTEMPTS] times, until the merchant answers
/// `success`. While it holds them back, they wait for [#release], [#releaseReversed] or [#lose].
public final class SandboxCourier implements AutoCloseable {
  static final int ATTEMPTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final List<Letter> held = new ArrayList<>();
  private boolean holds;

  SandboxCourier() {}

  /// From now on notifications wait.
  public synchronized void hold() {
    holds = true;
  }

  /// Brings all that wait, in order, and keeps holding later ones back. Returns how many of them
  /// the merchant acknowledged. Without [#lose] they can be brought again: a repetition.
  public synchronized long release() {
    return held.stream().filter(this::send).count();
  }

  /// [#release] with the latest first.
  public synchronized long releaseReversed() {
    List<Letter> reversed = new ArrayList<>(held);
    Collections.reverse(reversed);
    return reversed.stream().filter(this::send).count();
  }

  /// Throws away all that wait.
  public synchronized void lose() {
    held.clear();
  }

  /// Sends at once again.
  public synchronized void resume() {
    holds = false;
  }

  @Override
  public void close() {
    client.close();
  }

  void take(URI address, Bytes form) {
    Letter letter = new Letter(address, form);
    synchronized (this) {
      if (holds) {
        held.add(letter);
        return;
      }
    }
    Thread.ofVirtual().name("notification").start(() -> insist(letter));
  }

  private void insist(Letter letter) {
    for (int attempt = 1; attempt <= ATTEMPTS && !send(letter); attempt++) {
      // Real institutions wait longer and longer; the sandbox is there for tests.
    }
  }

  private boolean send(Letter letter) {
    HttpRequest request =
        HttpRequest.newBuilder(letter.address)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(letter.form.toArray()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().equals("success");
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Letter(URI address, Bytes form) {}
}
