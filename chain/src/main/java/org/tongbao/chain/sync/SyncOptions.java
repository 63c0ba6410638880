package org.tongbao.chain.sync;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How a node deals with others. Policy of one node, not consensus.
///
/// @param peers addresses that it keeps connected to
/// @param maxPeers connections at once, both ways together
/// @param timeout the longest time to wait for an answer
/// @param ban how long a peer that broke a rule is kept away
/// @param firstRetry the pause before a lost connection is made again; doubled each time
/// @param longestRetry the longest such pause
/// @param keepAlive a silent peer is asked for its head so often
/// @param deepestReorg how many blocks the chain can go back to follow another branch
public record SyncOptions(
    List<URI> peers,
    int maxPeers,
    Duration timeout,
    Duration ban,
    Duration firstRetry,
    Duration longestRetry,
    Duration keepAlive,
    long deepestReorg) {
  public static final SyncOptions DEFAULT =
      new SyncOptions(
          List.of(),
          25,
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          1_024);

  public SyncOptions {
    peers = List.copyOf(peers);
    if (peers.size() > maxPeers) {
      throw new IllegalArgumentException(
          "%d peers are named and only %d allowed".formatted(peers.size(), maxPeers));
    }
    if (!timeout.isPositive() || !firstRetry.isPositive() || !keepAlive.isPositive()) {
      throw new IllegalArgumentException("the times of a node's dealings must be positive");
    }
  }

  public SyncOptions withPeers(List<URI> addresses, int most) {
    return new SyncOptions(
        addresses, most, timeout, ban, firstRetry, longestRetry, keepAlive, deepestReorg);
  }

  public SyncOptions withTimes(Duration answer, Duration banned, Duration retry, Duration alive) {
    return new SyncOptions(
        peers, maxPeers, answer, banned, retry, longestRetry, alive, deepestReorg);
  }

  public SyncOptions withDeepestReorg(long blocks) {
    return new SyncOptions(
        peers, maxPeers, timeout, ban, firstRetry, longestRetry, keepAlive, blocks);
  }
}
