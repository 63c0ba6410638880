package org.tongbao.market.onchain;

import org.tongbao.primitives.Address;

/// A holder is about to leave an account for another. Published before it happens, in the same
/// transaction: a feature that has something open with the account refuses with
/// [OnchainError#ACCOUNT_IN_USE].
public record AccountLeaving(Holder holder, Address account) {}
