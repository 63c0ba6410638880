package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

public record RoleGrant(Address account, U256 roles) {}
