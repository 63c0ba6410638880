package org.tongbao.ledger.intent;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// A signed call, ready to be relayed.
///
/// @param reference under which it happens at most once, anywhere
/// @param content what happens: the same reference with another content is an alarm. Not the
///   signature and its deadline: the same thing signed anew is still the same thing
/// @param gas the most that the call may use
public record RelayItem(Hash reference, Hash content, Address target, long gas, Bytes data) {
  private static final long MAX_GAS = 0xffff_ffffL;

  public RelayItem {
    if (gas <= 0 || gas > MAX_GAS) {
      throw new IllegalArgumentException("gas of " + gas);
    }
  }
}
