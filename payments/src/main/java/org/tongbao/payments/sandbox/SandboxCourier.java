package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Brings notifications to merchants, as well or as badly as it is told to.
///
/// Normally each is sent at once, and again after the pauses of its schedule until the merchant
/// acknowledges it. While it holds them back, they wait for [#release], [#releaseReversed] or
/// [#lose]. The faults of [SandboxFaults] strike those that are not held back.
public final class SandboxCourier implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("courier-", 0).factory());
  private final List<SandboxMail> held = new ArrayList<>();
  private final List<Duration> pauses;
  private final FaultDice dice;
  private final AtomicReference<@Nullable SandboxMail> behind = new AtomicReference<>();
  private boolean holds;
  private volatile boolean closed;

  /// @param pauses between the attempts; one attempt more than there are pauses is made
  SandboxCourier(List<Duration> pauses, FaultDice dice) {
    this.pauses = List.copyOf(pauses);
    this.dice = dice;
  }

  /// From now on notifications wait.
  public synchronized void hold() {
    holds = true;
  }

  /// Brings all that wait, in order, and keeps holding later ones back. Returns how many of them
  /// the merchant acknowledged. Without [#lose] they can be brought again: a repetition.
  public long release() {
    return waiting().stream().filter(mail -> send(mail, SandboxFlaw.NONE)).count();
  }

  /// [#release] with the latest first.
  public long releaseReversed() {
    List<SandboxMail> reversed = waiting();
    Collections.reverse(reversed);
    return reversed.stream().filter(mail -> send(mail, SandboxFlaw.NONE)).count();
  }

  /// Throws away all that wait.
  public synchronized void lose() {
    held.clear();
  }

  /// Sends at once again.
  public synchronized void resume() {
    holds = false;
  }

  /// Whether a notification waits to be overtaken by the next one.
  public boolean isHoldingBack() {
    return behind.get() != null;
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    client.shutdownNow();
  }

  /// Takes a notification over.
  void take(SandboxMail mail) {
    synchronized (this) {
      if (holds) {
        held.add(mail);
        return;
      }
    }
    if (dice.strikes(SandboxFault.LOSE)) {
      return;
    }
    Duration late = dice.strikes(SandboxFault.DELAY) ? dice.delay() : Duration.ZERO;
    boolean twiceMore = dice.strikes(SandboxFault.REPEAT);
    boolean reorder = dice.strikes(SandboxFault.REORDER);
    List<SandboxFlaw> flaws = flaws();
    after(
        late,
        () -> {
          flaws.forEach(flaw -> send(mail, flaw));
          if (!reorder || !postpone(mail)) {
            insist(mail, 0);
            overtaken();
          }
          if (twiceMore) {
            send(mail, SandboxFlaw.NONE);
            send(mail, SandboxFlaw.NONE);
          }
        });
  }

  /// Sends it once, flawed or not, and returns whether it was acknowledged.
  boolean send(SandboxMail mail, SandboxFlaw flaw) {
    SandboxMail.Letter letter = mail.write(flaw);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(mail.address())
            .timeout(LIMIT)
            .POST(BodyPublishers.ofByteArray(letter.body().toArray()));
    letter.headers().forEach(request::header);
    try {
      HttpResponse<String> response =
          client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), 64 * 1024));
      boolean done = mail.acknowledgedBy(response.statusCode(), response.body());
      if (done && flaw == SandboxFlaw.NONE) {
        mail.delivered();
      }
      return done;
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void insist(SandboxMail mail, int attempt) {
    if (!send(mail, SandboxFlaw.NONE) && attempt < pauses.size() && !closed) {
      after(pauses.get(attempt), () -> insist(mail, attempt + 1));
    }
  }

  private List<SandboxFlaw> flaws() {
    List<SandboxFlaw> flaws = new ArrayList<>();
    for (SandboxFlaw flaw : SandboxFlaw.values()) {
      SandboxFault fault =
          switch (flaw) {
            case NONE -> null;
            case OTHER_KEY -> SandboxFault.FORGE;
            case WRONG_AMOUNT -> SandboxFault.WRONG_AMOUNT;
            case WRONG_ORDER -> SandboxFault.WRONG_ORDER;
            case WRONG_MERCHANT -> SandboxFault.WRONG_MERCHANT;
          };
      if (fault != null && dice.strikes(fault)) {
        flaws.add(flaw);
      }
    }
    return flaws;
  }

  /// Keeps it until the next one has been sent, or until the delay has passed. Returns whether
  /// there was room for it.
  private boolean postpone(SandboxMail mail) {
    if (!behind.compareAndSet(null, mail)) {
      return false;
    }
    after(dice.delay(), () -> overtaken(mail));
    return true;
  }

  private void overtaken() {
    SandboxMail waiting = behind.get();
    if (waiting != null) {
      overtaken(waiting);
    }
  }

  private void overtaken(SandboxMail mail) {
    if (behind.compareAndSet(mail, null)) {
      insist(mail, 0);
    }
  }

  private synchronized List<SandboxMail> waiting() {
    return new ArrayList<>(held);
  }

  private void after(Duration pause, Runnable work) {
    Runnable start =
        () -> {
          if (!closed) {
            Thread.ofVirtual().name("notification").start(work);
          }
        };
    if (pause.isZero()) {
      start.run();
    } else if (!closed) {
      var _ = timer.schedule(start, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
