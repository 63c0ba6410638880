package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackagedApplicationTest {
  private static final Pattern STYLE_SHEET =
      Pattern.compile("rel=\"stylesheet\" href=\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @TempDir private Path dataFolder;

  @Test
  void servesPagesAndStopsWithItsDatabase() throws Exception {
    try (LaunchedApplication application = LaunchedApplication.start(dataFolder)) {
      showsItsFirstPage(application);
      tellsItsHealth(application);
      explainsWhatIsNotThere(application);
      refusesASecondProcessOnItsData();

      // 128 + SIGTERM: the signal ended it, after everything was closed.
      assertThat(application.stop()).isEqualTo(143);
      assertThat(dataFolder.resolve("postgres/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void keepsAVisitorsSessionWhenItIsKilled() throws Exception {
    String cookies;
    try (LaunchedApplication application = LaunchedApplication.start(dataFolder)) {
      cookies = chooseYen(application);
      application.kill();
    }
    try (LaunchedApplication application =
        LaunchedApplication.start(dataFolder, "--log.format", "json", "--log.requests")) {
      assertThat(application.printed()).contains("Took over the running database server");
      assertThat(application.get("/currencies", "Cookie", cookies, "Accept-Language", "en").body())
          .contains("Saved. Prices are shown in this currency from now on.")
          .containsPattern("value=\"JPY\" checked");
      logsItsRequestsAsJson(application);
    }
  }

  @Test
  void refusesASettingThatIsNone() throws Exception {
    try (LaunchedApplication refused = LaunchedApplication.begin(dataFolder, "--prot", "1")) {
      assertThat(refused.awaitExit()).isEqualTo(2);
      assertThat(refused.printed())
          .contains("--prot is no setting of this version. Did you mean --port?");
    }
  }

  private static void logsItsRequestsAsJson(LaunchedApplication application) throws Exception {
    application.get("/nowhere", "X-Request-Id", "smoke-test-1");
    // The line follows the answer by a moment.
    application.awaitPrinted("GET /nowhere 404");
    application.stop();

    assertThat(application.printed().lines().filter(line -> line.contains("GET /nowhere 404")))
        .singleElement()
        .asString()
        .startsWith("{")
        .contains("\"requestId\":\"smoke-test-1\"");
  }

  private static void showsItsFirstPage(LaunchedApplication application) throws Exception {
    HttpResponse<String> first = application.get("/", "Accept-Language", "en");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("<html lang=\"en\">", "books that anyone can check");
    assertThat(application.get(found(STYLE_SHEET, first)).body()).contains("@layer components");
  }

  private static void tellsItsHealth(LaunchedApplication application) throws Exception {
    assertThat(application.get("/actuator/health").body()).contains("\"status\":\"UP\"");
    assertThat(application.get("/actuator/health/readiness").body()).contains("\"UP\"");
    assertThat(application.get("/actuator/prometheus").body()).contains("jvm_threads_live_threads");
  }

  private static void explainsWhatIsNotThere(LaunchedApplication application) throws Exception {
    HttpResponse<String> page = application.get("/nowhere", "Accept", "text/html");
    HttpResponse<String> problem = application.get("/api/v1/nowhere");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("这里什么也没有");
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.body()).contains("\"code\":\"request.not-found\"");
  }

  private void refusesASecondProcessOnItsData() throws Exception {
    try (LaunchedApplication second = LaunchedApplication.begin(dataFolder)) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.printed()).contains("is using the data folder " + dataFolder);
    }
    assertThat(Files.exists(dataFolder.resolve("postgres/postmaster.pid"))).isTrue();
  }

  /// Returns the cookies that the visitor has afterwards.
  private static String chooseYen(LaunchedApplication application) throws Exception {
    HttpResponse<String> form = application.get("/currencies");
    String token = found(TOKEN, form);
    HttpResponse<String> chosen =
        application.post("/preferences/currency", "code=JPY&_csrf=" + token, cookiesOf(form));

    assertThat(chosen.statusCode()).isEqualTo(302);
    return cookiesOf(chosen);
  }

  private static String cookiesOf(HttpResponse<String> response) {
    List<String> cookies = response.headers().allValues("Set-Cookie");
    return cookies.stream().map(it -> it.split(";", 2)[0]).collect(Collectors.joining("; "));
  }

  private static String found(Pattern pattern, HttpResponse<String> response) {
    Matcher matcher = pattern.matcher(response.body());
    assertThat(matcher.find()).as("%s in %s", pattern, response.body()).isTrue();
    return matcher.group(1);
  }
}
