package org.tongbao.market.replay;

/// A row that cannot be taken, or what makes a whole file useless.
///
/// @param line where the row begins, from 1; 0 when it is about the file itself
/// @param reason for people
/// @param fatal whether nothing of the file can be trusted, so that leaving the row out does not
///   help
public record BadRow(String file, long line, String reason, boolean fatal) {
  @Override
  public String toString() {
    return (line == 0 ? file : file + ":" + line) + ": " + reason;
  }
}
