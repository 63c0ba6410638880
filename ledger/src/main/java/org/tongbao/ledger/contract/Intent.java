package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The signed part that every action of an account carries.
public record Intent(Address account, Hash ref, U256 deadline, Bytes signature) {}
