package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// A contract under a name; the name is ASCII, left-aligned.
public record Publication(Bytes name, Address deployed) {}
