package org.tongbao.ledger.contract;

import org.tongbao.primitives.U256;

public record CampaignCount(
    U256 pot, U256 spent, U256 issued, U256 outstanding, boolean platform) {}
