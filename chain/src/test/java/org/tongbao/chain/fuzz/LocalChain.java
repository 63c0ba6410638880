package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.trie.MemoryNodeStore;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Our side: the state after the last block, on which blocks are executed as the node does it.
final class LocalChain {

  /// What came of a block.
  ///
  /// @param results one for each transaction given, in order
  /// @param steps of each, when traced and not too many
  record Run(
      BlockResult block,
      List<TransactionResult> results,
      List<Optional<List<StepRecorder.Recorded>>> steps) {}

  static final ChainRules RULES = ChainRules.eip1559(Genesis.CHAIN_ID);

  private final MemoryState state = new MemoryState();
  private final MemoryNodeStore nodes = new MemoryNodeStore();
  private final StateTrie trie = new StateTrie(nodes, new NodeCache(1 << 24));
  private final Map<Long, Hash> hashes = new HashMap<>();
  private Hash root;

  LocalChain(Genesis genesis) {
    var changes = genesis.toChanges(state);
    StateUpdate update = trie.apply(Hash.EMPTY_TRIE_ROOT, changes);
    nodes.apply(update.changes());
    state.apply(changes);
    root = update.root();
  }

  MemoryState state() {
    return state;
  }

  /// Makes a hash known to BLOCKHASH.
  void knowHash(long number, Hash hash) {
    hashes.put(number, hash);
  }

  /// Executes a block and leaves the state as it is.
  Run run(BlockHeader draft, List<Transaction> transactions, boolean traced) {
    BlockHeader parent = BlockHeader.builder().number(draft.number() - 1).stateRoot(root).build();
    StepRecorder recorder = new StepRecorder(traced);
    ParentState before =
        new ParentState(
            parent,
            state,
            trie,
            number ->
                number < draft.number() && number >= draft.number() - 256
                    ? hashes.getOrDefault(number, Hash.ZERO)
                    : Hash.ZERO);
    BlockExecution execution = new BlockExecution(RULES, draft, before, recorder);
    List<TransactionResult> results = new ArrayList<>();
    List<Optional<List<StepRecorder.Recorded>>> steps = new ArrayList<>();
    for (Transaction transaction : transactions) {
      results.add(execution.add(transaction));
      steps.add(recorder.take());
    }
    return new Run(execution.finish(U256.ZERO), results, steps);
  }

  /// Moves on to the state in which a transaction of a block ran; stays where it is for null.
  void acceptUpTo(@Nullable Transaction end, BlockHeader draft, List<Transaction> transactions) {
    int count = end == null ? 0 : transactions.indexOf(end);
    accept(run(draft, transactions.subList(0, count), false).block());
  }

  /// Moves on to the state after a block.
  void accept(BlockResult block) {
    state.apply(block.changes());
    nodes.apply(block.stateUpdate().changes());
    root = block.stateUpdate().root();
  }
}
