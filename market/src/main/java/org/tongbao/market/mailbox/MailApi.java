package org.tongbao.market.mailbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.PageOfList;

/// The mail that was sent, and what became of it.
@RestController
@RequestMapping("/api/v1/platform/mails")
final class MailApi {
  private final Mails mails;

  MailApi(Mails mails) {
    this.mails = mails;
  }

  @GetMapping
  @Needs(Permission.MAIL_READ)
  PageOfList<MailView> list(
      @RequestParam(required = false) Mail.@Nullable State state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return mails.list(state, PageOfList.Request.of(limit, cursor)).map(MailView::of);
  }

  @GetMapping("/{id}")
  @Needs(Permission.MAIL_READ)
  MailView one(@PathVariable String id) {
    return MailView.of(require(id));
  }

  /// Tries a mail again that was given up.
  @PostMapping("/{id}/delivery")
  @Needs(Permission.MAIL_READ)
  @ResponseStatus(HttpStatus.ACCEPTED)
  MailView deliver(@PathVariable String id) {
    Mail mail = require(id);
    if (!mails.tryAgain(mail.id())) {
      throw new DomainException(RequestError.CONFLICT);
    }
    return MailView.of(require(id));
  }

  private Mail require(String id) {
    return Uuid7.parse(id)
        .flatMap(mails::find)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// `text` only of mail that stays here; of other mail it is the recipient's alone.
  record MailView(
      UUID id,
      String to,
      String subject,
      @Nullable String text,
      String language,
      Mail.State state,
      int tries,
      Instant createdAt,
      @Nullable Instant endedAt,
      String trouble) {
    static MailView of(Mail mail) {
      return new MailView(
          mail.id(),
          mail.letter().to(),
          mail.letter().subject(),
          mail.state() == Mail.State.KEPT ? mail.letter().text() : null,
          mail.letter().language().code(),
          mail.state(),
          mail.tries(),
          mail.createdAt(),
          mail.endedAt(),
          mail.trouble());
    }
  }
}
