package org.tongbao.market.notification;

import java.util.List;
import org.tongbao.market.web.Frame;

/// How somebody wants to be told.
public record NoticePreferencesPage(Frame frame, List<Row> rows) {
  public NoticePreferencesPage {
    rows = List.copyOf(rows);
  }

  /// A topic; `code` names its fields.
  public record Row(String code, String title, boolean inApp, boolean email) {}
}
