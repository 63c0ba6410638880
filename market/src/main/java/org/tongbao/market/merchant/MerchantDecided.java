package org.tongbao.market.merchant;

import java.time.Instant;
import org.tongbao.market.identity.MerchantId;

/// The platform has decided about a shop; what needs the chain, when the chain has said so. In the
/// transaction of the decision.
///
/// @param reason for the shop's owner; empty where none is given
public record MerchantDecided(MerchantId merchant, Verdict verdict, String reason, Instant at) {
  /// What was decided.
  public enum Verdict {
    /// The application is to be changed.
    RETURNED,
    REFUSED,
    APPROVED,
    SUSPENDED,
    REINSTATED
  }
}
