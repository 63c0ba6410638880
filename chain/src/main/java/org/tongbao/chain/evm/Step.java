package org.tongbao.chain.evm;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What a [Tracer] sees of a frame between two instructions. Everything returned is a copy.
public interface Step {
  /// Position of the instruction in the code.
  int pc();

  /// The instruction's byte, which may be undefined.
  int opcode();

  /// Gas left before the instruction (in [Tracer#before]) or after it (in [Tracer#after]).
  long gasLeft();

  /// 1 for the outermost frame.
  int depth();

  /// The account whose storage the code uses.
  Address address();

  /// Number of words on the stack.
  int stackSize();

  /// A word of the stack; 0 is the top.
  U256 stack(int fromTop);

  /// Active memory in bytes, a multiple of 32.
  int memorySize();

  /// The active memory.
  byte[] memory();

  /// What RETURNDATACOPY would copy from.
  byte[] returnData();

  /// The transaction's refund counter (EIP-3529) so far.
  long refund();
}
