package org.tongbao.market.explorer;

import java.util.List;
import org.tongbao.primitives.U256;

/// What an address has.
///
/// @param nonce how many transactions it has sent
/// @param codeBytes the size of its code; 0 for an account with a key
/// @param holdings money and points, those that are not zero
public record Account(
    Party party, U256 balanceWei, long nonce, long codeBytes, List<Holding> holdings) {
  public Account {
    holdings = List.copyOf(holdings);
  }

  /// @param token a currency's code, or `points`
  /// @param amount in the smallest unit
  public record Holding(String token, U256 amount) {}
}
