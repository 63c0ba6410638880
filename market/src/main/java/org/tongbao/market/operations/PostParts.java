package org.tongbao.market.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.mail.MailProgress;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.operations.OperationsPage.Fact;
import org.tongbao.market.operations.OperationsPage.Part;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Texts;
import org.tongbao.market.webhook.WebhookProgress;
import org.tongbao.market.webhook.WebhookStanding;

/// How it stands with what is sent to others. Thread-safe.
@Component
final class PostParts {
  /// How long something that is due may stay so.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Mails mails;
  private final WebhookProgress webhooks;
  private final Clock clock;

  PostParts(Mails mails, WebhookProgress webhooks, Clock clock) {
    this.mails = mails;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /// What was given up counts for a day: an address that does not exist is no trouble for ever.
  Part mail(Caller caller, Texts texts) {
    MailProgress now = mails.progress();
    List<Fact> facts =
        List.of(
            Fact.of(
                "by", texts.get("platform.operations.mail." + (now.kept() ? "kept" : "server"))),
            Fact.of("waiting", now.waiting()),
            Fact.of("gave-up", now.gaveUp()));
    boolean well = now.gaveUp() == 0 && isInTime(now.dueSince());
    return new Part(
        "mail", well, facts, link(caller, texts, Permission.MAIL_READ, PlatformDesk.MAILBOX));
  }

  /// Receivers of shops are the shops' matter: they are named, and no trouble here.
  Part webhooks(Caller caller, Texts texts) {
    WebhookStanding now = webhooks.now();
    List<Fact> facts =
        List.of(
            Fact.of("waiting", now.waiting()),
            Fact.of("gave-up", now.gaveUp()),
            Fact.of("own", now.ownInTrouble()),
            Fact.of("shops", now.othersInTrouble()));
    boolean well = now.ownInTrouble() == 0 && isInTime(now.dueSince());
    return new Part(
        "webhooks",
        well,
        facts,
        link(caller, texts, Permission.INTEGRATIONS_MANAGE, PlatformDesk.WEBHOOKS));
  }

  private boolean isInTime(@Nullable Instant dueSince) {
    return dueSince == null || dueSince.plus(PATIENCE).isAfter(clock.instant());
  }

  private static Desk.@Nullable Link link(
      Caller caller, Texts texts, Permission permission, String address) {
    String name = address.substring(PlatformDesk.HOME.length() + 1);
    return caller.may(permission)
        ? Desk.Link.to(texts.get("platform.menu." + name), address)
        : null;
  }
}
