package org.tongbao.chain.block;

import java.util.Optional;
import org.tongbao.chain.block.BlockVerdict.Invalid;
import org.tongbao.chain.block.BlockVerdict.Valid;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Executes blocks: [#begin] to build one, [#verify] to check one. Thread-safe.
public final class BlockProcessor {
  private final ChainRules rules;
  private final HeaderRules headerRules;

  public BlockProcessor(ChainRules rules) {
    this.rules = rules;
    this.headerRules = new HeaderRules(rules);
  }

  public ChainRules rules() {
    return rules;
  }

  public HeaderRules headerRules() {
    return headerRules;
  }

  /// Begins a block after `parent`.
  ///
  /// @param draft see [HeaderRules#draft]
  public BlockExecution begin(BlockHeader draft, ParentState parent) {
    return new BlockExecution(rules, draft, parent, Tracer.NONE);
  }

  /// Executes `block` on its parent and compares everything its header says. Proof of work and
  /// difficulty are not looked at.
  ///
  /// @param reward new coins for the coinbase, in wei
  public BlockVerdict verify(Block block, ParentState parent, U256 reward) {
    Optional<String> problem = problemBeforeExecution(block, parent.header());
    if (problem.isPresent()) {
      return new Invalid(problem.get());
    }
    BlockExecution execution = begin(block.header(), parent);
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction transaction = block.transactions().get(i);
      if (execution.add(transaction) instanceof Refused refused) {
        return new Invalid(
            "transaction %d, %s: %s".formatted(i, transaction.hash(), refused.message()));
      }
    }
    BlockResult result = execution.finish(reward, block.transactionsRoot());
    Optional<String> difference = difference(block.header(), result.block().header());
    return difference.isPresent() ? new Invalid(difference.get()) : new Valid(result);
  }

  private Optional<String> problemBeforeExecution(Block block, BlockHeader parent) {
    int size = block.encodedSize();
    if (size > rules.fork().maxBlockBytes()) {
      return Optional.of(
          "a block of %d bytes, over %d".formatted(size, rules.fork().maxBlockBytes()));
    }
    return headerRules.problem(block.header(), parent);
  }

  private static Optional<String> difference(BlockHeader said, BlockHeader found) {
    return differs("gas used", found.gasUsed(), said.gasUsed())
        .or(() -> differs("blob gas used", found.blobGasUsed(), said.blobGasUsed()))
        .or(() -> differs("transactions root", found.transactionsRoot(), said.transactionsRoot()))
        .or(() -> differs("receipts root", found.receiptsRoot(), said.receiptsRoot()))
        .or(() -> differs("logs bloom", found.logsBloom(), said.logsBloom()))
        .or(() -> differs("state root", found.stateRoot(), said.stateRoot()))
        .or(() -> differs("hash", found.hash(), said.hash()));
  }

  private static Optional<String> differs(String name, Object expected, Object found) {
    return HeaderRules.differs(name, expected, found);
  }
}
