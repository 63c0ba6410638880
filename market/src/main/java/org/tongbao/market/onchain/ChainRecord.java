package org.tongbao.market.onchain;

import java.time.Instant;
import org.tongbao.primitives.Hash;

/// One event in an object's trail on the chain.
///
/// @param event contract and event, such as `Orders.Paid`
/// @param content the event's members as JSON
/// @param at the block's time
public record ChainRecord(
    String event,
    String content,
    Hash transaction,
    long logIndex,
    long block,
    Hash blockHash,
    Instant at) {}
