package org.tongbao.market.recovery;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.SignInChanged;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;

/// Tells users by mail when the ways in which they sign in have changed: if it was not they, they
/// learn of it.
@Component
final class SignInNews {
  private final Users users;
  private final Letters letters;
  private final Clock clock;

  SignInNews(Users users, Letters letters, Clock clock) {
    this.users = users;
    this.letters = letters;
    this.clock = clock;
  }

  @EventListener
  void on(SignInChanged news) {
    User user = users.find(news.user()).orElseThrow();
    String kind = news.what().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    user.email().ifPresent(to -> letters.send(to, letters.language(user), kind, time));
  }
}
