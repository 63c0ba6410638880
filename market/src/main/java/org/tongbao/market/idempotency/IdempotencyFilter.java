package org.tongbao.market.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.web.CsrfTokens;
import org.tongbao.market.web.FilterOrder;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PassingRefusal;

/// Lets every write under `/api/v1` happen once, and every form of a page that carries a key. What
/// the write changes and the answer that tells about it are committed in one transaction, which
/// this filter holds around the controller; so there is no moment at which a crash would make a
/// repetition do it again.
///
/// Answers that changed nothing and may turn out otherwise next time (not signed in, forbidden, too
/// many, our own failures, and what [PassingRefusal] marks) are not kept.
@Component
@Order(FilterOrder.IDEMPOTENCY)
final class IdempotencyFilter extends OncePerRequestFilter {
  static final String HEADER = "Idempotency-Key";
  private static final String API = "/api/v1/";
  private static final int LEAST_FOR_LARGE = 64 * 1024 * 1024;
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

  private final IdempotencyKeys keys;
  private final PlatformTransactionManager transactions;
  private final List<KeylessWrite> keyless;
  private final List<LargeWrite> large;

  /// What large bodies may take of the memory together, a quarter of it.
  private final Semaphore largeBytes =
      new Semaphore(Math.clamp(Runtime.getRuntime().maxMemory() / 4, LEAST_FOR_LARGE, 1 << 30));

  IdempotencyFilter(
      IdempotencyKeys keys,
      PlatformTransactionManager transactions,
      List<KeylessWrite> keyless,
      List<LargeWrite> large) {
    this.keys = keys;
    this.transactions = transactions;
    this.keyless = List.copyOf(keyless);
    this.large = List.copyOf(large);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isOfApi(request) && !isForm(request);
  }

  private static boolean isOfApi(HttpServletRequest request) {
    return path(request).startsWith(API) && WRITES.contains(request.getMethod());
  }

  /// A form whose answer must not be kept has no key, whatever is sent.
  private boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return !path(request).startsWith(API)
        && request.getMethod().equals("POST")
        && type != null
        && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
        && request.getParameter(Frame.KEY) != null
        && keyless.stream().noneMatch(it -> it.is(request.getMethod(), path(request)));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isOfApi(request)) {
      String key = IdempotentRequest.key(request.getParameter(Frame.KEY));
      once(PostedForm.asked(request, scope(request), key), request, response, chain);
      return;
    }
    if (keyless.stream().anyMatch(it -> it.is(request.getMethod(), path(request)))) {
      chain.doFilter(BufferedRequest.read(request, BufferedRequest.BODY_LIMIT), response);
      return;
    }
    String key = key(request);
    int limit = bodyLimit(request);
    if (limit <= BufferedRequest.BODY_LIMIT) {
      buffered(request, response, chain, key, limit);
      return;
    }
    if (!largeBytes.tryAcquire(limit)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "2");
      throw new DomainException(RequestError.UNAVAILABLE);
    }
    try {
      buffered(request, response, chain, key, limit);
    } finally {
      largeBytes.release(limit);
    }
  }

  private void buffered(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String key,
      int limit)
      throws ServletException, IOException {
    BufferedRequest buffered = BufferedRequest.read(request, limit);
    once(buffered.asked(scope(request), key), buffered, response, chain);
  }

  private void once(
      IdempotentRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    switch (carryOut(asked, request, answer, chain)) {
      case Claim.Granted granted -> answer.copyBodyToResponse();
      case Claim.Answered earlier -> earlier.answer().writeTo(response);
      case Claim.OtherRequest other -> throw new DomainException(IdempotencyError.OTHER_REQUEST);
      case Claim.InFlight inFlight -> {
        answer.resetBuffer();
        throw inFlight(response);
      }
    }
  }

  /// Takes the key and carries the request out, or says why not. Where somebody else turns out to
  /// have been faster, nothing has been changed here, and that one's answer can be asked for.
  private Claim carryOut(
      IdempotentRequest asked,
      HttpServletRequest request,
      ContentCachingResponseWrapper answer,
      FilterChain chain)
      throws ServletException, IOException {
    TransactionStatus transaction =
        transactions.getTransaction(TransactionDefinition.withDefaults());
    boolean kept = true;
    try {
      Claim claim = keys.claim(asked);
      if (!(claim instanceof Claim.Granted)) {
        return claim;
      }
      chain.doFilter(request, answer);
      if (answer.getStatus() < 400) {
        kept = keys.answer(asked, StoredAnswer.of(answer));
        if (kept) {
          transactions.commit(transaction);
        }
      }
    } finally {
      if (!transaction.isCompleted()) {
        transactions.rollback(transaction);
      }
    }
    // What was refused has been undone before that is kept.
    if (answer.getStatus() >= 400
        && isFinal(answer.getStatus())
        && !PassingRefusal.isMarked(request)) {
      kept = keys.answer(asked, StoredAnswer.of(answer));
    }
    return kept ? new Claim.Granted() : new Claim.InFlight();
  }

  /// The path as controllers match it: percent signs decoded, so that no spelling goes around here.
  private static String path(HttpServletRequest request) {
    return UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
  }

  private static boolean isFinal(int status) {
    return status < 500 && !PASSING.contains(status);
  }

  private static DomainException inFlight(HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    return new DomainException(IdempotencyError.IN_FLIGHT);
  }

  private static String key(HttpServletRequest request) {
    List<String> given = Collections.list(request.getHeaders(HEADER));
    if (given.isEmpty()) {
      throw new DomainException(IdempotencyError.KEY_MISSING);
    }
    if (given.size() > 1) {
      throw new DomainException(IdempotencyError.KEY_MALFORMED);
    }
    return IdempotentRequest.key(given.getFirst());
  }

  /// A user, on any device; or else the one browser that holds the token against forgery, without
  /// which no write comes this far.
  private static String scope(HttpServletRequest request) {
    Optional<String> user = user();
    if (user.isPresent()) {
      return "user:" + user.get();
    }
    Cookie browser = WebUtils.getCookie(request, CsrfTokens.COOKIE);
    if (browser == null) {
      throw new DomainException(RequestError.FORM_EXPIRED);
    }
    return IdempotentRequest.scopeOf(browser.getValue());
  }

  private static Optional<String> user() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken)
        ? Optional.of(who.getName())
        : Optional.empty();
  }

  /// Only somebody who has signed in can make us read much.
  private int bodyLimit(HttpServletRequest request) {
    if (user().isEmpty()) {
      return BufferedRequest.BODY_LIMIT;
    }
    String path = path(request);
    return large.stream()
        .filter(it -> it.is(request.getMethod(), path))
        .mapToInt(LargeWrite::limit)
        .findFirst()
        .orElse(BufferedRequest.BODY_LIMIT);
  }
}
