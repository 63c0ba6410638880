package org.tongbao.market.notification;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.UnreadCount;

/// Tells the shell of the pages how many notifications wait.
@Component
final class ShownUnread implements UnreadCount {
  private final Notices notices;

  ShownUnread(Notices notices) {
    this.notices = notices;
  }

  @Override
  public int of(HttpServletRequest request) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken
        ? 0
        : Uuid7.parse(who.getName()).map(it -> notices.unread(new UserId(it))).orElse(0);
  }
}
