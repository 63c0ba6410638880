package org.tongbao.chain.evm.precompile;

import org.jspecify.annotations.Nullable;

/// A contract that is part of the protocol. Stateless and safe for use by many threads.
///
/// A call asks for [#gas] first and runs only when that can be paid. Neither method ever throws on
/// any input, nor writes to it.
public interface Precompile {

  /// The price of a call with this input; [Long#MAX_VALUE] when no amount of gas is enough. Costs
  /// at most a few hundred operations, whatever lengths the input claims.
  long gas(byte[] input);

  /// The output; null when the call fails, which consumes all its gas.
  byte @Nullable [] run(byte[] input);
}
