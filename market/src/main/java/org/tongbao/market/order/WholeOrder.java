package org.tongbao.market.order;

import java.time.Instant;
import java.util.UUID;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Currency;

/// What a buyer confirmed, apart from its parts.
public record WholeOrder(
    UUID id,
    OrderNumber number,
    UserId buyer,
    Currency currency,
    Instant payBy,
    PostalAddress address,
    Instant placedAt) {}
