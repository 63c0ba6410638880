package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class BehindProxyTest {
  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--behind-proxy", "--metrics.token", "s3cret", "--limits.requests-per-address", "5");

  @Test
  void believesTheProxyThatTheVisitorUsesHttps() throws Exception {
    HttpResponse<String> secure = APP.get("/?lang=en", "X-Forwarded-Proto", "https");

    assertThat(secure.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    assertThat(secure.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(it -> assertThat(it).contains("max-age=31536000"));
  }

  @Test
  void showsMetricsToTheBearerOfTheTokenAlone() throws Exception {
    assertThat(APP.get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(APP.get("/actuator/prometheus", "Authorization", "Bearer wrong").statusCode())
        .isEqualTo(401);
    assertThat(APP.get("/actuator/prometheus", "Authorization", "Bearer s3cret").body())
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void anAddressThatAsksTooMuchIsToldToWait() throws Exception {
    String path = "/api/v1/currencies";
    HttpResponse<String> first = APP.get(path, "X-Forwarded-For", "203.0.113.9");
    assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"address\";q=5;w=60");
    assertThat(first.headers().firstValue("RateLimit")).contains("\"address\";r=4;t=12");
    HttpResponse<String> last = first;
    for (int i = 0; i < 20 && last.statusCode() == 200; i++) {
      last = APP.get(path, "X-Forwarded-For", "203.0.113.9", "Accept-Language", "en");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.body()).contains("request.too-many");
    assertThat(Long.parseLong(last.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1L, 12L);
    assertThat(last.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"address\";r=0;t=");
    assertThat(APP.get(path, "X-Forwarded-For", "203.0.113.10").statusCode()).isEqualTo(200);
    HttpResponse<String> here = APP.get(path);
    assertThat(here.statusCode()).isEqualTo(200);
    assertThat(here.headers().firstValue("RateLimit")).isEmpty();
  }
}
