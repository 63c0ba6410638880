package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Actors who are all at it, each on a thread of its own, until this is closed.
final class Crowd implements AutoCloseable {
  private static final long PAUSE_MILLIS = 25;

  private final List<Actor> actors;
  private final ExecutorService threads;
  private final Map<Actor, Boolean> done = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean failuresExpected;
  private volatile boolean ended;

  Crowd(List<Actor> actors) {
    this.actors = new ArrayList<>(actors);
    this.threads = Executors.newFixedThreadPool(actors.size());
    this.actors.forEach(each -> threads.execute(() -> act(each)));
  }

  /// From now on the marketplace may be gone, or answer that it has failed.
  void expectFailures() {
    failuresExpected = true;
  }

  /// Throws what went wrong for one of them before failures were to be expected.
  void refuseFailures() throws IOException {
    Throwable known = failure.get();
    if (known != null) {
      throw new IOException("somebody was answered wrongly", known);
    }
  }

  /// Whether all of them had nothing left to do when they last looked.
  boolean isDone() {
    return actors.stream().allMatch(each -> done.getOrDefault(each, false));
  }

  private void act(Actor actor) {
    while (!ended && failure.get() == null) {
      try {
        if (!actor.step()) {
          done.put(actor, actor.isDone());
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (Person.RefusedException refused) {
        note(refused, refused.status() >= 500);
      } catch (IOException | RuntimeException failed) {
        note(failed, true);
      }
    }
  }

  /// @param ours whether a marketplace that has been killed may be the reason
  private void note(Exception failed, boolean ours) {
    if (ours && failuresExpected) {
      pause();
    } else {
      failure.compareAndSet(null, failed);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets each end the step that it is at.
  @Override
  public void close() throws IOException {
    ended = true;
    threads.close();
    refuseFailures();
  }
}
