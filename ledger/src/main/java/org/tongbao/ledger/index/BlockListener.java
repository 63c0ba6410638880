package org.tongbao.ledger.index;

import java.util.Optional;
import org.tongbao.ledger.rpc.BlockId;

/// Who is told of blocks. It keeps the ids of the blocks it was told of, in the same database
/// transaction as what it makes of them; that is what makes every event count exactly once.
///
/// Blocks without logs may be left out, so that the ids have gaps. The methods are called by one
/// thread at a time. What they throw ends the delivery, which is repeated later.
public interface BlockListener {
  /// The newest block that was added and not removed; empty before the first.
  Optional<BlockId> cursor();

  /// Stores what the block brings and, in the same transaction, the block as the new cursor.
  void added(BlockLogs block);

  /// The chain does not have this block, the cursor, any more. Undoes what it brought and, in the
  /// same transaction, makes the block that was added before it the cursor again.
  void removed(BlockId block);
}
