package org.tongbao.market.search;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was looked up a moment ago, for everybody who asks the same. When it has become too old,
/// one asks again, and the others get what is known until then. Thread-safe; holds so many answers
/// at most, those that were asked for last.
///
/// @param <K> what is asked
/// @param <V> the answer, which nobody changes
public final class Briefly<K, V> {
  private final Duration keptFor;
  private final Clock clock;
  private final AtomicLong changes = new AtomicLong();
  private final Map<K, Known<V>> known;

  public Briefly(Duration keptFor, int most, Clock clock) {
    this.keptFor = keptFor;
    this.clock = clock;
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Known<V>> eldest) {
            return size() > most;
          }
        };
  }

  private record Known<V>(V value, Instant until) {}

  /// The answer, from `lookUp` where none is known that is new enough.
  public V get(K asked, Supplier<V> lookUp) {
    Instant now = clock.instant();
    long before = changes.get();
    V answer = recall(asked, now);
    if (answer == null) {
      answer = lookUp.get();
      keep(asked, new Known<>(answer, now.plus(keptFor)), before);
    }
    return answer;
  }

  /// What is known may no longer be so. What is being looked up at this moment is not kept either.
  public void forget() {
    synchronized (known) {
      changes.incrementAndGet();
      known.clear();
    }
  }

  private @Nullable V recall(K asked, Instant now) {
    synchronized (known) {
      Known<V> last = known.get(asked);
      if (last == null) {
        return null;
      }
      if (last.until.isAfter(now)) {
        return last.value;
      }
      // The others wait a moment longer for this one.
      known.put(asked, new Known<>(last.value, now.plus(keptFor)));
      return null;
    }
  }

  private void keep(K asked, Known<V> found, long before) {
    synchronized (known) {
      if (changes.get() == before) {
        known.put(asked, found);
      }
    }
  }
}
