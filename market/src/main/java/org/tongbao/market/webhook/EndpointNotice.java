package org.tongbao.market.webhook;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Texts;

/// Stops sending to an endpoint, and tells whoever made it by mail, in one transaction.
@Component
class EndpointNotice {
  private final EndpointStore endpoints;
  private final MessageStore messages;
  private final Users users;
  private final Mails mails;
  private final TransactionTemplate transaction;
  private final Language standard;

  EndpointNotice(
      EndpointStore endpoints,
      MessageStore messages,
      Users users,
      Mails mails,
      TransactionTemplate transaction,
      @Value("${tongbao.language}") String standard) {
    this.endpoints = endpoints;
    this.messages = messages;
    this.users = users;
    this.mails = mails;
    this.transaction = transaction;
    this.standard = Language.find(standard).orElseThrow();
  }

  void disable(UUID endpoint, String trouble) {
    transaction.executeWithoutResult(
        status -> {
          if (endpoints.disable(endpoint, trouble)) {
            messages.hold(endpoint);
            endpoints.find(endpoint).ifPresent(it -> tell(it, trouble));
          }
        });
  }

  private void tell(Endpoint endpoint, String trouble) {
    User user = users.find(endpoint.madeBy()).orElseThrow();
    Language language = user.preferences().language().orElse(standard);
    Texts texts = Texts.of(language);
    user.loginNames().stream()
        .filter(it -> it.kind() == LoginName.Kind.EMAIL)
        .map(LoginName::value)
        .findFirst()
        .ifPresent(
            to ->
                mails.send(
                    new Letter(
                        to,
                        texts.get("webhook.disabled.subject"),
                        texts.get("webhook.disabled.text", endpoint.url(), trouble),
                        language)));
  }
}
