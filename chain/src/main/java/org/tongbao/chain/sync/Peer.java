package org.tongbao.chain.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Another node that we are connected to.
final class Peer {
  private final String name;
  private final boolean outbound;
  private final PeerLink link;
  private final TransactionOutbox outbox = new TransactionOutbox();
  private volatile @Nullable Greeting greeting;
  private volatile @Nullable HeadClaim claim;
  private volatile boolean wantsTransactions;
  private volatile long pausedUntilNanos = System.nanoTime();

  /// @param name its address, for the operator to read
  /// @param outbound whether we made the connection
  Peer(String name, boolean outbound, RpcSession session, Duration timeout) {
    this.name = name;
    this.outbound = outbound;
    this.link = new PeerLink(session, timeout);
  }

  String name() {
    return name;
  }

  boolean outbound() {
    return outbound;
  }

  PeerLink link() {
    return link;
  }

  TransactionOutbox outbox() {
    return outbox;
  }

  void greeted(Greeting words) {
    greeting = words;
    if (claim == null) {
      claim = words.head();
    }
  }

  boolean isGreeted() {
    return greeting != null;
  }

  boolean hasNodeId(Bytes nodeId) {
    Greeting words = greeting;
    return words != null && words.nodeId().equals(nodeId);
  }

  Bytes nodeId() {
    Greeting words = greeting;
    if (words == null) {
      throw new IllegalStateException("a peer that has not greeted");
    }
    return words.nodeId();
  }

  void claims(HeadClaim head) {
    claim = head;
  }

  /// What it said last of its head.
  HeadClaim claim() {
    HeadClaim last = claim;
    if (last == null) {
      throw new IllegalStateException("a peer that has not greeted");
    }
    return last;
  }

  boolean claimsMoreThan(U256 work) {
    return claim().totalWork().compareTo(work) > 0;
  }

  void wantTransactions() {
    wantsTransactions = true;
    outbox.wantAll();
  }

  boolean wantsTransactions() {
    return wantsTransactions;
  }

  /// Leaves it alone for a while: it has nothing for us just now.
  void pause(Duration span) {
    pausedUntilNanos = System.nanoTime() + span.toNanos();
  }

  boolean isPaused() {
    return pausedUntilNanos - System.nanoTime() > 0;
  }
}
