package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;

public record Payout(Address account, boolean suspended, long nextFrom, Address next) {}
