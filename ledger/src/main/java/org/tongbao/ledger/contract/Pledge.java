package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

public record Pledge(Address buyer, long quantity, int tier, PledgeState state, Hash details) {}
