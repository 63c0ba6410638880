package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// A withdrawal has come to another state, in the transaction that moved it.
///
/// @param reason why it was rejected; empty where nobody did
public record WithdrawalMoved(
    UUID id, UserId user, Money amount, Withdrawal.State state, String reason, Instant at) {}
