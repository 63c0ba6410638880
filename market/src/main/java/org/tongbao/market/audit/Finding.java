package org.tongbao.market.audit;

/// Something that is not as it must be.
///
/// @param check the rule that does not hold, a few words that stay the same
/// @param subject what it is about: an order, a block, an account
/// @param problem what was found instead of what
public record Finding(Level level, String check, String subject, String problem) {
  /// How bad it is.
  public enum Level {
    /// Books, chain and database do not agree: value may be lost or made up.
    DIFFERENCE,
    /// Nothing is lost, but somebody should look at it.
    WARNING
  }

  @Override
  public String toString() {
    return level + " " + check + ": " + subject + ": " + problem;
  }
}
