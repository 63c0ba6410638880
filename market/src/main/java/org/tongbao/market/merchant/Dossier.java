package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// All that is known of a shop and its application, for its owner and the platform.
///
/// @param version grows with what the applicant or the platform changes
record Dossier(
    Merchant merchant,
    Company company,
    Hash profile,
    Payout payout,
    Step step,
    List<Decision> history,
    int version) {

  /// Where the shop is paid.
  ///
  /// @param pending a change that the chain has been asked for
  record Payout(
      Address account,
      @Nullable Address next,
      @Nullable Instant nextFrom,
      @Nullable Address pending) {
    Address at(Instant now) {
      Address changed = next;
      Instant from = nextFrom;
      return changed != null && from != null && !now.isBefore(from) ? changed : account;
    }
  }

  /// What the chain has been asked for, and why it did not do what was asked before.
  record Step(
      @Nullable Kind pending,
      int number,
      @Nullable String refusal,
      boolean bondPending,
      @Nullable String bondRefusal,
      @Nullable Instant bondPayableAt) {}

  enum Kind {
    APPROVAL,
    SUSPENSION,
    REINSTATEMENT
  }
}
