package org.tongbao.market.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One message to a receiver, with each try to deliver it, the newest first.
///
/// @param base its address
/// @param canReplay whether its receiver is switched on
/// @param webhookId under which the receiver knows it
/// @param payload what is sent, to the byte
/// @param soon whether the page will look different in a moment
public record MessagePage(
    Frame frame,
    Desk desk,
    String base,
    boolean canReplay,
    WebhookPage.Sent message,
    String webhookId,
    String payload,
    boolean soon,
    List<Attempt> attempts,
    FormErrors errors) {
  public MessagePage {
    attempts = List.copyOf(attempts);
  }

  /// @param status of the answer; null where there was none
  /// @param trouble what went wrong; empty when nothing did
  /// @param body the beginning of the answer
  public record Attempt(
      Instant at, @Nullable Integer status, long millis, String trouble, String body) {}

  /// Whether it is yet to be taken.
  public boolean waits() {
    return message.state().equals("WAITING");
  }
}
