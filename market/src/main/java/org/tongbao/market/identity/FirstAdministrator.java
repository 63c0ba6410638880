package org.tongbao.market.identity;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;

/// Makes the first administrator from the settings, when there is none yet. There is no standard
/// password, and a name that somebody else has registered is never promoted.
@Component
final class FirstAdministrator implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Users users;
  private final Roles roles;
  private final TransactionTemplate transaction;
  private final String name;
  private final String password;

  FirstAdministrator(
      Users users,
      Roles roles,
      TransactionTemplate transaction,
      @Value("${tongbao.administrator.name}") String name,
      @Value("${tongbao.administrator.password}") String password) {
    this.users = users;
    this.roles = roles;
    this.transaction = transaction;
    this.name = name;
    this.password = password;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (name.isEmpty() && password.isEmpty()) {
      return;
    }
    if (roles.hasAdministrator()) {
      log.warn("there is an administrator: take administrator.password out of the settings");
      return;
    }
    User.Preferences none = new User.Preferences(Optional.empty(), Optional.empty());
    try {
      transaction.executeWithoutResult(
          status ->
              roles.grantFirst(users.register(LoginName.parse(name), password, "", none).id()));
      log.info("the first administrator can sign in");
    } catch (DomainException refused) {
      // Two processes that start at once: the other one has made it.
      if (!roles.hasAdministrator()) {
        throw refused;
      }
    }
  }
}
