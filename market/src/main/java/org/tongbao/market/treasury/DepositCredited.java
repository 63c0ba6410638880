package org.tongbao.market.treasury;

import java.util.UUID;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// A payment was credited to an account on the chain. Published inside the indexer's transaction.
///
/// @param payment as in [Deposits#toAccount]
public record DepositCredited(UUID payment, Subject subject, Money amount, Hash transaction) {}
