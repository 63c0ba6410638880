package org.tongbao.market.explorer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Money of one currency: what is in circulation, and what is attested to be held for it.
///
/// @param currency ISO 4217
/// @param supply and `attested`: in the currency's smallest unit
/// @param attestedAt null when nothing was attested yet
public record Token(
    String currency, Address address, U256 supply, U256 attested, @Nullable Instant attestedAt) {
  /// Whether everything in circulation is covered.
  public boolean isCovered() {
    return supply.compareTo(attested) <= 0;
  }
}
