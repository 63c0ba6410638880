package org.tongbao.market.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// Where programs of a shop, or of the platform, hear the news, newest first.
///
/// @param base the address of the list
/// @param next the cursor of the following part; null at the end
/// @param kinds of news that can be sent
/// @param typed what stands in the form of a new one
public record WebhookListPage(
    Frame frame,
    Desk desk,
    String base,
    List<Row> hooks,
    @Nullable String next,
    List<String> kinds,
    WebhookPage.Typed typed,
    FormErrors errors) {
  public WebhookListPage {
    hooks = List.copyOf(hooks);
    kinds = List.copyOf(kinds);
  }

  /// @param kinds how many kinds of news it is sent; 0 for all
  public record Row(
      String address, String url, int kinds, WebhookPage.Standing standing, Instant since) {}

  public String nextAddress() {
    return base + "?cursor=" + next;
  }
}
