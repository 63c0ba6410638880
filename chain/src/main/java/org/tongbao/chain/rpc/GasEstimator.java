package org.tongbao.chain.rpc;

import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.primitives.Hash;

/// Finds the smallest gas limit with which a call succeeds.
final class GasEstimator {
  private static final long TRANSFER_GAS = 21_000;

  private final Simulator simulator;
  private final StateReader state;
  private final BlockContext block;
  private final CallRequest call;
  private final Deadline deadline;

  GasEstimator(
      Simulator simulator,
      StateReader state,
      BlockContext block,
      CallRequest call,
      Deadline deadline) {
    this.deadline = deadline;
    this.simulator = simulator;
    this.state = state;
    this.block = block;
    this.call = call;
  }

  /// @param cap the most that the call could have
  /// @return a gas limit that suffices, at most 1.5 % (or one unit) above the smallest that does
  /// @throws RpcException when the call fails whatever its gas
  long estimate(long cap) {
    if (isPlainTransfer() && Long.compareUnsigned(cap, TRANSFER_GAS) >= 0) {
      Executed transfer = run(TRANSFER_GAS);
      if (transfer.succeeded()) {
        return TRANSFER_GAS;
      }
    }
    Executed most = run(cap);
    if (!most.succeeded()) {
      throw most.halt() == HaltReason.OUT_OF_GAS
          ? new RpcException(RpcError.SERVER_ERROR, "gas required exceeds allowance (" + cap + ")")
          : Simulator.failure(most);
    }
    return search(most, cap);
  }

  /// The gas that was paid for is a lower bound, and with the refund, the stipend and what the
  /// 63/64 rule keeps back (EIP-150) most often enough: try that before halving.
  private long search(Executed most, long cap) {
    long low = most.gasUsed() - 1;
    long high = cap;
    long guess = (most.gasUsed() + most.gasRefunded() + 2_300) * 64 / 63;
    if (guess < high) {
      if (suffices(guess)) {
        high = guess;
      } else {
        low = guess;
      }
    }
    while (low + 1 < high && (high - low) * 1_000 / high >= 15) {
      long middle = Math.min(low + (high - low) / 2, Math.max(2 * low, low + 1));
      if (suffices(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private boolean isPlainTransfer() {
    if (call.to() == null
        || !call.data().isEmpty()
        || !call.accessList().isEmpty()
        || !call.authorizations().isEmpty()) {
      return false;
    }
    Account account = state.account(call.to());
    return account == null || account.codeHash().equals(Hash.EMPTY_KECCAK);
  }

  private boolean suffices(long gas) {
    deadline.check();
    try {
      return run(gas).succeeded();
    } catch (RpcException e) {
      return false;
    }
  }

  private Executed run(long gas) {
    return simulator.run(state, block, call, gas, Tracer.NONE);
  }
}
