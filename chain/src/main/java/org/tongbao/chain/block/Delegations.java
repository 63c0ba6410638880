package org.tongbao.chain.block;

import java.util.List;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Authorization;

/// Sets the code of accounts that consented (EIP-7702).
final class Delegations {
  private static final long REFUND_FOR_EXISTING_ACCOUNT = 25_000 - 12_500;

  private Delegations() {}

  /// Applies the valid ones in order and skips the others.
  ///
  /// @return the gas to refund for accounts that existed already
  static long apply(List<Authorization> authorizations, WorldState world, U256 chainId) {
    long refund = 0;
    for (Authorization authorization : authorizations) {
      refund += apply(authorization, world, chainId);
    }
    return refund;
  }

  private static long apply(Authorization authorization, WorldState world, U256 chainId) {
    boolean forThisChain =
        authorization.chainId().isZero() || authorization.chainId().equals(chainId);
    Address authority =
        forThisChain && authorization.nonce() != -1 ? authorization.authority() : null;
    if (authority == null) {
      return 0;
    }
    MutableAccount account = world.account(authority);
    account.warm();
    Code code = account.code();
    boolean settable = code.isEmpty() || code.delegate() != null;
    if (!settable || account.nonce() != authorization.nonce()) {
      return 0;
    }
    long refund = account.exists() ? REFUND_FOR_EXISTING_ACCOUNT : 0;
    Address target = authorization.address();
    account.setCode(target.isZero() ? Code.EMPTY : Code.delegatingTo(target));
    account.incrementNonce();
    return refund;
  }
}
