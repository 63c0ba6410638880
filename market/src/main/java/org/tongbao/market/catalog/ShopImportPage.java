package org.tongbao.market.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Reading a file of products: what it would do, and what it did.
///
/// @param text the file, where it is short enough to be kept in the form
/// @param outcome null before anything was read
public record ShopImportPage(
    Frame frame,
    Desk desk,
    String base,
    String export,
    String text,
    @Nullable Outcome outcome,
    FormErrors errors) {

  /// @param applied whether it was carried out
  public record Outcome(
      boolean applied, int rows, int added, int changed, int unchanged, List<Line> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  public record Line(int line, String column, String reason) {}
}
