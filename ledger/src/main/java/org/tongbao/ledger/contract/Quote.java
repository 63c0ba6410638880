package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// The platform's word for terms: signed by a clerk as `Quote(Terms terms)`.
public record Quote(Address clerk, Bytes signature) {}
