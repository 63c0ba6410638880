package org.tongbao.market.mailbox;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Links;

/// The mail that was sent; with one of them, that one.
///
/// @param state which are shown; empty for all
/// @param mail null on the list
/// @param trouble why a form was not taken; null where it was
public record MailDeskPage(
    Frame frame,
    Desk desk,
    String state,
    List<Mail> mails,
    @Nullable String next,
    @Nullable Mail mail,
    @Nullable String trouble) {
  public MailDeskPage {
    mails = List.copyOf(mails);
  }

  public List<String> states() {
    return Stream.concat(Stream.of(""), Stream.of(Mail.State.values()).map(Enum::name)).toList();
  }

  public String address(String of) {
    return Links.to(PlatformDesk.MAILBOX, "state", of);
  }

  public @Nullable String nextAddress() {
    return next == null ? null : Links.to(PlatformDesk.MAILBOX, "state", state, "cursor", next);
  }

  public static String badge(Mail.State state) {
    return switch (state) {
      case KEPT, SENT -> "badge-good";
      case WAITING -> "badge-warn";
      case GIVEN_UP -> "badge-bad";
    };
  }
}
