package org.tongbao.market.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A day of an institution, and what came of comparing it.
///
/// @param state `WAITING` for the statement, `COMPARED`, or `FILE_NEEDED` where the institution
///   gives statements to people only
/// @param lines of its statement
/// @param open differences that nobody has settled
/// @param trouble why the statement could not be had the last time
public record Reconciliation(
    String institution,
    LocalDate day,
    String state,
    int lines,
    int open,
    @Nullable String trouble,
    @Nullable Instant comparedAt) {}
