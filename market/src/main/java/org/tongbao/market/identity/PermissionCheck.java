package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Holds every controller to what its method [Needs], and hands it the [Caller].
@Configuration(proxyBeanMethods = false)
class PermissionCheck
    implements WebMvcConfigurer, HandlerInterceptor, HandlerMethodArgumentResolver {
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
        check(needs.value(), caller(request));
      }
    }
    return true;
  }

  /// Permissions of a shop are checked by the feature that knows whose shop is meant.
  private static void check(Permission permission, Caller caller) {
    if (!permission.isOfShop() && !caller.may(permission)) {
      throw new DomainException(RequestError.FORBIDDEN);
    }
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
