package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class BehindProxyTest {
  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication("--behind-proxy", "--metrics.token", "s3cret");

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
}
