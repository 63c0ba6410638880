package org.tongbao.market.checkout;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.idempotency.BufferedRequest;
import org.tongbao.market.web.FilterOrder;
import org.tongbao.primitives.Hash;

/// Where those who confirm an order wait for each other. Only a few go on at a time, so that a
/// crowd does not take every connection to the database from everybody else; and who comes to the
/// front when nothing is left is told so here, before anything else is looked up.
///
/// The body of a request has come in whole before it waits, so that nobody holds a place in front
/// by sending slowly.
@Component
@Order(FilterOrder.GATE)
final class CheckoutGate extends OncePerRequestFilter {
  private static final String ORDERS = "/api/v1/orders";
  private static final String FORM = "/orders";
  private static final int AT_ONCE = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
  private static final int PATIENCE_SECONDS = 10;

  /// A text that only looks like it, in a message of the buyer's own, can cost that buyer alone an
  /// order.
  private static final Pattern QUOTE =
      Pattern.compile("\"quoteHash\"\\s*:\\s*\"(0x[0-9a-f]{64})\"");

  private final Rush rush;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  CheckoutGate(Rush rush) {
    this.rush = rush;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !HttpMethod.POST.matches(request.getMethod())
        || (!path.equals(ORDERS) && !path.equals(FORM));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest whole = request;
    Matcher quote = QUOTE.matcher("");
    if (request.getRequestURI().equals(ORDERS)) {
      BufferedRequest buffered = BufferedRequest.read(request, BufferedRequest.BODY_LIMIT);
      quote.reset(new String(buffered.body().toArray(), StandardCharsets.UTF_8));
      whole = buffered;
    } else {
      var _ = request.getParameterMap();
    }
    if (!wait(response)) {
      throw new DomainException(RequestError.UNAVAILABLE);
    }
    try {
      if (quote.find() && rush.refuses(Hash.fromHex(quote.group(1)))) {
        throw new DomainException(CheckoutError.SOLD_OUT);
      }
      chain.doFilter(whole, response);
    } finally {
      places.release();
    }
  }

  private boolean wait(HttpServletResponse response) {
    try {
      if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "2");
    return false;
  }
}
