package org.tongbao.market.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Decides the language of an answer and remembers a choice made with `?lang=`.
@Component
@Order(FilterOrder.LANGUAGE)
final class LanguageFilter extends OncePerRequestFilter {
  private static final String ATTRIBUTE = LanguageFilter.class.getName();
  private static final Duration REMEMBERED_FOR = Duration.ofDays(365);

  private final Language standard;

  LanguageFilter(@Value("${tongbao.language}") String standard) {
    this.standard = Language.find(standard).orElseThrow();
  }

  /// The language that was decided for this request.
  static Language of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Language language
        ? language
        : Language.of(request, Language.EN);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Language language = Language.of(request, standard);
    request.setAttribute(ATTRIBUTE, language);
    Language.asked(request).ifPresent(asked -> remember(asked, request, response));
    response.addHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
    chain.doFilter(request, response);
  }

  private static void remember(
      Language language, HttpServletRequest request, HttpServletResponse response) {
    SiteCookie.set(Language.COOKIE, language.code(), REMEMBERED_FOR, request, response);
  }
}
