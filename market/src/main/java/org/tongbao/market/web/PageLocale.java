package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/// Tells the framework the language that [LanguageFilter] decided. The bean's name is the one under
/// which the framework looks for it.
@Component("localeResolver")
final class PageLocale implements LocaleResolver {
  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    return LanguageFilter.of(request).locale();
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new UnsupportedOperationException("the language is chosen with ?lang=");
  }
}
