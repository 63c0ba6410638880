package org.tongbao.market.ratelimit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.web.FilterOrder;
import org.tongbao.market.web.OutsideCall;

/// Limits what one key, one user, or one address where nobody has signed in, asks of the API in a
/// minute, in this process, and says so as draft-ietf-httpapi-ratelimit-headers-10 has it. Requests
/// of this machine without a sign-in, and what institutions bring, are not counted.
@Component
@Order(FilterOrder.RATE_LIMIT)
final class RateLimitFilter extends OncePerRequestFilter {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String API = "/api/v1/";

  private final Optional<Limiter> keys;
  private final Optional<Limiter> users;
  private final Optional<Limiter> addresses;
  private final List<String> outside;

  RateLimitFilter(
      @Value("${tongbao.limits.requests-per-key}") long perKey,
      @Value("${tongbao.limits.requests-per-user}") long perUser,
      @Value("${tongbao.limits.requests-per-address}") long perAddress,
      List<OutsideCall> outsideCalls) {
    this.keys = limiter("key", perKey);
    this.users = limiter("user", perUser);
    this.addresses = limiter("address", perAddress);
    this.outside = outsideCalls.stream().map(it -> it.path().split("\\{", 2)[0]).toList();
  }

  private static Optional<Limiter> limiter(String policy, long quota) {
    return quota == 0
        ? Optional.empty()
        : Optional.of(new Limiter(policy, quota, WINDOW, System::nanoTime));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith(API) || outside.stream().anyMatch(path::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || who instanceof AnonymousAuthenticationToken) {
      InetAddress address = InetAddress.getByName(request.getRemoteAddr());
      if (!address.isLoopbackAddress()) {
        addresses.ifPresent(it -> count(it, network(address), response));
      }
    } else {
      String name = who.getName();
      (name.startsWith("key:") ? keys : users).ifPresent(it -> count(it, name, response));
    }
    chain.doFilter(request, response);
  }

  /// An address of IPv6 stands for its network of 64 bits: whoever has one address there has all.
  static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < (bytes.length == 16 ? 8 : bytes.length); i++) {
      name.append(bytes[i]).append('.');
    }
    return name.toString();
  }

  private static void count(Limiter limiter, String who, HttpServletResponse response) {
    Limiter.Verdict verdict = limiter.take(who);
    response.setHeader("RateLimit-Policy", limiter.policyHeader());
    response.setHeader("RateLimit", limiter.stateHeader(verdict));
    if (!verdict.allowed()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(verdict.seconds()));
      throw new DomainException(RequestError.TOO_MANY);
    }
  }
}
