package org.tongbao.chain.evm;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The outermost message of a transaction or of an RPC call.
///
/// @param to the account called; for a creation, the address of the contract to be
/// @param value wei moved from the caller before code runs
/// @param data call data; for a creation, the initialisation code
/// @param gas what the message may use, intrinsic gas already taken off; not negative
public record Message(Address caller, Address to, U256 value, Bytes data, long gas) {
  public Message {
    if (gas < 0) {
      throw new IllegalArgumentException("gas is negative: " + gas);
    }
  }
}
