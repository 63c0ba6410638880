package org.tongbao.market.walletsignin;

import java.time.Instant;
import java.util.Optional;
import org.tongbao.primitives.Address;

/// A wallet that signs its user in.
record SignInWallet(Address wallet, Instant createdAt, Optional<Instant> usedAt) {}
