package org.tongbao.market.web;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets controllers take a [Frame], and the server speak as we do and refuse what it cannot answer.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  WebMvcConfigurer frames(Pages pages) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(pages);
      }
    };
  }

  /// After the check of permissions. Institutions say of themselves what they want to hear.
  @Bean
  WebMvcConfigurer acceptedTypes(List<OutsideCall> outside) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new AcceptedTypes())
            .order(1)
            .addPathPatterns("/api/v1/**")
            .excludePathPatterns(outside.stream().map(OutsideCall::path).toList());
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverRefusals() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ServerRefusals.class.getName());
              }
            });
  }
}
