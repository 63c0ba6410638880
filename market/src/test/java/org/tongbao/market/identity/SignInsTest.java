package org.tongbao.market.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.attempts.TestAttempts;
import org.tongbao.market.currency.TestCurrencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.PageOfList;

/// Registration and sign-in on a real database, with a clock that the test moves.
final class SignInsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final LoginName NAME = LoginName.parse("li@example.com");
  private static final String PASSWORD = "gravel otter lantern";
  private static final Device HOME = new Device("browser", "192.0.2.1");
  private static final User.Preferences NONE =
      new User.Preferences(Optional.empty(), Optional.empty());
  private static final PasswordRules RULES = new PasswordRules();
  private static final PasswordHasher HASHER = new PasswordHasher(64, 1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
  private final UserStore store = new UserStore(DATABASE.jdbc());
  private final List<Object> events = new ArrayList<>();
  private final Users users = users(events::add);
  private final SignIns signIns = signIns();

  @BeforeEach
  void startWithOneUser() {
    DATABASE.jdbc().sql("TRUNCATE users, failed_attempts CASCADE").update();
    users.register(NAME, PASSWORD, "Li", NONE);
  }

  @Test
  void tellsOthersOfARegistrationInItsTransaction() {
    assertThat(events)
        .containsExactly(new UserRegistered(store.password(NAME).orElseThrow().user()));
    Users failing =
        users(
            event -> {
              throw new IllegalStateException("the listener failed");
            });

    LoginName other = LoginName.parse("wang@example.com");
    assertThatThrownBy(() -> failing.register(other, PASSWORD, "", NONE))
        .hasMessage("the listener failed");
    assertThat(store.password(other)).isEmpty();
    assertThat(count("users")).isEqualTo(1);
  }

  @Test
  void aNameIsRegisteredOnceByHoweverMany() throws Exception {
    LoginName name = LoginName.parse("+8613800138000");
    List<Boolean> registered =
        atOnce(
            12,
            () -> {
              try {
                users.register(name, PASSWORD, "", NONE);
                return true;
              } catch (DomainException refused) {
                assertThat(refused.code()).isEqualTo(IdentityError.LOGIN_NAME_TAKEN);
                return false;
              }
            });

    assertThat(registered).containsOnlyOnce(true);
    assertThat(count("users")).isEqualTo(2);
  }

  @Test
  void knowsWhoSignedInUntilItEnds() {
    SessionToken token = token(HOME);
    Caller caller = signIns.caller(token).orElseThrow();

    assertThat(caller.user()).isEqualTo(store.password(NAME).orElseThrow().user());
    assertThat(signIns.caller(SessionToken.next())).isEmpty();
    signIns.end(caller.user(), caller.signIn());
    assertThat(signIns.caller(token)).isEmpty();
    assertThatThrownBy(() -> signIns.end(caller.user(), caller.signIn()))
        .isInstanceOf(DomainException.class);
  }

  @Test
  void keepsOnlyAHashOfWhatTheBrowserShows() {
    SessionToken token = token(HOME);

    assertThat(SessionToken.parse(token.text())).contains(token);
    assertThat(SessionToken.parse(token.text().substring(1))).isEmpty();
    assertThat(SessionToken.parse(token.text() + "=")).isEmpty();
    assertThat(token.toString()).doesNotContain(token.text());
    String row = DATABASE.jdbc().sql("SELECT t::TEXT FROM sign_ins t").query(String.class).single();
    assertThat(row)
        .contains(HexFormat.of().formatHex(token.hash()))
        .doesNotContain(token.text())
        .doesNotContain(HexFormat.of().formatHex(token.text().getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aHalfIsCompletedOnceWithinFiveMinutes() {
    UserId user = store.password(NAME).orElseThrow().user();
    SessionToken half = signIns.beginHalf(Proof.wallet(user));

    assertThat(signIns.half(half)).contains(Proof.wallet(user));
    assertThat(signIns.half(SessionToken.next())).isEmpty();
    assertThat(signIns.caller(half)).isEmpty();
    now.updateAndGet(it -> it.plus(SignIns.HALF_LIFETIME));
    assertThat(signIns.half(half)).isEmpty();
    signIns.deleteEnded();
    assertThat(count("half_sign_ins")).isZero();
    SessionToken next = signIns.beginHalf(Proof.wallet(user));
    assertThat(signIns.endHalf(next)).isTrue();
    assertThat(signIns.endHalf(next)).isFalse();
  }

  @Test
  void endsWhatIsNotUsedAndWhatIsOld() {
    SessionToken idle = token(HOME);
    now.updateAndGet(it -> it.plus(Duration.ofDays(14)));
    assertThat(signIns.caller(idle)).isEmpty();

    SessionToken used = token(HOME);
    for (int day = 1; day < 30; day++) {
      now.updateAndGet(it -> it.plus(Duration.ofDays(1)));
      assertThat(signIns.caller(used)).as("day " + day).isPresent();
    }
    now.updateAndGet(it -> it.plus(Duration.ofDays(1)));
    assertThat(signIns.caller(used)).isEmpty();

    signIns.deleteEnded();
    assertThat(count("sign_ins")).isZero();
  }

  @Test
  void keepsTheNewestFiftyOfAUser() {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < SignIns.MOST + 2; i++) {
      now.updateAndGet(it -> it.plusSeconds(1));
      made.add(signIn(HOME).id());
    }
    UserId user = store.password(NAME).orElseThrow().user();
    PageOfList<SignIn> first = signIns.list(user, PageOfList.Request.of(30, null));
    PageOfList<SignIn> second = signIns.list(user, PageOfList.Request.of(30, first.next()));

    List<UUID> listed = new ArrayList<>();
    first.items().forEach(it -> listed.add(it.id()));
    second.items().forEach(it -> listed.add(it.id()));
    assertThat(second.next()).isNull();
    assertThat(listed).containsExactlyElementsOf(made.reversed().subList(0, SignIns.MOST));
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    SessionToken here = token(HOME);
    SessionToken there = token(new Device("phone", "192.0.2.2"));
    Caller caller = signIns.caller(here).orElseThrow();

    assertThat(changed(caller)).isEmpty();

    assertThat(signIns.caller(here)).isPresent();
    assertThat(signIns.caller(there)).isEmpty();
    assertThat(attempt(signIns, NAME, PASSWORD, HOME))
        .isInstanceOf(SignInResult.WrongNameOrPassword.class);
    assertThat(attempt(signIns, NAME, "velvet crater teapot", HOME))
        .isInstanceOf(SignInResult.Right.class);
  }

  @Test
  void aSignInWithAPasswordThatWasJustChangedIsRefused() {
    UserStore.Password before = store.password(NAME).orElseThrow();
    assertThat(store.changePassword(before, HASHER.hash("velvet crater teapot"))).isTrue();

    Proof late = new Proof(before.user(), SignInMethod.PASSWORD, before.version(), false);
    assertThat(signIns.begin(late, HOME)).isEmpty();
    assertThat(count("sign_ins")).isZero();
  }

  @Test
  void ofManyGuessesAtOnceAHandfulIsChecked() throws Exception {
    SignIns otherProcess = signIns();
    List<Boolean> checked =
        atOnce(
            40,
            () ->
                attempt(otherProcess, NAME, "wrong password", HOME)
                    instanceof SignInResult.WrongNameOrPassword);

    assertThat(checked).filteredOn(it -> it).hasSize(5);
    assertThat(attempt(signIns, NAME, PASSWORD, HOME))
        .isEqualTo(new SignInResult.TooManyAttempts(Duration.ofSeconds(1)));
  }

  @Test
  void waitsTwiceAsLongEachTimeAndNeverForEver() {
    for (int i = 0; i < 4; i++) {
      fail(HOME);
    }
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      fail(HOME);
      SignInResult result = attempt(signIns, NAME, PASSWORD, HOME);
      long seconds = ((SignInResult.TooManyAttempts) result).waiting().toSeconds();
      waits.add(seconds);
      now.updateAndGet(it -> it.plusSeconds(seconds));
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    assertThat(attempt(signIns, NAME, PASSWORD, HOME)).isInstanceOf(SignInResult.Right.class);
    fail(HOME);
    assertThat(attempt(signIns, NAME, PASSWORD, HOME)).isInstanceOf(SignInResult.Right.class);
  }

  @Test
  void somebodyElsesGuessesCostTheOwnerAMinuteAtMost() {
    for (int i = 0; i < 60; i++) {
      fail(new Device("", "203.0.113." + i));
      now.updateAndGet(it -> it.plusSeconds(61));
    }
    fail(new Device("", "203.0.113.200"));
    assertThat(attempt(signIns, NAME, PASSWORD, HOME))
        .isEqualTo(new SignInResult.TooManyAttempts(Duration.ofMinutes(1)));

    now.updateAndGet(it -> it.plusSeconds(60));
    assertThat(attempt(signIns, NAME, PASSWORD, HOME)).isInstanceOf(SignInResult.Right.class);
  }

  @Test
  void oneAddressCannotTryManyAccounts() {
    for (int i = 0; i < 50; i++) {
      LoginName unknown = LoginName.parse("u" + i + "@example.com");
      assertThat(attempt(signIns, unknown, "wrong", new Device("", "2001:db8:1:2::" + i)))
          .isInstanceOf(SignInResult.WrongNameOrPassword.class);
    }
    Device sameNetwork = new Device("", "2001:db8:1:2:ffff::1");
    assertThat(attempt(signIns, NAME, PASSWORD, sameNetwork))
        .isInstanceOf(SignInResult.TooManyAttempts.class);
    assertThat(attempt(signIns, NAME, PASSWORD, HOME)).isInstanceOf(SignInResult.Right.class);
  }

  @Test
  void forgetsFailuresAfterADay() {
    for (int i = 0; i < 4; i++) {
      fail(HOME);
    }
    now.updateAndGet(it -> it.plus(FailedAttempts.FORGOTTEN_AFTER));
    fail(HOME);
    assertThat(attempt(signIns, NAME, PASSWORD, HOME)).isInstanceOf(SignInResult.Right.class);

    now.updateAndGet(it -> it.plus(FailedAttempts.FORGOTTEN_AFTER));
    TestAttempts.deleteForgotten(attempts());
    assertThat(count("failed_attempts")).isZero();
  }

  private static SignInResult attempt(
      SignIns signIns, LoginName name, String password, Device device) {
    return signIns.check(name, password, device.address());
  }

  @Test
  void aRoleOfThePlatformWaitsForASecondFactorWhereTheSettingsSaySo() {
    UserId user = store.password(NAME).orElseThrow().user();
    new RoleStore(DATABASE.jdbc()).add(user, Grant.of(Role.SUPPORT), null, now.get());
    SessionToken signIn = token(HOME);
    SignIns strict = signIns(true);

    assertThat(signIns.caller(signIn).orElseThrow().may(Permission.USERS_READ)).isTrue();
    Caller half = strict.caller(signIn).orElseThrow();
    assertThat(half.may(Permission.USERS_READ)).isFalse();
    assertThat(half.may(Permission.OWN_ACCOUNT)).isTrue();
    assertThat(half.mayWithSecondFactor(Permission.USERS_READ)).isTrue();
    assertThat(half.mayWithSecondFactor(Permission.ROLES_GRANT)).isFalse();
    strict.strengthen(half.signIn());
    assertThat(strict.caller(signIn).orElseThrow().may(Permission.USERS_READ)).isTrue();
  }

  @Test
  void aSignInIsRecentForAQuarterOfAnHour() {
    SessionToken signIn = token(HOME);
    now.updateAndGet(it -> it.plus(SignIns.RECENT).minusSeconds(1));
    assertThat(signIns.caller(signIn).orElseThrow().recent()).isTrue();
    now.updateAndGet(it -> it.plusSeconds(1));
    assertThat(signIns.caller(signIn).orElseThrow().recent()).isFalse();
  }

  @Test
  void whoHasNoPasswordGivesAFirstOneAfterARecentSignIn() {
    UserId user = users.registerNameless("", NONE, it -> {}).id();
    SessionToken other = signIns.begin(Proof.wallet(user), HOME).orElseThrow().token();
    SessionToken signIn = signIns.begin(Proof.wallet(user), HOME).orElseThrow().token();
    now.updateAndGet(it -> it.plus(SignIns.RECENT));
    Caller late = signIns.caller(signIn).orElseThrow();
    assertThatThrownBy(
            () ->
                signIns.changePassword(late, Optional.empty(), "velvet crater teapot", "192.0.2.1"))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(IdentityError.SIGN_IN_AGAIN));

    Caller caller = new Caller(user, late.signIn(), Set.of(), null, Set.of(), true);
    assertThat(
            signIns.changePassword(caller, Optional.empty(), "velvet crater teapot", "192.0.2.1"))
        .isEmpty();
    assertThat(signIns.caller(signIn)).isPresent();
    assertThat(signIns.caller(other)).isEmpty();
    assertThat(store.password(user)).isPresent();
  }

  @Test
  void namesTheDeviceAndShortensItsAddress() {
    String edge =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
    assertThat(new Device(edge, "203.0.113.77").name()).isEqualTo("Edge, Windows");
    assertThat(new Device("curl/8.5.0", "").name()).isEqualTo("curl");
    assertThat(new Device("", "").name()).isEmpty();
    assertThat(new Device("", "203.0.113.77").shortAddress()).isEqualTo("203.0.113.x");
    assertThat(new Device("", "2001:db8:1:2:3:4:5:6").shortAddress()).isEqualTo("2001:db8:1::x");
    assertThat(new Device("", "::1").shortAddress()).isEqualTo("::x");
  }

  private void fail(Device device) {
    assertThat(attempt(signIns, NAME, "wrong password", device))
        .isInstanceOf(SignInResult.WrongNameOrPassword.class);
  }

  private Optional<Duration> changed(Caller caller) {
    return signIns.changePassword(
        caller, Optional.of(PASSWORD), "velvet crater teapot", HOME.address());
  }

  private SignIn signIn(Device device) {
    return begun(device).signIn();
  }

  private SessionToken token(Device device) {
    return begun(device).token();
  }

  private SignIns.Begun begun(Device device) {
    Proof proof = ((SignInResult.Right) attempt(signIns, NAME, PASSWORD, device)).proof();
    return signIns.begin(proof, device).orElseThrow();
  }

  private Users users(ApplicationEventPublisher publisher) {
    return new Users(
        store,
        RULES,
        HASHER,
        TestCurrencies.of(DATABASE.jdbc(), clock),
        publisher,
        transaction,
        clock);
  }

  private SignIns signIns() {
    return signIns(false);
  }

  private SignIns signIns(boolean staffShowTwo) {
    SignInStore signInStore = new SignInStore(DATABASE.jdbc());
    return new SignIns(
        store,
        signInStore,
        RULES,
        HASHER,
        attempts(),
        events::add,
        transaction,
        "14d",
        staffShowTwo,
        clock);
  }

  private FailedAttempts attempts() {
    return TestAttempts.of(DATABASE.jdbc(), transaction, clock);
  }

  private static <T> List<T> atOnce(int times, Callable<T> action) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(threads.submit(action));
      }
      for (Future<T> result : running) {
        results.add(result.get());
      }
    }
    return results;
  }

  private static long count(String table) {
    return DATABASE.jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }
}
