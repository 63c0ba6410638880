package org.tongbao.ledger.contract;

import org.tongbao.primitives.Bytes;

public record Listing(Bytes name, long version, boolean current) {}
