package org.tongbao.market.onchain;

import java.time.Instant;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Something happened on the chain. Published inside the indexer's transaction, in the chain's
/// order, each once: what a listener stores is committed together with the indexer's place. A
/// listener that throws stops the indexer until it no longer does.
///
/// @param logIndex of the event in its block
/// @param at the block's time
/// @param contract that says so: which currency a transfer is of, for instance
public record ChainEvent(
    ContractEvent event,
    Hash transaction,
    long logIndex,
    long block,
    Instant at,
    Address contract) {}
