package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;

/// Recharge coupons that become money.
///
/// @param signBy until when the owner's own wallet may sign; null where its key is here
/// @param refusal why nothing came of it: the contract's word, or `unsigned`
record VoucherRecharge(
    UUID id,
    UUID campaign,
    UserId user,
    long units,
    State state,
    Address account,
    @Nullable Instant signBy,
    @Nullable String refusal,
    Instant at) {
  /// Where a recharge stands.
  enum State {
    TO_SIGN,
    PENDING,
    DONE,
    REFUSED
  }
}
