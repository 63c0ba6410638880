package org.tongbao.market.affiliate;

import java.time.Instant;
import org.tongbao.market.identity.UserId;

/// A user who brings buyers.
///
/// @param code by which their buyers are known
record Affiliate(UserId user, String code, Instant since) {}
