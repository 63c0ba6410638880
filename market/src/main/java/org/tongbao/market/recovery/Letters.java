package org.tongbao.market.recovery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.User;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.SiteAddress;
import org.tongbao.market.web.Texts;

/// The letters of this feature, written in the caller's transaction. Thread-safe.
@Component
final class Letters {
  /// Where mail never arrives (RFC 2606): addresses that were made up for an import.
  private static final String NOWHERE = ".invalid";

  private final RecoveryStore store;
  private final Mails mails;
  private final SiteAddress site;
  private final Language standard;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Letters(
      RecoveryStore store,
      Mails mails,
      SiteAddress site,
      @Value("${tongbao.language}") String standard,
      Clock clock) {
    this.store = store;
    this.mails = mails;
    this.site = site;
    this.standard = Language.find(standard).orElseThrow();
    this.clock = clock;
  }

  /// The user's own language, or else the site's.
  Language language(User user) {
    return user.preferences().language().orElse(standard);
  }

  /// A letter with a link that works once, for this long.
  void sendLink(MailToken token, Language language, Duration lasts) {
    String word = MailToken.word(random);
    store.addToken(MailToken.hash(word), token, clock.instant().plus(lasts));
    String page =
        switch (token.purpose()) {
          case RECOVERY, INVITATION -> "/password-recovery";
          case PROOF, CHANGE -> "/email-proof";
        };
    String kind = token.purpose().name().toLowerCase(Locale.ROOT);
    String link = site.address() + page + "?token=" + word;
    send(token.address(), language, kind, link, String.valueOf(lasts.toMinutes()));
  }

  /// A letter that only tells; its texts are `mail.sign-in.<kind>`.
  void send(LoginName to, Language language, String kind, String... arguments) {
    if (!Letter.isAddress(to.value()) || to.value().endsWith(NOWHERE)) {
      return;
    }
    Texts texts = Texts.of(language);
    Object[] all = new Object[arguments.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    mails.send(
        new Letter(
            to.value(),
            texts.get("mail.sign-in." + kind + ".subject"),
            texts.get("mail.sign-in." + kind + ".text", all),
            language));
  }
}
