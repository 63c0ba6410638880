package org.tongbao.market.statistics;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.tongbao.market.id.Uuid7;

/// Counts how often products are looked at and from where: `utm_source` of the address, or the host
/// that the browser came from. Nothing is kept of who looked. Counts are brought to the database
/// every few seconds; those of a process that is killed in between are lost.
@Component
class ViewCounter implements HandlerInterceptor {
  static final String DIRECT = "direct";
  static final String HERE = "here";
  static final String OTHER = "other";

  private static final Pattern ADDRESS = Pattern.compile("/(api/v1/)?products/\\{[a-zA-Z]+}");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9._-]{1,60}");

  /// So many products and sources are counted between two visits to the database; what comes on top
  /// is not, so that nobody fills the memory with names.
  private static final int MOST = 10_000;

  private final FigureStore store;
  private final Clock clock;
  private final Map<View, Long> counted = new ConcurrentHashMap<>();

  private record View(UUID product, String source) {}

  ViewCounter(FigureStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView view) {
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    if (!request.getMethod().equals("GET")
        || response.getStatus() != HttpServletResponse.SC_OK
        || !ADDRESS.matcher(pattern).matches()) {
      return;
    }
    String path = request.getRequestURI();
    Uuid7.parse(path.substring(path.lastIndexOf('/') + 1))
        .ifPresent(product -> count(new View(product, source(request))));
  }

  private void count(View view) {
    if (counted.size() < MOST || counted.containsKey(view)) {
      counted.merge(view, 1L, Long::sum);
    }
  }

  static String source(HttpServletRequest request) {
    String named = request.getParameter("utm_source");
    if (named != null) {
      String source = named.toLowerCase(Locale.ROOT);
      return SOURCE.matcher(source).matches() ? source : OTHER;
    }
    String referer = request.getHeader(HttpHeaders.REFERER);
    if (referer == null) {
      return DIRECT;
    }
    try {
      String host = URI.create(referer).getHost();
      if (host == null || !SOURCE.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
        return OTHER;
      }
      return host.equalsIgnoreCase(request.getServerName()) ? HERE : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return OTHER;
    }
  }

  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
  void bring() {
    for (View view : List.copyOf(counted.keySet())) {
      Long views = counted.remove(view);
      if (views != null) {
        store.viewed(view.product(), view.source(), clock.instant(), views);
      }
    }
  }

  @PreDestroy
  void close() {
    bring();
  }
}
