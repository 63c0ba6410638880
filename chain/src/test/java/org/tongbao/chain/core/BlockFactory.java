package org.tongbao.chain.core;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisBlock;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.pow.SoloSealer;
import org.tongbao.chain.pow.Target;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.NodeChange;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;

/// Makes valid sealed blocks on any block it made before, with the state of each in memory: trees
/// of blocks to feed to a chain, and what the chain's state must be after each.
public final class BlockFactory {
  private final Consensus consensus;
  private final Map<Hash, Made> blocks = new HashMap<>();
  private final Map<Hash, Bytes> nodes = new HashMap<>();
  private final BlockHeader genesis;

  private record Made(Block block, MemoryState state) {}

  public BlockFactory(Genesis genesis) {
    this.consensus = new Consensus(genesis);
    BlockResult first = GenesisBlock.of(genesis);
    this.genesis = first.block().header();
    keep(first, new MemoryState());
  }

  public BlockHeader genesis() {
    return genesis;
  }

  public Consensus consensus() {
    return consensus;
  }

  /// The state after a block that was made here.
  public MemoryState state(Hash block) {
    return requireNonNull(blocks.get(block)).state();
  }

  public BlockHeader header(Hash block) {
    return requireNonNull(blocks.get(block)).block().header();
  }

  private void keep(BlockResult result, MemoryState parent) {
    for (NodeChange change : result.stateUpdate().changes()) {
      Bytes after = change.after();
      if (after != null) {
        nodes.put(after.keccak256(), after);
      }
    }
    blocks.put(result.block().hash(), new Made(result.block(), parent.after(result.changes())));
  }

  /// A sealed block after `parent`.
  public SealedBlock after(
      BlockHeader parent, Address coinbase, long timestamp, List<Transaction> transactions) {
    return after(parent, coinbase, timestamp, transactions, header -> header);
  }

  /// As the other, with a header changed before it is sealed: most likely an invalid block.
  public SealedBlock after(
      BlockHeader parent,
      Address coinbase,
      long timestamp,
      List<Transaction> transactions,
      UnaryOperator<BlockHeader.Builder> change) {
    MemoryState state = state(parent.hash());
    StateTrie trie =
        new StateTrie(
            (key, hash) -> {
              Bytes node = nodes.get(hash);
              return node == null ? null : node.unsafeArray();
            },
            new NodeCache(0));
    BlockHeader draft = consensus.draft(parent, coinbase, timestamp).build();
    BlockExecution execution =
        consensus.processor().begin(draft, new ParentState(parent, state, trie, hashes(parent)));
    for (Transaction transaction : transactions) {
      if (!(execution.add(transaction) instanceof Executed)) {
        throw new IllegalArgumentException("refused: " + transaction);
      }
    }
    BlockResult result = execution.finish(consensus.spec().rewardAt(draft.number()));
    keep(result, state);
    BlockHeader header = change.apply(result.block().header().toBuilder()).build();
    return seal(new Block(header, result.block().transactions()));
  }

  /// A seal for any block.
  public SealedBlock seal(Block block) {
    SoloSealer sealer = new SoloSealer(consensus.spec().seal().hash());
    AuxPow seal =
        sealer.seal(block.hash(), Target.ofDifficulty(block.header().difficulty()), 0, () -> false);
    return new SealedBlock(block, requireNonNull(seal));
  }

  private BlockHashes hashes(BlockHeader last) {
    return number -> {
      BlockHeader at = last;
      while (at.number() > number) {
        at = header(at.parentHash());
      }
      return at.hash();
    };
  }
}
