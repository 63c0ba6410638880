package org.tongbao.market.explorer;

import java.util.List;
import org.tongbao.market.web.Frame;
import org.tongbao.primitives.Hash;

/// A block with the first of its transactions.
///
/// @param shown with what each asked for, in words
/// @param more those that are only named
/// @param newest the number of the newest block
public record BlockPage(Frame frame, Block block, List<Line> shown, List<Hash> more, long newest) {
  public BlockPage {
    shown = List.copyOf(shown);
    more = List.copyOf(more);
  }

  /// Who an account is, in words; empty for those whom we do not name.
  public String who(Party party) {
    return EventWords.who(party, frame.texts());
  }

  public record Line(Transaction transaction, String words) {}
}
