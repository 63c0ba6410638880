package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Money;

/// Money that a user pays into the own wallet, or into a shop's.
///
/// @param user who pays
/// @param shop whose account it is for; null for the user's own
/// @param amount what was asked for; what arrives is credited, be it less or more
/// @param credited what the chain has credited so far
public record Recharge(
    UUID id,
    UserId user,
    @Nullable MerchantId shop,
    Address account,
    Money amount,
    State state,
    Money paid,
    Money credited,
    Instant createdAt) {
  public enum State {
    OPEN,
    /// Paid, and not yet all credited on the chain.
    PAID,
    CREDITED,
    /// Not paid in time. Money that comes all the same is credited.
    CLOSED
  }
}
