package org.tongbao.market.auditlog;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;

/// Puts every write into the audit log that needs a permission which not everybody has, and those
/// of one's own account that matter for its security. It is written in the write's transaction: one
/// that is refused or fails leaves no entry.
@Configuration(proxyBeanMethods = false)
class RequestAudit implements WebMvcConfigurer, HandlerInterceptor {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  /// Beginnings of addresses of one's own account. Of these no body is kept.
  private static final List<String> OF_SECURITY =
      List.of(
          "/api/v1/me/password",
          "/api/v1/me/passkeys",
          "/api/v1/me/second-factor",
          "/api/v1/me/totp",
          "/api/v1/me/email-changes",
          "/api/v1/me/login-names",
          "/api/v1/me/wallets",
          "/api/v1/me/api-keys",
          "/api/v1/sessions",
          "/api/v1/wallet/account",
          "/api/v1/wallet/key-export",
          "/api/v1/wallet/withdrawals");

  private final ObjectProvider<AuditLog> log;

  RequestAudit(ObjectProvider<AuditLog> log) {
    this.log = log;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView view)
      throws IOException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null
        || !WRITES.contains(request.getMethod())
        || !(handler instanceof HandlerMethod method)
        || response.getStatus() >= 400) {
      return;
    }
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs == null) {
      return;
    }
    String path =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    boolean ofSecurity = OF_SECURITY.stream().anyMatch(path::startsWith);
    if (needs.value().isOfEverybody() && !ofSecurity) {
      return;
    }
    log.getObject()
        .record(
            who.getName(),
            request.getMethod() + " " + path,
            merchant(request),
            subject(request),
            details(request, response, needs.value().isOfEverybody()));
  }

  private static Map<?, ?> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> named
        ? named
        : Map.of();
  }

  private static @Nullable MerchantId merchant(HttpServletRequest request) {
    return variables(request).get("merchantId") instanceof String id
        ? Uuid7.parse(id).map(MerchantId::new).orElse(null)
        : null;
  }

  /// The ids that the address names.
  private static String subject(HttpServletRequest request) {
    return variables(request).entrySet().stream()
        .filter(each -> !"merchantId".equals(each.getKey()))
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> details(
      HttpServletRequest request, HttpServletResponse response, boolean withoutBody)
      throws IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", response.getStatus());
    put(details, "before", request.getHeader(HttpHeaders.IF_MATCH));
    put(details, "after", response.getHeader(HttpHeaders.ETAG));
    put(details, "location", response.getHeader(HttpHeaders.LOCATION));
    if (!withoutBody) {
      put(details, "body", body(request));
    }
    return details;
  }

  private static @Nullable Object body(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
        ? Bodies.ofForm(request.getParameterMap())
        : Bodies.of(request.getInputStream().readAllBytes(), type);
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }
}
