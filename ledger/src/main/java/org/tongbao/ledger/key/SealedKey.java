package org.tongbao.ledger.key;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// An account's private key as it is stored: sealed by a random data key, which is sealed by a
/// master key. Both are bound to the address.
///
/// @param masterKeyId which master key opens it
public record SealedKey(Address address, String masterKeyId, Bytes dataKey, Bytes secret) {}
