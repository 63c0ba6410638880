package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// One call that carries a signed intent.
public record RelayCall(Address target, long gas, Bytes data) {}
