package org.tongbao.market.onchain;

import org.tongbao.ledger.contract.ContractError;
import org.tongbao.primitives.Hash;

/// The chain refused what the outbox brought; nothing happened. Published inside the transaction
/// that stores the refusal. Bringing the same again tries again.
///
/// @param reference what [Outbox#act] gave, or the relayed item's
/// @param error why; [ContractError.Unknown] without data when the call ran out of its gas
public record IntentRefused(Subject subject, Hash reference, ContractError error) {}
