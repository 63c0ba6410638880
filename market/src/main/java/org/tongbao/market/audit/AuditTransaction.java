package org.tongbao.market.audit;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// A transaction as the chain has it.
///
/// @param to null when it created a contract
public record AuditTransaction(Hash hash, @Nullable Address to, Bytes input) {}
