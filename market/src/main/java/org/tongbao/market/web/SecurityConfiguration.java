package org.tongbao.market.web;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Who may ask for what, and the headers that tell browsers what a page may do.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /// Nothing inline, nothing from elsewhere, and nobody may put our pages into a frame.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String PERMISSIONS_POLICY =
      "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

  /// No span and no timer around each of the dozen filters of every request: nobody reads them.
  @Bean
  static SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  SecurityFilterChain securityFilterChain(
      HttpSecurity http,
      RefusalWriter writer,
      CsrfTokens csrfTokens,
      List<OutsideCall> outsideCalls,
      @Value("${tongbao.metrics.token}") String token) {
    MetricsAccess metrics = new MetricsAccess(token);
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers("/actuator/health", "/actuator/health/*", "/actuator/info")
                    .permitAll()
                    .requestMatchers("/actuator/prometheus")
                    .access(metrics)
                    .requestMatchers("/actuator/**")
                    .denyAll()
                    .anyRequest()
                    .permitAll())
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens.repository())
                    .ignoringRequestMatchers(matchers(outsideCalls))
                    .ignoringRequestMatchers(it -> BearerToken.of(it).isPresent()))
        .headers(SecurityConfiguration::headers)
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            writer.write(Refusal.ofStatus(401), request, response))
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            writer.write(Refusal.of(failure), request, response)))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .build();
  }

  private static RequestMatcher[] matchers(List<OutsideCall> calls) {
    return calls.stream()
        .map(call -> PathPatternRequestMatcher.pathPattern(call.method(), call.path()))
        .toArray(RequestMatcher[]::new);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
        .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS_POLICY))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .httpStrictTransportSecurity(
            policy -> policy.maxAgeInSeconds(Duration.ofDays(365).toSeconds()));
  }
}
