package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DatabaseAwayTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  @BeforeAll
  static void takeTheDatabaseAway() {
    APP.database().drop();
  }

  @Test
  void saysOnAPageThatItWillBeBack() throws Exception {
    HttpResponse<String> page = APP.get("/", "Accept-Language", "en");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Back in a moment", "</html>");
  }

  @Test
  void saysSoToAVisitorWithASessionToo() throws Exception {
    String session = "A".repeat(43);
    HttpResponse<String> page =
        APP.get("/currencies", "Cookie", "session=" + session, "Accept-Language", "en");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Back in a moment", "</html>");
    assertThat(page.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void isAliveButNotReady() throws Exception {
    assertThat(APP.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(APP.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
  }
}
