package org.tongbao.chain.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.pow.SealFault;
import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// The headers of a peer's chain after the last block that it has in common with ours, each with
/// its proof of work verified. Gives only what leads to more work than our chain has: until then
/// nothing else of the peer's chain is fetched, and no more than [#MAX_FORK] headers are held.
final class HeaderDownload {
  /// Headers of one answer.
  static final int WINDOW = 512;

  /// The longest branch beside our chain that may come to less work than it.
  static final int MAX_FORK = 16_384;

  private static final long MAX_FORK_BYTES = 64L << 20;
  private static final int MAX_RESTARTS = 3;
  private static final long MAX_SECONDS_AHEAD = 15;

  private final Blockchain chain;
  private final ChainReader reader;
  private final Peer peer;
  private final Clock clock;
  private final long deepestReorg;
  private @Nullable BlockHeader last;
  private U256 work = U256.ZERO;
  private boolean ended;
  private int restarts;

  HeaderDownload(Blockchain chain, Peer peer, Clock clock, long deepestReorg) {
    this.chain = chain;
    this.reader = chain.reader();
    this.peer = peer;
    this.clock = clock;
    this.deepestReorg = deepestReorg;
  }

  /// The next headers in a row; empty when the peer has no more that are worth it.
  ///
  /// @throws PeerFault when the peer breaks a rule or does not answer
  List<SealedHeader> next() {
    List<SealedHeader> run = new ArrayList<>();
    while (!ended) {
      List<SealedHeader> window = window();
      if (window == null) {
        run.clear();
        continue;
      }
      run.addAll(window);
      if (work.compareTo(reader.head().totalWork()) > 0) {
        return run;
      }
      requireBounded(run);
    }
    return List.of();
  }

  private static void requireBounded(List<SealedHeader> run) {
    long bytes = run.stream().mapToLong(SealedHeader::size).sum();
    if (run.size() > MAX_FORK || bytes > MAX_FORK_BYTES) {
      throw PeerFault.misbehaved(
          "endless headers: %,d of a branch with less work than our chain".formatted(run.size()));
    }
  }

  /// What follows the last header; null when the peer's chain has changed and the search for the
  /// block in common begins again.
  private @Nullable List<SealedHeader> window() {
    HeadClaim claim = peer.claim();
    BlockHeader known = last;
    List<Hash> locator = known == null ? Locator.of(reader, deepestReorg) : List.of(known.hash());
    JsonNode answer =
        peer.link()
            .request(
                "tongbao_getHeaders",
                out -> {
                  out.writeStartArray();
                  out.writeStartArray();
                  locator.forEach(hash -> JsonValues.hash(out, hash));
                  out.writeEndArray();
                  JsonValues.quantity(out, WINDOW);
                  out.writeEndArray();
                });
    if (answer.path("ancestor").isNull() && known != null) {
      return restart();
    }
    BlockHeader from = known == null ? ancestor(answer, locator) : known;
    List<SealedHeader> headers =
        PeerJson.items(answer.get("headers"), "headers", WINDOW).stream()
            .map(SealedHeader::read)
            .toList();
    if (headers.isEmpty()) {
      requireWork(claim);
      ended = true;
      return List.of();
    }
    return follow(from, headers);
  }

  private @Nullable List<SealedHeader> restart() {
    if (++restarts > MAX_RESTARTS) {
      throw PeerFault.misbehaved("stalls: its chain changes with every answer");
    }
    last = null;
    return null;
  }

  private BlockHeader ancestor(JsonNode answer, List<Hash> locator) {
    if (answer.path("ancestor").isNull()) {
      throw PeerFault.misbehaved("has no block in common with our chain");
    }
    Set<Hash> ours = new HashSet<>(locator);
    Hash hash = PeerJson.hash(answer.path("ancestor"), "common block");
    BlockHeader header = ours.contains(hash) ? reader.header(hash) : null;
    U256 total = header == null ? null : reader.totalWork(hash);
    if (header == null || total == null) {
      throw PeerFault.misbehaved("names a common block that we did not ask about");
    }
    work = total;
    last = header;
    return header;
  }

  /// A chain only ever gains work, so the peer must show what it claimed before it was asked.
  private void requireWork(HeadClaim claim) {
    if (work.compareTo(claim.totalWork()) < 0) {
      throw PeerFault.misbehaved(
          "claims a total work of %s and shows %s".formatted(claim.totalWork(), work));
    }
  }

  /// Verifies headers and takes them in; returns those that our chain has not.
  private List<SealedHeader> follow(BlockHeader from, List<SealedHeader> headers) {
    List<SealedHeader> taken = new ArrayList<>(headers.size());
    BlockHeader parent = from;
    for (SealedHeader each : headers) {
      BlockHeader header = each.header();
      if (!header.parentHash().equals(parent.hash())) {
        throw PeerFault.misbehaved("gives headers that do not follow one another");
      }
      if (isEarly(header)) {
        ended = true;
        break;
      }
      requireValid(header, parent);
      if (!(taken.isEmpty() && reader.isCanonical(header))) {
        if (taken.isEmpty()) {
          requireInReach(parent);
        }
        taken.add(each);
      }
      work = work.addExact(header.difficulty());
      parent = header;
    }
    requireSeals(taken);
    last = parent;
    return taken;
  }

  private boolean isEarly(BlockHeader header) {
    long latest = clock.instant().getEpochSecond() + MAX_SECONDS_AHEAD;
    return Long.compareUnsigned(header.timestamp(), latest) > 0;
  }

  private void requireValid(BlockHeader header, BlockHeader parent) {
    Optional<String> problem = chain.consensus().headerProblem(header, parent);
    if (problem.isPresent()) {
      throw PeerFault.misbehaved(name(header) + ": " + problem.get());
    }
  }

  private void requireSeals(List<SealedHeader> headers) {
    Optional<String> problem =
        headers.parallelStream().flatMap(each -> sealProblem(each).stream()).findFirst();
    if (problem.isPresent()) {
      throw PeerFault.misbehaved(problem.get());
    }
  }

  private Optional<String> sealProblem(SealedHeader each) {
    SealFault fault = chain.consensus().sealFault(each.header(), each.seal());
    return fault == null
        ? Optional.empty()
        : Optional.of(name(each.header()) + ": seal: " + fault.explanation());
  }

  /// Whether our chain can go back to where the peer's leaves it.
  private void requireInReach(BlockHeader fork) {
    long back = reader.head().header().number() - fork.number();
    if (reader.isCanonical(fork) && back > deepestReorg) {
      throw PeerFault.misbehaved(
          ("its chain left ours %,d blocks ago, after block %,d; this node keeps the state of %,d"
                  + " blocks and cannot go back further: to follow that chain, begin with an empty"
                  + " data folder")
              .formatted(back, fork.number(), deepestReorg));
    }
  }

  static String name(BlockHeader header) {
    return "block %,d %s".formatted(header.number(), header.hash());
  }
}
