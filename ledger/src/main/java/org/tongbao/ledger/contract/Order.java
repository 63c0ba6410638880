package org.tongbao.ledger.contract;

import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

public record Order(
    Hash terms,
    OrderState state,
    boolean released,
    long deadline,
    long returnUntil,
    U256 received,
    U256 refunded,
    U256 owedByMerchant,
    ClaimState claim,
    int failedClaims,
    long claimDeadline,
    U256 claimed,
    U256 ruling,
    U256 owedByPlatform) {}
