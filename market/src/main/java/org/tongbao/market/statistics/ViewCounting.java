package org.tongbao.market.statistics;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets the [ViewCounter] see requests for products.
@Configuration(proxyBeanMethods = false)
class ViewCounting implements WebMvcConfigurer {
  private final ViewCounter counter;

  ViewCounting(ViewCounter counter) {
    this.counter = counter;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(counter).addPathPatterns("/products/*", "/api/v1/products/*");
  }
}
