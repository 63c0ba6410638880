package org.tongbao.market.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets those wait for each other that have a name in common. Names are taken in their order, so
/// that no two wait for each other for ever.
final class KeyedLocks {
  private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  <T> T with(SortedSet<String> names, Supplier<T> work) {
    Deque<ReentrantLock> held = new ArrayDeque<>();
    try {
      for (String name : names) {
        ReentrantLock lock = locks.computeIfAbsent(name, it -> new ReentrantLock());
        lock.lock();
        held.push(lock);
      }
      return work.get();
    } finally {
      held.forEach(ReentrantLock::unlock);
    }
  }
}
