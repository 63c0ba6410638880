package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Instant;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.contract.WithdrawalState;
import org.tongbao.primitives.Address;

/// A withdrawal as its events tell it.
public final class WithdrawalAccount {
  private final TreasuryEvent.WithdrawalRequested request;
  private WithdrawalState state = WithdrawalState.REQUESTED;

  WithdrawalAccount(TreasuryEvent.WithdrawalRequested request) {
    this.request = request;
  }

  public Address account() {
    return request.account();
  }

  public Address cash() {
    return request.cash();
  }

  public BigInteger amount() {
    return request.amount().toBigInteger();
  }

  public Instant decideBy() {
    return Instant.ofEpochSecond(request.decideBy().toLongExact());
  }

  public WithdrawalState state() {
    return state;
  }

  boolean waits() {
    return state == WithdrawalState.REQUESTED || state == WithdrawalState.APPROVED_ONCE;
  }

  void become(WithdrawalState now) {
    state = now;
  }
}
