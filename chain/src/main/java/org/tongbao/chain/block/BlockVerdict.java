package org.tongbao.chain.block;

/// Whether a block holds.
public sealed interface BlockVerdict {
  /// It was executed and everything its header says is true.
  record Valid(BlockResult result) implements BlockVerdict {}

  /// @param problem names what differs: expected and found
  record Invalid(String problem) implements BlockVerdict {}
}
