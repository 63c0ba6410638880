package org.tongbao.market.mailbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// The mail that was sent, for the platform's administrators: the same as by REST.
@Controller
final class MailDeskPages {
  private final Mails mails;
  private final Pages pages;

  MailDeskPages(Mails mails, Pages pages) {
    this.mails = mails;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.MAILBOX)
  @Needs(Permission.MAIL_READ)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    Mail.State wanted = state.isEmpty() ? null : PageFields.one(Mail.State.class, state);
    PageOfList<Mail> found = mails.list(wanted, PageOfList.Request.of(null, cursor));
    return pages.of(
        "platform-mailbox",
        new MailDeskPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.MAILBOX),
            state,
            found.items(),
            found.next(),
            null,
            null));
  }

  @GetMapping(PlatformDesk.MAILBOX + "/{id}")
  @Needs(Permission.MAIL_READ)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    return pages.of("platform-mail", page(caller, frame, require(id), null));
  }

  /// Tries a mail again that was given up.
  @PostMapping(PlatformDesk.MAILBOX + "/{id}/delivery")
  @Needs(Permission.MAIL_READ)
  View deliver(Caller caller, Frame frame, @PathVariable String id, RedirectAttributes redirect) {
    Mail known = require(id);
    if (!mails.tryAgain(known.id())) {
      String trouble = frame.texts().get("platform.mailbox.not-given-up");
      return pages.refused("platform-mail", page(caller, frame, known, trouble));
    }
    return pages.done(
        redirect, "platform.mailbox.again.done", PlatformDesk.MAILBOX + "/" + known.id());
  }

  private static MailDeskPage page(
      Caller caller, Frame frame, Mail mail, @Nullable String trouble) {
    return new MailDeskPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.MAILBOX),
        "",
        List.of(),
        null,
        mail,
        trouble);
  }

  private Mail require(String id) {
    return mails.find(PageFields.id(id)).orElseThrow(PageFields::notFound);
  }
}
