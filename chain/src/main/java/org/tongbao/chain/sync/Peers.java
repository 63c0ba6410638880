package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The peers that we are connected to. Thread-safe.
final class Peers {
  private final Bytes ownId;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<RpcSession, Peer> bySession = new LinkedHashMap<>();

  /// @param ownId the node id by which a node recognises itself
  Peers(Bytes ownId, int most) {
    this.ownId = ownId;
    this.most = most;
  }

  /// A connection whose greeting is under way: what it says already belongs to this peer.
  void attach(RpcSession session, Peer peer) {
    lock.lock();
    try {
      bySession.put(session, peer);
    } finally {
      lock.unlock();
    }
  }

  /// Counts a peer in.
  ///
  /// @throws PeerFault when it is not wanted
  void admit(Peer peer, Greeting greeting) {
    lock.lock();
    try {
      if (greeting.nodeId().equals(ownId)) {
        throw PeerFault.refused("is this node itself");
      }
      for (Peer other : bySession.values()) {
        if (other.hasNodeId(greeting.nodeId()) && other.outbound() == peer.outbound()) {
          throw PeerFault.refused("is connected already");
        }
      }
      if (greeted().size() >= most) {
        throw PeerFault.refused("there are %d peers, the limit".formatted(most));
      }
      peer.greeted(greeting);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void remove(RpcSession session) {
    lock.lock();
    try {
      bySession.remove(session);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Peer of(RpcSession session) {
    lock.lock();
    try {
      return bySession.get(session);
    } finally {
      lock.unlock();
    }
  }

  List<Peer> all() {
    lock.lock();
    try {
      return greeted();
    } finally {
      lock.unlock();
    }
  }

  private List<Peer> greeted() {
    List<Peer> all = new ArrayList<>(bySession.size());
    bySession.values().stream()
        .filter(peer -> peer.isGreeted() && !peer.link().hasEnded())
        .forEach(all::add);
    return all;
  }

  /// Those to pass transactions on to. Two nodes that have dialled each other need each only once.
  List<Peer> audience() {
    List<Peer> all = all();
    return all.stream()
        .filter(peer -> peer.wantsTransactions() && (peer.outbound() || !hasOutbound(all, peer)))
        .toList();
  }

  private static boolean hasOutbound(List<Peer> all, Peer inbound) {
    return all.stream().anyMatch(peer -> peer.outbound() && peer.hasNodeId(inbound.nodeId()));
  }

  /// Something that [#awaitAhead] waits for may have changed.
  void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a peer that claims more than `work`; of several gives the one that claims most. Null
  /// when there was none for so long.
  @Nullable Peer awaitAhead(U256 work, long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      Peer ahead = ahead(work);
      while (ahead == null && left > 0) {
        left = changed.awaitNanos(left);
        ahead = ahead(work);
      }
      return ahead;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Peer ahead(U256 work) {
    return greeted().stream()
        .filter(peer -> !peer.isPaused() && peer.claimsMoreThan(work))
        .max(Comparator.comparing(peer -> peer.claim().totalWork()))
        .orElse(null);
  }
}
