package org.tongbao.market.explorer;

import org.tongbao.primitives.Address;

/// An account that does something on the chain.
///
/// @param name of a contract of ours or of an office of the platform; empty for everybody else
public record Party(Address address, String name) {}
