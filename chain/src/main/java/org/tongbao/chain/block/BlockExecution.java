package org.tongbao.chain.block;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.Evm;
import org.tongbao.chain.evm.Message;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.TxContext;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.WorldState;
import org.tongbao.chain.trie.ListTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// A block being executed: transactions are added one by one, then it is finished once. Not
/// thread-safe.
public final class BlockExecution {
  /// Keeps the hashes of the last 8,191 blocks in the state (EIP-2935).
  private static final Address HISTORY_CONTRACT =
      Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");

  private static final Address SYSTEM_ADDRESS =
      Address.fromHex("0xfffffffffffffffffffffffffffffffffffffffe");

  private static final long SYSTEM_GAS = 30_000_000;

  private final ChainRules rules;
  private final BlockHeader draft;
  private final ParentState parent;
  private final WorldState world;
  private final TransactionProcessor processor;
  private final List<Transaction> transactions = new ArrayList<>();
  private final List<Executed> executions = new ArrayList<>();

  /// Begins a block: its history call is made at once.
  ///
  /// @param draft the header as far as it is known before execution
  public BlockExecution(ChainRules rules, BlockHeader draft, ParentState parent, Tracer tracer) {
    this.rules = rules;
    this.draft = draft;
    this.parent = parent;
    this.world = new WorldState(parent.state());
    BlockContext context = context(rules, draft, parent);
    storeParentHash(context);
    this.processor = new TransactionProcessor(rules, world, context, tracer);
  }

  /// What code sees of a block with this header.
  public static BlockContext context(ChainRules rules, BlockHeader header, ParentState parent) {
    return new BlockContext(
        header.coinbase(),
        header.number(),
        header.timestamp(),
        header.gasLimit(),
        header.mixHash(),
        header.baseFeePerGas(),
        rules.blobs().baseFee(header.excessBlobGas()),
        rules.chainId(),
        parent.hashes());
  }

  /// The system call of EIP-2935; does nothing on a chain without the contract.
  private void storeParentHash(BlockContext context) {
    if (world.code(HISTORY_CONTRACT).isEmpty()) {
      return;
    }
    world.beginTransaction();
    world.warm(HISTORY_CONTRACT);
    new Evm(world, context, Tracer.NONE)
        .call(
            new TxContext(SYSTEM_ADDRESS, U256.ZERO, List.of()),
            new Message(
                SYSTEM_ADDRESS,
                HISTORY_CONTRACT,
                U256.ZERO,
                draft.parentHash().toBytes(),
                SYSTEM_GAS));
    world.commitTransaction();
  }

  /// Executes a transaction and appends it, unless it is refused: then the block is as before.
  public TransactionResult add(Transaction transaction) {
    TransactionResult result = processor.execute(transaction);
    if (result instanceof Executed executed) {
      transactions.add(transaction);
      executions.add(executed);
    }
    return result;
  }

  /// Gas that the block has left for further transactions, unsigned.
  public long gasLeft() {
    return draft.gasLimit() - processor.gasUsed();
  }

  /// The state as the transactions added so far have left it.
  public WorldState world() {
    return world;
  }

  /// Pays the reward and computes the roots.
  ///
  /// @param reward new coins for the coinbase, in wei
  public BlockResult finish(U256 reward) {
    return finish(reward, ListTrie.root(transactions.stream().map(Transaction::encoded).toList()));
  }

  /// As the other, for a block whose transactions' root is known.
  BlockResult finish(U256 reward, Hash transactionsRoot) {
    if (!reward.isZero()) {
      world.beginTransaction();
      world.addBalance(draft.coinbase(), reward);
      world.commitTransaction();
    }
    StateChanges changes = world.changes();
    StateUpdate update = parent.trie().apply(parent.header().stateRoot(), changes);
    Block block = new Block(complete(update, transactionsRoot), transactions);
    return new BlockResult(block, executions, changes, update);
  }

  private BlockHeader complete(StateUpdate update, Hash transactionsRoot) {
    List<Receipt> receipts = executions.stream().map(Executed::receipt).toList();
    Bloom bloom = Bloom.EMPTY;
    List<Bytes> encodedReceipts = new ArrayList<>(receipts.size());
    for (Receipt receipt : receipts) {
      bloom = bloom.or(receipt.bloom());
      encodedReceipts.add(receipt.encoded());
    }
    return draft.toBuilder()
        .stateRoot(update.root())
        .transactionsRoot(transactionsRoot)
        .receiptsRoot(ListTrie.root(encodedReceipts))
        .logsBloom(bloom)
        .gasUsed(processor.gasUsed())
        .blobGasUsed(processor.blobGasUsed())
        .build();
  }

  /// The rules the block is executed by.
  public ChainRules rules() {
    return rules;
  }
}
