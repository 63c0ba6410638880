package org.tongbao.market.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.error.RequestError;

/// The filter on a real database, around a controller that adds one row.
final class IdempotencyFilterTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final String KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final IdempotencyKeys keys = keys();
  private final IdempotencyFilter filter = filter(keys);

  /// What the controller does: adds a row and answers 201 with its number.
  private final FilterChain adds =
      (request, response) -> {
        byte[] body = request.getInputStream().readAllBytes();
        long number = addRow(new String(body, StandardCharsets.UTF_8));
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setStatus(201);
        answer.setHeader("Location", "/api/v1/effects/" + number);
        answer.setHeader("ETag", "\"1\"");
        answer.setHeader("Set-Cookie", "secret=1");
        answer.setContentType("application/json");
        answer
            .getOutputStream()
            .write(("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8));
      };

  @BeforeAll
  static void makeTheTableOfTheController() {
    DATABASE
        .jdbc()
        .sql("CREATE TABLE effects (number BIGINT GENERATED ALWAYS AS IDENTITY, content TEXT)")
        .update();
  }

  @BeforeEach
  void startEmpty() {
    DATABASE.jdbc().sql("TRUNCATE effects, idempotency_keys RESTART IDENTITY").update();
  }

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void carriesOutOnceAndAnswersAgain() throws Exception {
    MockHttpServletResponse first = send(request(KEY, "{}"));
    MockHttpServletResponse again = send(request("\"" + KEY + "\"", "{}"));

    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(first.getHeader(StoredAnswer.REPLAYED)).isNull();
    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(again.getContentAsString())
        .isEqualTo(first.getContentAsString())
        .isEqualTo("{\"number\":1}");
    assertThat(again.getHeader("Location")).isEqualTo("/api/v1/effects/1");
    assertThat(again.getHeader("ETag")).isEqualTo("\"1\"");
    assertThat(again.getContentType()).isEqualTo("application/json");
    assertThat(again.getHeader(StoredAnswer.REPLAYED)).isEqualTo("true");
    assertThat(again.getHeader("Set-Cookie")).isNull();
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void fiftyAtOnceInTwoProcessesDoItOnce() throws Exception {
    List<IdempotencyFilter> processes = List.of(filter(keys()), filter(keys()));
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        IdempotencyFilter process = processes.get(i % 2);
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return outcome(process);
                }));
      }
      start.countDown();
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<String> answer : answers) {
      outcomes.add(answer.get());
    }

    assertThat(effects()).isEqualTo(1);
    assertThat(outcomes).containsOnlyOnce("first {\"number\":1}");
    assertThat(outcomes)
        .allMatch(it -> it.endsWith(" {\"number\":1}") || it.equals("idempotency.in-flight"));
    assertThat(outcome(processes.getFirst())).isEqualTo("again {\"number\":1}");
  }

  @Test
  void refusesWhileTheFirstIsInFlight() throws Exception {
    AtomicReference<String> second = new AtomicReference<>();
    send(
        request(KEY, "{}"),
        (request, response) -> {
          second.set(elsewhere());
          adds.doFilter(request, response);
        });

    assertThat(second.get()).isEqualTo("idempotency.in-flight");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void aKeyBelongsToOneRequest() throws Exception {
    send(request(KEY, "{}"));
    MockHttpServletRequest elsewhere = request(KEY, "{}");
    elsewhere.setRequestURI("/api/v1/others");
    MockHttpServletRequest withQuery = request(KEY, "{}");
    withQuery.setQueryString("a=1");
    MockHttpServletRequest put = request(KEY, "{}");
    put.setMethod("PUT");

    for (MockHttpServletRequest other : List.of(request(KEY, "{ }"), elsewhere, withQuery, put)) {
      assertRefused(other, IdempotencyError.OTHER_REQUEST);
    }
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void everyUserAndBrowserHasKeysOfItsOwn() throws Exception {
    send(request(KEY, "{}"));
    MockHttpServletRequest otherBrowser = request(KEY, "{}");
    otherBrowser.setCookies(new Cookie("csrf", "another"));
    send(otherBrowser);
    for (String user : List.of("a", "b")) {
      SecurityContextHolder.getContext()
          .setAuthentication(
              UsernamePasswordAuthenticationToken.authenticated(user, "", List.of()));
      send(request(KEY, "{}"));
      send(request(KEY, "{}"));
    }

    assertThat(effects()).isEqualTo(4);
  }

  @Test
  void refusesAWriteWithoutAKeyOrWithABadOne() {
    MockHttpServletRequest without = request(KEY, "{}");
    without.removeHeader(IdempotencyFilter.HEADER);
    MockHttpServletRequest twice = request(KEY, "{}");
    twice.addHeader(IdempotencyFilter.HEADER, UUID.randomUUID().toString());

    assertRefused(without, IdempotencyError.KEY_MISSING);
    without.setRequestURI("/%61pi/v1/eff%65cts");
    assertRefused(without, IdempotencyError.KEY_MISSING);
    assertRefused(twice, IdempotencyError.KEY_MALFORMED);
    for (String bad : List.of("short", "x".repeat(129), "0123456789abcdef\u0000", "键".repeat(16))) {
      assertRefused(request(bad, "{}"), IdempotencyError.KEY_MALFORMED);
    }
    assertThat(effects()).isZero();
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    assertRefused(request(KEY, "x".repeat(BufferedRequest.BODY_LIMIT + 1)), RequestError.TOO_LARGE);
  }

  @Test
  void leavesReadsPagesAndKeylessWritesAlone() throws Exception {
    for (String[] plain :
        new String[][] {{"GET", "/api/v1/effects"}, {"POST", "/page"}, {"POST", "/api/v1/in"}}) {
      MockHttpServletRequest request = request(KEY, "{}");
      request.removeHeader(IdempotencyFilter.HEADER);
      request.setMethod(plain[0]);
      request.setRequestURI(plain[1]);
      assertThat(send(request).getStatus()).isEqualTo(201);
    }
    assertThat(effects()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 412, 422})
  void keepsARefusalAndUndoesWhatCameBeforeIt(int status) throws Exception {
    MockHttpServletResponse first = send(request(KEY, "{}"), answering(status));
    MockHttpServletResponse again = send(request(KEY, "{}"));

    assertThat(first.getStatus()).isEqualTo(status);
    assertThat(again.getStatus()).isEqualTo(status);
    assertThat(effects()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void letsGoOfWhatMayTurnOutOtherwise(int status) throws Exception {
    assertThat(send(request(KEY, "{}"), answering(status)).getStatus()).isEqualTo(status);
    assertThat(effects()).isZero();

    assertThat(send(request(KEY, "{}")).getStatus()).isEqualTo(201);
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void aFailureUndoesEverythingAndMayBeRepeated() throws Exception {
    FilterChain fails =
        (request, response) -> {
          adds.doFilter(request, response);
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> send(request(KEY, "{}"), fails)).hasMessage("a bug");
    assertThat(effects()).isZero();
    assertThat(send(request(KEY, "{}")).getStatus()).isEqualTo(201);
  }

  @Test
  void whoDiesWhileCarryingOutIsFollowedAtOnce() throws Exception {
    TransactionTemplate dying =
        new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
    dying.executeWithoutResult(
        status -> {
          assertThat(keys.claim(asked())).isInstanceOf(Claim.Granted.class);
          assertThat(elsewhere()).isEqualTo("idempotency.in-flight");
          status.setRollbackOnly();
        });

    assertThat(send(request(KEY, "{}")).getStatus()).isEqualTo(201);
    assertThat(effects()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 422})
  void whoFindsAnAnswerAtTheEndChangesNothing(int status) throws Exception {
    StoredAnswer stored =
        new StoredAnswer(200, null, null, null, "faster".getBytes(StandardCharsets.UTF_8));
    FilterChain overtaken =
        (request, response) -> {
          adds.doFilter(request, response);
          ((HttpServletResponse) response).setStatus(status);
          assertThat(onAnotherThread(() -> keys.answer(asked(), stored))).isTrue();
        };

    assertThatThrownBy(() -> send(request(KEY, "{}"), overtaken))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(IdempotencyError.IN_FLIGHT));
    assertThat(effects()).isZero();
    assertThat(send(request(KEY, "{}")).getContentAsString()).isEqualTo("faster");
  }

  @Test
  void saysWhereTheResultIsWhenTheAnswerWasTooLargeToKeep() throws Exception {
    FilterChain large =
        (request, response) -> {
          adds.doFilter(request, response);
          response.getOutputStream().write(new byte[StoredAnswer.BODY_LIMIT]);
        };
    MockHttpServletResponse first = send(request(KEY, "{}"), large);
    MockHttpServletResponse again = new MockHttpServletResponse();

    assertThat(first.getContentAsByteArray()).hasSizeGreaterThan(StoredAnswer.BODY_LIMIT);
    assertThatThrownBy(() -> filter.doFilter(request(KEY, "{}"), again, adds))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(IdempotencyError.ANSWER_NOT_KEPT));
    assertThat(again.getHeader("Location")).isEqualTo("/api/v1/effects/1");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void keepsNeitherKeyNorBodyNorCookieInTheClear() throws Exception {
    send(request(KEY, "{\"password\":\"a\"}"));
    String row =
        DATABASE
            .jdbc()
            .sql("SELECT idempotency_keys::text FROM idempotency_keys")
            .query(String.class)
            .single();

    assertThat(row).contains("anonymous:").doesNotContain(KEY, "password", "secret", "browser");
    // Under another key the same body has another fingerprint: it cannot be tried out by itself.
    assertThat(
            IdempotentRequest.of("a", "another-key-of-this", "POST", "/", new byte[0])
                .fingerprint())
        .isNotEqualTo(IdempotentRequest.of("a", KEY, "POST", "/", new byte[0]).fingerprint());
  }

  @Test
  void forgetsAfterADay() throws Exception {
    send(request(KEY, "{}"));
    keys.deleteExpired();
    now.updateAndGet(it -> it.plus(IdempotencyKeys.KEPT_FOR).minusMillis(1));
    assertThat(send(request(KEY, "{}")).getHeader(StoredAnswer.REPLAYED)).isEqualTo("true");

    now.updateAndGet(it -> it.plus(Duration.ofMillis(1)));
    assertThat(send(request(KEY, "other")).getContentAsString()).isEqualTo("{\"number\":2}");

    now.updateAndGet(it -> it.plus(IdempotencyKeys.KEPT_FOR));
    keys.deleteExpired();
    assertThat(count("idempotency_keys")).isZero();
  }

  private IdempotencyKeys keys() {
    return new IdempotencyKeys(new IdempotencyStore(DATABASE.jdbc()), clock);
  }

  private static IdempotencyFilter filter(IdempotencyKeys keys) {
    return new IdempotencyFilter(
        keys,
        new DataSourceTransactionManager(DATABASE.dataSource()),
        List.of(new KeylessWrite(HttpMethod.POST, "/api/v1/in")),
        List.of(
            new LargeWrite(
                HttpMethod.POST,
                Pattern.compile("/api/v1/large"),
                2 * BufferedRequest.BODY_LIMIT)));
  }

  private FilterChain answering(int status) {
    return (request, response) -> {
      adds.doFilter(request, response);
      ((HttpServletResponse) response).setStatus(status);
    };
  }

  private static IdempotentRequest asked() {
    return IdempotentRequest.of(
        IdempotentRequest.scopeOf("browser"),
        KEY,
        "POST",
        "/api/v1/effects",
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static MockHttpServletRequest request(String key, String body) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/effects");
    request.addHeader(IdempotencyFilter.HEADER, key);
    request.setCookies(new Cookie("csrf", "browser"));
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    return request;
  }

  private MockHttpServletResponse send(MockHttpServletRequest request) throws Exception {
    return send(request, adds);
  }

  private MockHttpServletResponse send(MockHttpServletRequest request, FilterChain chain)
      throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, chain);
    return response;
  }

  /// The same request on a thread, and so in a transaction, of its own.
  private String elsewhere() {
    return onAnotherThread(() -> outcome(filter(keys())));
  }

  private static <T> T onAnotherThread(Callable<T> work) {
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      return thread.submit(work).get();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /// `first` or `again` and the body, or the code of the refusal.
  private String outcome(IdempotencyFilter process) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      process.doFilter(request(KEY, "{}"), response, adds);
      boolean again = response.getHeader(StoredAnswer.REPLAYED) != null;
      return (again ? "again " : "first ") + response.getContentAsString();
    } catch (DomainException refused) {
      return refused.code().code();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private void assertRefused(MockHttpServletRequest request, ErrorCode code) {
    assertThatThrownBy(() -> send(request))
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static long addRow(String content) {
    return DATABASE
        .jdbc()
        .sql("INSERT INTO effects (content) VALUES (?) RETURNING number")
        .param(content)
        .query(Long.class)
        .single();
  }

  private static long effects() {
    return count("effects");
  }

  private static long count(String table) {
    return DATABASE.jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }
}
