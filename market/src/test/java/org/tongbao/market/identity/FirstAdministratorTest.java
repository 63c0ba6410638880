package org.tongbao.market.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.currency.TestCurrencies;
import org.tongbao.market.error.DomainException;

final class FirstAdministratorTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final String PASSWORD = "gravel otter lantern";

  private final TransactionTemplate transaction =
      new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
  private final Roles roles =
      new Roles(new RoleStore(DATABASE.jdbc()), event -> {}, transaction, Clock.systemUTC());
  private final Users users =
      new Users(
          new UserStore(DATABASE.jdbc()),
          new PasswordRules(),
          new PasswordHasher(64, 1),
          TestCurrencies.of(DATABASE.jdbc(), Clock.systemUTC()),
          event -> {},
          transaction,
          Clock.systemUTC());

  @BeforeEach
  void startEmpty() {
    DATABASE.jdbc().sql("TRUNCATE users CASCADE").update();
  }

  @Test
  void isMadeOnceAndOnlyWhereTheSettingsSaySo() {
    start("", "");
    assertThat(administrators()).isZero();

    start("root@example.com", PASSWORD);
    start("root@example.com", PASSWORD);
    start("other@example.com", PASSWORD);
    assertThat(administrators()).isEqualTo(1);
  }

  @Test
  void isNeverSomebodyWhoRegisteredTheName() {
    User.Preferences none = new User.Preferences(Optional.empty(), Optional.empty());
    users.register(LoginName.parse("root@example.com"), PASSWORD, "", none);

    assertRefused("root@example.com", PASSWORD, IdentityError.LOGIN_NAME_TAKEN);
  }

  @Test
  void needsANameAndAPasswordThatHold() {
    assertRefused("root", PASSWORD, IdentityError.LOGIN_NAME_MALFORMED);
    assertRefused("", PASSWORD, IdentityError.LOGIN_NAME_MALFORMED);
    assertRefused("root@example.com", "", IdentityError.PASSWORD_TOO_SHORT);
    assertRefused("root@example.com", "administrator", IdentityError.PASSWORD_TOO_COMMON);
  }

  private void start(String name, String password) {
    new FirstAdministrator(users, roles, transaction, name, password)
        .run(new DefaultApplicationArguments());
  }

  private void assertRefused(String name, String password, IdentityError code) {
    assertThatThrownBy(() -> start(name, password))
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(code));
    assertThat(administrators()).isZero();
  }

  private static long administrators() {
    return DATABASE
        .jdbc()
        .sql("SELECT count(*) FROM role_grants WHERE role = 'ADMINISTRATOR'")
        .query(Long.class)
        .single();
  }
}
