package org.tongbao.chain.evm;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Watches execution: EIP-3155 traces, the struct logger, the call tracer. The hooks are called on
/// the executing thread; what they are given is valid only during the hook.
public interface Tracer {
  /// Watches nothing and costs nothing.
  Tracer NONE =
      new Tracer() {
        @Override
        public boolean tracesFrames() {
          return false;
        }
      };

  /// Whether [#enter] and [#exit] are wanted; asked once per [Evm].
  default boolean tracesFrames() {
    return true;
  }

  /// Whether [#before] and [#after] are wanted; asked once per [Evm]. When false, execution takes
  /// the fast path without looking at the tracer between instructions.
  default boolean tracesInstructions() {
    return false;
  }

  /// An instruction is about to run; its stack bounds have not been checked and nothing is charged.
  default void before(Step step) {}

  /// The instruction last announced in this frame has run.
  ///
  /// For the CALL and CREATE families the cost includes the gas handed to the new frame, and the
  /// hook comes before that frame's [#enter]; their result is not on the stack yet.
  ///
  /// @param step the frame; the stack and memory are those after the instruction
  /// @param halt why it halted the frame exceptionally, or null
  default void after(Step step, long gasCost, @Nullable HaltReason halt) {}

  /// A frame begins, the outermost included. Calls that fail before they start (depth, balance) and
  /// calls of precompiles are announced too, and are followed at once by [#exit].
  ///
  /// @param from the account that calls
  /// @param to the account whose code runs; for a creation, the new contract
  /// @param value wei moved; for DELEGATECALL the value that CALLVALUE shows
  /// @param input call data or initialisation code
  default void enter(CallKind kind, Address from, Address to, U256 value, byte[] input, long gas) {}

  /// The frame last entered ends.
  ///
  /// @param output return data, revert reason, or the deployed code
  /// @param halt why it halted exceptionally; null after success and REVERT
  default void exit(boolean reverted, long gasUsed, byte[] output, @Nullable HaltReason halt) {}

  /// SELFDESTRUCT has run; the frame's [#exit] follows.
  default void selfDestruct(Address from, Address beneficiary, U256 balance) {}
}
