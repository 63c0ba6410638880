package org.tongbao.chain.core;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockVerdict;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.core.ImportOutcome.Early;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.ImportOutcome.Invalid;
import org.tongbao.chain.core.ImportOutcome.Known;
import org.tongbao.chain.core.ImportOutcome.Orphan;
import org.tongbao.chain.core.ImportOutcome.Unable;
import org.tongbao.chain.pow.SealFault;
import org.tongbao.chain.store.ChainHead;
import org.tongbao.chain.store.ChainStore;
import org.tongbao.chain.store.Staging;
import org.tongbao.chain.store.StateUnavailableException;
import org.tongbao.chain.store.StoreException;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Takes blocks from elsewhere into the chain. What can be checked without the chain's state is
/// checked before the lock is taken.
final class BlockImporter {
  /// How far a timestamp may be ahead of our clock, as on Ethereum.
  private static final long MAX_SECONDS_AHEAD = 15;

  private static final int MAX_ORPHANS = 256;
  private static final long MAX_ORPHAN_BYTES = 64L << 20;

  private final Blockchain chain;
  private final ChainStore store;
  private final Clock clock;
  private final OrphanBlocks orphans = new OrphanBlocks(MAX_ORPHANS, MAX_ORPHAN_BYTES);
  private final BadBlocks bad = new BadBlocks();

  BlockImporter(Blockchain chain, ChainStore store, Clock clock) {
    this.chain = chain;
    this.store = store;
    this.clock = clock;
  }

  ImportOutcome importBlock(SealedBlock block) {
    ImportOutcome outcome = importOne(block);
    if (outcome instanceof Imported) {
      importChildren(block.block().hash());
    }
    return outcome;
  }

  /// Adds blocks in a row to the end of the chain with one write. False, with nothing added, when
  /// they do not extend it or anything is wrong with one: each for itself has its own outcome then.
  boolean importTogether(List<SealedBlock> run) {
    ChainHead head = store.head();
    List<Candidate> candidates = new ArrayList<>(run.size());
    BlockHeader parent = head.header();
    U256 work = head.totalWork();
    for (SealedBlock each : run) {
      BlockHeader header = each.block().header();
      if (checkAlone(each) != null
          || !header.parentHash().equals(parent.hash())
          || chain.consensus().headerProblem(header, parent).isPresent()) {
        return false;
      }
      Senders.recover(each.block().transactions());
      work = work.addExact(header.difficulty());
      candidates.add(new Candidate(each, work));
      parent = header;
    }
    if (!extendTogether(new Branch(head.header(), candidates))) {
      return false;
    }
    run.forEach(each -> importChildren(each.block().hash()));
    return true;
  }

  private boolean extendTogether(Branch branch) {
    chain.writing().lock();
    try {
      recoverStore();
      return store.head().header().equals(branch.ancestor()) && extend(branch) instanceof Imported;
    } catch (StoreException.Full | StateUnavailableException e) {
      return false;
    } finally {
      chain.writing().unlock();
    }
  }

  private void importChildren(Hash parent) {
    List<Hash> parents = new ArrayList<>(List.of(parent));
    while (!parents.isEmpty()) {
      for (SealedBlock child : orphans.takeChildren(parents.removeLast())) {
        if (importOne(child) instanceof Imported) {
          parents.add(child.block().hash());
        }
      }
    }
  }

  private ImportOutcome importOne(SealedBlock block) {
    try {
      return tryOne(block);
    } catch (StoreException.Full e) {
      // RocksDB repeats an old failure until it is reopened, though there may be space by now.
      return store.needsRecovery() ? againAfterRecovery(block) : new Unable(reason(e));
    } catch (StateUnavailableException e) {
      return new Unable(reason(e));
    }
  }

  private ImportOutcome againAfterRecovery(SealedBlock block) {
    try {
      return tryOne(block);
    } catch (StoreException.Full | StateUnavailableException e) {
      return new Unable(reason(e));
    }
  }

  private static String reason(StoreException e) {
    return String.valueOf(e.getMessage());
  }

  private ImportOutcome tryOne(SealedBlock block) {
    ImportOutcome early = checkBeforeLock(block);
    if (early != null) {
      return early;
    }
    Senders.recover(block.block().transactions());
    chain.writing().lock();
    try {
      recoverStore();
      return add(block);
    } finally {
      chain.writing().unlock();
    }
  }

  /// Everything but execution; null when nothing speaks against the block.
  private @Nullable ImportOutcome checkBeforeLock(SealedBlock sealed) {
    ImportOutcome outcome = checkAlone(sealed);
    return outcome == null ? checkAgainstParent(sealed) : outcome;
  }

  /// What can be said without the parent.
  private @Nullable ImportOutcome checkAlone(SealedBlock sealed) {
    BlockHeader header = sealed.block().header();
    if (store.header(header.hash()) != null) {
      return new Known();
    }
    String known = bad.reason(header.hash());
    if (known != null) {
      return new Invalid(known);
    }
    SealFault fault = chain.consensus().sealFault(header, sealed.seal());
    if (fault != null) {
      return new Invalid("seal: " + fault.explanation());
    }
    long latest = clock.instant().getEpochSecond() + MAX_SECONDS_AHEAD;
    if (Long.compareUnsigned(header.timestamp(), latest) > 0) {
      return new Early(header.timestamp());
    }
    Optional<String> body = bodyProblem(sealed.block());
    return body.isPresent() ? new Invalid(body.get()) : null;
  }

  private @Nullable ImportOutcome checkAgainstParent(SealedBlock sealed) {
    BlockHeader header = sealed.block().header();
    String badParent = bad.reason(header.parentHash());
    if (badParent != null) {
      return condemn(header.hash(), "follows an invalid block: " + badParent);
    }
    BlockHeader parent = store.header(header.parentHash());
    if (parent == null) {
      orphans.add(sealed);
      return new Orphan(header.parentHash());
    }
    Optional<String> problem = chain.consensus().headerProblem(header, parent);
    return problem.isPresent() ? condemn(header.hash(), problem.get()) : null;
  }

  private Invalid condemn(Hash hash, String reason) {
    bad.add(hash, reason);
    return new Invalid(reason);
  }

  /// Whether the transactions are those that the header commits to. Another body could be right, so
  /// this says nothing about the block's hash.
  private Optional<String> bodyProblem(Block block) {
    int most = chain.consensus().processor().rules().fork().maxBlockBytes();
    int size = block.encodedSize();
    if (size > most) {
      return Optional.of("a block of %d bytes, over %d".formatted(size, most));
    }
    Hash root = block.transactionsRoot();
    return root.equals(block.header().transactionsRoot())
        ? Optional.empty()
        : Optional.of(
            "transactions root %s instead of %s"
                .formatted(root, block.header().transactionsRoot()));
  }

  /// Adds a checked block; the caller holds the lock.
  private ImportOutcome add(SealedBlock sealed) {
    Block block = sealed.block();
    if (store.header(block.hash()) != null) {
      return new Known();
    }
    ChainHead parent = store.headAt(block.header().parentHash());
    if (parent == null) {
      throw new IllegalStateException("a parent has vanished: " + block.header().parentHash());
    }
    U256 work = parent.totalWork().addExact(block.header().difficulty());
    ChainHead head = store.head();
    if (parent.header().equals(head.header())) {
      return extend(new Branch(parent.header(), List.of(new Candidate(sealed, work))));
    }
    if (work.compareTo(head.totalWork()) <= 0) {
      store.putSideBlock(block, sealed.seal(), work);
      return new Imported(false);
    }
    return extend(branchTo(new Candidate(sealed, work)));
  }

  /// A block that is to become part of the chain.
  private record Candidate(SealedBlock sealed, U256 totalWork) {
    Block block() {
      return sealed.block();
    }
  }

  /// Blocks in a row after a block of the canonical chain.
  private record Branch(BlockHeader ancestor, List<Candidate> blocks) {}

  private Branch branchTo(Candidate tip) {
    List<Candidate> blocks = new ArrayList<>(List.of(tip));
    BlockHeader at = header(tip.block().header().parentHash());
    while (!ChainReader.isCanonical(store, at)) {
      blocks.addFirst(sideBlock(at.hash()));
      at = header(at.parentHash());
    }
    return new Branch(at, blocks);
  }

  private BlockHeader header(Hash hash) {
    BlockHeader header = store.header(hash);
    if (header == null) {
      throw new IllegalStateException("a side branch without its block " + hash);
    }
    return header;
  }

  private Candidate sideBlock(Hash hash) {
    StoredBlock block = chain.reader().storedBlock(hash);
    if (block == null || block.seal() == null) {
      throw new IllegalStateException("a side branch without its block " + hash);
    }
    return new Candidate(new SealedBlock(block.block(), block.seal()), block.totalWork());
  }

  /// Executes a branch and makes it the end of the chain, or condemns the block that is wrong.
  private ImportOutcome extend(Branch branch) {
    try (Staging staging = store.stage(branch.ancestor())) {
      for (int i = 0; i < branch.blocks().size(); i++) {
        Candidate candidate = branch.blocks().get(i);
        BlockVerdict verdict = verify(candidate.block(), staging.parent());
        if (verdict instanceof BlockVerdict.Invalid invalid) {
          return condemnFrom(branch, i, invalid.problem());
        }
        if (verdict instanceof BlockVerdict.Valid valid) {
          staging.add(valid.result(), candidate.sealed().seal(), candidate.totalWork());
        }
      }
      chain.commit(staging, removedBy(branch));
      return new Imported(true);
    }
  }

  private BlockVerdict verify(Block block, ParentState parent) {
    U256 reward = chain.consensus().spec().rewardAt(block.number());
    return chain.consensus().processor().verify(block, parent, reward);
  }

  private Invalid condemnFrom(Branch branch, int first, String reason) {
    Hash wrong = branch.blocks().get(first).block().hash();
    bad.add(wrong, reason);
    for (Candidate after : branch.blocks().subList(first + 1, branch.blocks().size())) {
      bad.add(after.block().hash(), "follows an invalid block: " + reason);
    }
    return new Invalid("block %s: %s".formatted(wrong, reason));
  }

  /// The blocks that leave the chain when a branch takes its end, newest first.
  private List<StoredBlock> removedBy(Branch branch) {
    List<StoredBlock> removed = new ArrayList<>();
    for (long number = store.head().header().number();
        number > branch.ancestor().number();
        number--) {
      Hash hash = store.canonicalHash(number);
      StoredBlock block = hash == null ? null : chain.reader().storedBlock(hash);
      if (block == null) {
        throw new IllegalStateException("the chain has no block " + number);
      }
      removed.add(block);
    }
    return removed;
  }

  /// After a failed write: opens the store again, and tells of the block whose write failed should
  /// it be there after all. The caller holds the lock.
  void recoverStore() {
    if (!store.needsRecovery()) {
      return;
    }
    Hash before = store.head().header().hash();
    ChainHead now = store.recover();
    StoredBlock head = chain.reader().storedBlock(now.header().hash());
    if (!now.header().hash().equals(before) && head != null) {
      chain.announce(new ChainEvent.NewHead(List.of(), List.of(head)));
    }
  }
}
