package org.tongbao.market.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What accounts held, what moved, and what they hold, from the first moment of one day to the last
/// of another.
public record Statement(LocalDate from, LocalDate to, String zone, List<Section> sections) {
  public Statement {
    sections = List.copyOf(sections);
  }

  /// One unit of one account; `opening` and all `lines` make `closing`.
  ///
  /// @param office of the platform's account, or `affiliates`, `payouts`, `reserve`; empty for
  ///   others
  /// @param account on the chain, now
  /// @param unit a currency, or `POINTS`; amounts are in its smallest part
  public record Section(
      String office, String account, String unit, long opening, List<Line> lines, long closing) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /// A movement and its record on the chain.
  ///
  /// @param kind one of a wallet's, or `COMMISSION` or `RESERVE`
  /// @param amount below zero when it went out
  /// @param balance after it
  /// @param order whose money it was; null for what is about no order
  public record Line(
      Instant at,
      String kind,
      long amount,
      long balance,
      @Nullable String order,
      String counterparty,
      String transaction,
      long block) {}
}
