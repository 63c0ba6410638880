package org.tongbao.chain.evm;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.precompile.Precompile;
import org.tongbao.chain.evm.precompile.Precompiles;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Words;

/// How messages start and end: value transfer, precompiles, deployment of code, results (Yellow
/// Paper §7, §8). A frame that was prepared is started by one of these, and either runs or has
/// ended at once; then it is finished.
final class Messages {
  /// No precompile has a greater address.
  private static final Address LAST_SYSTEM_ADDRESS =
      Address.fromHex("0x000000000000000000000000000000000000ffff");

  private Messages() {}

  /// Starts a call of `target`, whose own or delegate's code is `code`.
  ///
  /// @return whether the frame must run; if not, it has ended
  static boolean startCall(
      Frame f, MutableAccount from, MutableAccount target, Code code, boolean delegated) {
    announce(f, from, target.address());
    if (f.depth > Gas.MAX_DEPTH) {
      f.refuse(HaltReason.CALL_DEPTH_EXCEEDED);
      return false;
    }
    if (!moveValue(f, from, target)) {
      f.refuse(HaltReason.INSUFFICIENT_BALANCE);
      return false;
    }
    if (!delegated && target.address().compareTo(LAST_SYSTEM_ADDRESS) <= 0) {
      @Nullable Precompile precompile = Precompiles.at(target.address());
      if (precompile != null) {
        runPrecompile(f, precompile);
        return false;
      }
    }
    if (code.isEmpty()) {
      f.end(Frame.NOTHING, 0, 0);
      return false;
    }
    f.begin(code, f.evm.tracesInstructions ? null : code.program());
    return true;
  }

  /// Sets the initialisation code: for the tracer it is the input, code finds no call data.
  static Code takeInitCode(Frame f, byte[] initCode) {
    f.setInput(initCode, 0, initCode.length);
    return Code.of(initCode);
  }

  /// Whether a creation may be tried: depth, balance, nonce. If not, the frame has ended with its
  /// gas.
  static boolean canCreate(Frame f, MutableAccount from) {
    announce(f, from, f.self.address());
    f.setInput(Frame.NOTHING, 0, 0);
    if (f.depth > Gas.MAX_DEPTH) {
      f.refuse(HaltReason.CALL_DEPTH_EXCEEDED);
    } else if (from.balance().lt(f.value)) {
      f.refuse(HaltReason.INSUFFICIENT_BALANCE);
    } else if (from.nonce() == -1) {
      f.refuse(HaltReason.NONCE_OVERFLOW);
    } else {
      return true;
    }
    return false;
  }

  /// Starts a creation at `f.self` that may be tried.
  ///
  /// @return whether the frame must run; if not, it has ended
  static boolean startCreate(Frame f, MutableAccount from, Code initCode) {
    MutableAccount contract = f.self;
    if (contract.collides()) {
      f.halt(HaltReason.ADDRESS_COLLISION);
      return false;
    }
    contract.markCreated();
    contract.setNonce(1);
    from.subtractBalance(f.value);
    contract.addBalance(f.value);
    f.begin(initCode, null);
    return true;
  }

  /// Completes a frame that has ended: deploys code, undoes the changes of one that failed.
  static void finish(Frame f) {
    if (f.evm.tracesInstructions) {
      Tracing.after(f);
    }
    if (f.kind.isCreate() && f.succeeded()) {
      deploy(f);
    }
    if (!f.succeeded()) {
      f.evm.world.revertTo(f.snapshot);
    }
    if (f.evm.tracesFrames) {
      f.evm.tracer.exit(f.reverted, f.initialGas - f.gas, f.copyOfOutput(), f.halt);
    }
  }

  /// Gives the result of a finished frame to the one that called it.
  static void deliver(Frame f, Frame parent) {
    boolean success = f.succeeded();
    parent.child = null;
    parent.stops = false;
    parent.gas += f.gas;
    parent.refund = success ? f.refund : parent.refund;
    if (f.kind.isCreate() && success) {
      f.self.address().toWord(parent.stack, parent.top);
      parent.clearReturnData();
      return;
    }
    Words.set(parent.stack, parent.top, success ? 1 : 0);
    parent.setReturnData(f.output, f.outputOffset, f.outputSize);
    if (!f.kind.isCreate()) {
      int size = Math.min(parent.outSize, f.outputSize);
      System.arraycopy(f.output, f.outputOffset, parent.memory.bytes(), parent.outOffset, size);
    }
  }

  /// Checks the code to deploy (EIP-3541, EIP-170), charges for it and stores it.
  private static void deploy(Frame f) {
    int size = f.outputSize;
    if (size > 0 && f.output[f.outputOffset] == (byte) 0xef) {
      f.halt(HaltReason.INVALID_CODE_PREFIX);
    } else if (size > Gas.MAX_CODE_SIZE) {
      f.halt(HaltReason.CODE_TOO_LARGE);
    } else if (f.gas < Gas.CODE_DEPOSIT * size) {
      f.halt(HaltReason.OUT_OF_GAS);
    } else {
      f.gas -= Gas.CODE_DEPOSIT * size;
      f.self.setCode(Code.of(f.copyOfOutput()));
    }
  }

  private static void announce(Frame f, MutableAccount from, Address to) {
    if (f.evm.tracesInstructions && f.depth > 0) {
      Tracing.after(f.evm.frame(f.depth - 1));
    }
    if (f.evm.tracesFrames) {
      f.evm.tracer.enter(f.kind, from.address(), to, f.value, f.copyOfInput(), f.gas);
    }
  }

  private static boolean moveValue(Frame f, MutableAccount from, MutableAccount target) {
    if (f.kind != CallKind.CALL) {
      // CALLCODE moves value from the account to itself; the others move none.
      return f.kind != CallKind.CALLCODE || !from.balance().lt(f.value);
    }
    if (f.value.isZero()) {
      target.touchIfEmpty();
      return true;
    }
    if (from.balance().lt(f.value)) {
      return false;
    }
    from.subtractBalance(f.value);
    target.addBalance(f.value);
    return true;
  }

  private static void runPrecompile(Frame f, Precompile precompile) {
    byte[] input = f.copyOfInput();
    long cost = precompile.gas(input);
    if (cost > f.gas) {
      f.halt(HaltReason.OUT_OF_GAS);
      return;
    }
    byte @Nullable [] output = precompile.run(input);
    if (output == null) {
      f.halt(HaltReason.PRECOMPILE_FAILURE);
      return;
    }
    f.gas -= cost;
    f.end(output, 0, output.length);
  }
}
