package org.tongbao.chain.block;

import java.util.List;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.trie.StateUpdate;

/// A block that was executed, and what it does.
///
/// @param block its header is complete and true: roots, bloom, gas
/// @param executions one for each transaction, in order
/// @param changes what it does to accounts, storage and code
/// @param stateUpdate what it does to the tries; its root is the header's
public record BlockResult(
    Block block, List<Executed> executions, StateChanges changes, StateUpdate stateUpdate) {
  public BlockResult {
    executions = List.copyOf(executions);
  }

  public List<Receipt> receipts() {
    return executions.stream().map(Executed::receipt).toList();
  }
}
