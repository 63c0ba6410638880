package org.tongbao.market.webhook;

import java.time.Clock;
import org.springframework.stereotype.Component;

/// How far the sending of news to programs is. Thread-safe.
@Component
public class WebhookProgress {
  private final WebhookProgressStore store;
  private final Clock clock;

  WebhookProgress(WebhookProgressStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Costs little, however many messages there are.
  public WebhookStanding now() {
    return store.at(clock.instant());
  }
}
