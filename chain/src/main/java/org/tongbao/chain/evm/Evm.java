package org.tongbao.chain.evm;

import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Bytes;

/// The Ethereum Virtual Machine of the Osaka fork over one world state and one block.
///
/// Not thread-safe; reuse one for the transactions of a block, its buffers are kept.
public final class Evm {
  public Evm(WorldState world, BlockContext block, Tracer tracer) {}

  /// Runs a message call: moves the value, then runs the code of `to`, a delegate's (EIP-7702), or
  /// a precompile. When it fails its changes are undone; nonces and fees are the caller's business.
  public CallResult call(TxContext tx, Message message) {
    return new CallResult(false, false, 0, 0, Bytes.EMPTY, HaltReason.INVALID_INSTRUCTION);
  }

  /// Creates a contract at `message.to` by running `message.data` (Yellow Paper §7).
  public CallResult create(TxContext tx, Message message) {
    return new CallResult(false, false, 0, 0, Bytes.EMPTY, HaltReason.INVALID_INSTRUCTION);
  }
}
