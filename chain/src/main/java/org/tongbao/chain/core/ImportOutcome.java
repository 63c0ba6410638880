package org.tongbao.chain.core;

import org.tongbao.primitives.Hash;

/// What became of a block that came from elsewhere.
public sealed interface ImportOutcome {
  /// It is valid so far and kept.
  ///
  /// @param canonical whether it is in the chain now; otherwise it is a side block, whose
  ///   transactions have not been executed
  record Imported(boolean canonical) implements ImportOutcome {}

  /// It was there before.
  record Known() implements ImportOutcome {}

  /// Its parent is not known. It is kept for a while and imported when the parent comes.
  record Orphan(Hash missingParent) implements ImportOutcome {}

  /// Its time has not come yet: its timestamp is too far ahead of our clock.
  record Early(long timestamp) implements ImportOutcome {}

  /// It breaks a rule. Whoever sent it is faulty or lies.
  record Invalid(String reason) implements ImportOutcome {}

  /// It could not be judged or kept: the disk is full, or the chain would have to go back further
  /// than it can. No fault of the sender.
  record Unable(String reason) implements ImportOutcome {}
}
