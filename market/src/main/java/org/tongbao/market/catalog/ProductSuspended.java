package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.identity.MerchantId;

/// The platform has taken a shop's product off sale, or lets it be sold again. In the transaction
/// of the decision.
///
/// @param id of the suspension
/// @param suspended false when it was lifted
public record ProductSuspended(
    UUID id,
    UUID product,
    MerchantId merchant,
    Wording title,
    boolean suspended,
    String reason,
    Instant at) {}
