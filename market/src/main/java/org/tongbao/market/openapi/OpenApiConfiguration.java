package org.tongbao.market.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tongbao.market.identity.Caller;

/// What the document says beside what the controllers say of themselves.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  static final String SESSION = "session";
  static final String API_KEY = "apiKey";

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  OpenAPI openApi(@Value("${tongbao.version}") String version) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Tongbao")
                .version(version)
                .description("The rules that all operations share are in docs/api.md.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    API_KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A key of the API, tb_…; writes need no X-CSRF-TOKEN then"))
                .addSecuritySchemes(
                    SESSION,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name(SESSION)
                        .description("The cookie of POST /api/v1/sessions")));
  }
}
