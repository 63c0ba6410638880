package org.tongbao.market.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that an institution and we do not agree about.
///
/// @param kind `PAYMENT` or `REFUND`
/// @param reference our name for it
/// @param ours what our books say, in words of the books; empty when they have nothing
/// @param theirs what the statement says; empty when it has nothing
/// @param note what became of it, by whoever settled it
public record Difference(
    UUID id,
    String institution,
    LocalDate day,
    Problem problem,
    String kind,
    String reference,
    String ours,
    String theirs,
    State state,
    @Nullable String note,
    @Nullable UUID resolvedBy,
    @Nullable Instant resolvedAt,
    Instant foundAt) {
  /// What is wrong.
  public enum Problem {
    /// The statement has it, we do not.
    MISSING_HERE,
    /// We have it, the statement does not.
    MISSING_THERE,
    AMOUNT,
    CURRENCY,
    /// It moved there; with us it did not.
    STATE,
    /// Statements have it more than once.
    TWICE
  }

  /// What became of it.
  public enum State {
    OPEN,
    RESOLVED,
    /// A later comparison of the same day no longer found it.
    GONE
  }
}
