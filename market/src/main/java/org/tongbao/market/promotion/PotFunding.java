package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money for a pot, and whether the chain has moved it: `PENDING`, `DONE` or `REFUSED`.
record PotFunding(UUID id, long amountMinor, String state, @Nullable String refusal, Instant at) {}
