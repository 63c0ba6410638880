package org.tongbao.market.order;

import java.util.UUID;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// Which seller order, and whose.
///
/// @param id of the seller order
/// @param order of the whole order that it is a part of
public record OrderRef(
    UUID id, UUID order, OrderNumber number, UserId buyer, MerchantId merchant) {}
