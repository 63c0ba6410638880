package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;

/// Holds every controller to what its method [Needs], and hands it the [Caller].
@Configuration(proxyBeanMethods = false)
class PermissionCheck
    implements WebMvcConfigurer, HandlerInterceptor, HandlerMethodArgumentResolver {
  private static final String MERCHANT = "merchantId";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Needs needs = method.getMethodAnnotation(Needs.class);
      if (needs != null) {
        check(needs, caller(request), request);
      }
    }
    return true;
  }

  private static void check(Needs needs, Caller caller, HttpServletRequest request) {
    boolean platform = needs.ofPlatform().length > 0 && !named(request).containsKey(MERCHANT);
    Permission permission = platform ? needs.ofPlatform()[0] : needs.value();
    if (permission.isOfShop()) {
      checkAt(merchant(request), permission, caller);
    } else if (!caller.may(permission)) {
      throw new DomainException(
          caller.mayWithSecondFactor(permission)
              ? IdentityError.SECOND_FACTOR_NEEDED
              : RequestError.FORBIDDEN);
    }
    if (needs.recently() && !caller.recent()) {
      throw new DomainException(IdentityError.SIGN_IN_AGAIN);
    }
  }

  /// Another shop is answered like one that does not exist.
  private static void checkAt(MerchantId merchant, Permission permission, Caller caller) {
    if (!caller.may(permission, merchant)) {
      boolean atHome = caller.grants().stream().anyMatch(it -> merchant.equals(it.merchant()));
      throw new DomainException(atHome ? RequestError.FORBIDDEN : RequestError.NOT_FOUND);
    }
  }

  private static Map<?, ?> named(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? variables
        : Map.of();
  }

  /// The shop that the address names: operations of a shop have it as `{merchantId}`.
  private static MerchantId merchant(HttpServletRequest request) {
    if (!(named(request).get(MERCHANT) instanceof String id)) {
      throw new IllegalStateException("no {merchantId} in " + request.getRequestURI());
    }
    return Uuid7.parse(id)
        .map(MerchantId::new)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("not an HTTP request");
    }
    return caller(request);
  }

  private static Caller caller(HttpServletRequest request) {
    return CallerFilter.caller(request)
        .orElseThrow(() -> new DomainException(RequestError.SIGN_IN_NEEDED));
  }
}
