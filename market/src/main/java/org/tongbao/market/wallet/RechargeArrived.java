package org.tongbao.market.wallet;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Money;

/// Money of a recharge is in the account. In the transaction that follows the chain; once for each
/// payment that came.
///
/// @param shop whose account it is; null for the user's own
/// @param total credited of this recharge so far
public record RechargeArrived(
    UUID id, UserId user, @Nullable MerchantId shop, Money amount, Money total, Instant at) {}
