package org.tongbao.chain.rpc.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What all connections together hold at this moment: bytes, and connections of each address.
/// Thread-safe.
final class Traffic {
  private final ConnectionLimits limits;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();

  Traffic(ConnectionLimits limits) {
    this.limits = limits;
  }

  ConnectionLimits limits() {
    return limits;
  }

  /// Counts bytes that are kept from now on.
  ///
  /// @return false when they are too many; then they are not counted
  boolean hold(long count) {
    if (bytes.addAndGet(count) <= limits.bufferedBytes()) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  void release(long count) {
    bytes.addAndGet(-count);
  }

  long heldBytes() {
    return bytes.get();
  }

  /// Counts a connection.
  ///
  /// @return false when its address has too many; then it is not counted
  boolean enter(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return true;
    }
    int now = connections.merge(address, 1, Integer::sum);
    if (now <= limits.connectionsPerAddress()) {
      return true;
    }
    leave(address);
    return false;
  }

  void leave(InetAddress address) {
    connections.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
