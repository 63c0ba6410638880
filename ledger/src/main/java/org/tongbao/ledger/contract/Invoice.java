package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

public record Invoice(
    Address issuer,
    long issuedAt,
    long reversedBy,
    long reverses,
    Address cash,
    U256 amount,
    Hash order,
    Hash content) {}
