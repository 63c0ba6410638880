package org.tongbao.market.audit;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;

/// Money that came in from an institution.
///
/// @param account who got it; null when it went to an order
/// @param order for which it came; null when it went to an account
public record Deposit(
    Address cash, BigInteger amount, @Nullable Address account, @Nullable OrderKey order) {}
