package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.app.fuzz.WireAnswer;
import org.tongbao.app.fuzz.WireClient;
import org.tongbao.app.fuzz.WireRequest;

/// What every page and answer has in common, over HTTP against the whole application.
final class WebShellTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"/", "/currencies", "/nowhere"})
  void everyPageIsWholeAndHoldsNothingInline(String path) throws Exception {
    for (String language : List.of("zh-CN", "en")) {
      String page = APP.get(path, "Accept-Language", language).body();

      assertThat(page).startsWith("<!DOCTYPE html>").contains("<html lang=\"" + language + "\">");
      assertThat(page).containsOnlyOnce("<h1").containsOnlyOnce("<main").contains("</html>");
      assertThat(page)
          .doesNotContainPattern(
              "(?i)<script(?![^>]* src=\"/assets/)|<style|\\sstyle=|\\son[a-z]+=|javascript:");
      assertThat(page.length()).isLessThan(150_000);
    }
  }

  /// Addresses, queries and types that are none: the server refuses some before we see them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /api/v1/currencies?a[b]=1 | application/json | 400 request.malformed",
        "GET | /api/v1/currencies/% | application/json | 400 request.malformed",
        "GET | /api/v1/currencies/%zz | application/json | 400 request.malformed",
        "GET | /api/v1/currencies/%00 | application/json | 400 request.malformed",
        "GET | /api/v1/users?loginName=a%00b | application/json | 400 request.malformed",
        "GET | /api/v1/currencies/a%2fb | application/json | 400 request.malformed",
        "GET | /api/v1/currencies/%5c | application/json | 400 request.malformed",
        "GET | /api/v1/products?q=%ff | application/json | 400 request.malformed",
        "GET | /api/v1/products?= | application/json | 400 request.malformed",
        "POST | /api/v1/users | */* | 415 request.unsupported-type",
        "POST | /api/v1/users | application/* | 415 request.unsupported-type"
      })
  void whatCannotBeReadIsAProblemWhoeverRefusesIt(
      String method, String target, String type, String outcome) throws Exception {
    try (WireClient visitor = new WireClient(APP.address())) {
      List<String> headers = List.of("Content-Type: " + type, "Accept-Language: zh");
      WireAnswer answer = visitor.send(new WireRequest(method, target, headers, new byte[0]));

      assertThat(answer.outcome()).isEqualTo(outcome);
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.header("X-Request-Id")).isNotEmpty();
      assertThat(answer.body()).contains(answer.header("X-Request-Id"));
      // Where the first line cannot be read, nobody has read the language either.
      assertThat(answer.body()).contains(target.contains("[") ? "cannot be read" : "请");
    }
  }

  @Test
  void everyAssetThatAPageNamesExistsForEver() throws Exception {
    Matcher assets = ASSET.matcher(APP.get("/").body());
    while (assets.find()) {
      HttpResponse<String> asset = APP.get(assets.group(1));
      assertThat(asset.statusCode()).as(assets.group(1)).isEqualTo(200);
      assertThat(header(asset, "Cache-Control")).contains("max-age=31536000", "immutable");
      assertThat(asset.body()).isNotEmpty();
    }
    assertThat(APP.get("/assets/0000000000000000/app.css").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nowhere", "/api/v1/currencies", "/actuator/health"})
  void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> answer = APP.get(path);

    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
    assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "X-Request-Id")).matches("[0-9a-f]{16}");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void keepsAProxysRequestIdWhenItIsPlain() throws Exception {
    assertThat(header(APP.get("/", "X-Request-Id", "proxy-4711"), "X-Request-Id"))
        .isEqualTo("proxy-4711");
    assertThat(header(APP.get("/", "X-Request-Id", "<script>alert"), "X-Request-Id"))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void remembersALanguageThatWasAskedFor() throws Exception {
    HttpResponse<String> asked = APP.get("/?lang=en", "Accept-Language", "zh");

    assertThat(header(asked, "Content-Language")).isEqualTo("en");
    assertThat(header(asked, "Set-Cookie")).contains("lang=en", "HttpOnly", "SameSite=Lax");
    assertThat(header(APP.get("/", "Cookie", "lang=en"), "Content-Language")).isEqualTo("en");
    assertThat(header(APP.get("/"), "Content-Language")).isEqualTo("zh-CN");
    assertThat(APP.get("/?a=1&lang=en").body()).contains("href=\"/?a=1&amp;lang=zh\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, text/html, 404, text/html;charset=UTF-8",
    "/nowhere, '*/*', 404, text/html;charset=UTF-8",
    "/nowhere, application/json, 404, application/problem+json",
    "/api/v1/nowhere, text/html, 404, application/problem+json",
    "/api/v1/currencies/XXX, '*/*', 404, application/problem+json",
    "/actuator/env, '*/*', 401, application/problem+json",
    "/preferences/currency, text/html, 405, text/html;charset=UTF-8"
  })
  void refusesInTheFormOfTheOneWhoAsks(String path, String accept, int status, String type)
      throws Exception {
    HttpResponse<String> answer = APP.get(path, "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void describesAProblemInTheLanguageAsked() throws Exception {
    HttpResponse<String> problem =
        APP.get("/api/v1/currencies/XXX", "Accept-Language", "en", "X-Request-Id", "request-1");

    assertThat(problem.body())
        .isEqualTo(
            "{\"type\":\"urn:tongbao:error:currency.unknown\","
                + "\"title\":\"This currency is not known\",\"status\":404,"
                + "\"detail\":\"There is no currency XXX here. The list of currencies names all"
                + " there are.\",\"code\":\"currency.unknown\",\"requestId\":\"request-1\"}");
  }

  @Test
  void refusesAFormWithoutItsToken() throws Exception {
    HttpResponse<String> refused =
        APP.post("/preferences/currency", "code=USD", "Accept-Language", "en");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("This form is too old", "Nothing was changed");
  }

  @Test
  void takesAChoiceAndShowsTheNoticeOnce() throws Exception {
    HttpResponse<String> form = APP.get("/currencies");
    HttpResponse<String> chosen = choose(form, "USD");

    assertThat(chosen.statusCode()).isEqualTo(302);
    assertThat(chosen.headers().allValues("Set-Cookie"))
        .anySatisfy(it -> assertThat(it).contains("flash=", "HttpOnly", "SameSite=Lax"))
        .anySatisfy(it -> assertThat(it).contains("currency=USD", "HttpOnly", "SameSite=Lax"));
    HttpResponse<String> shown = APP.get("/currencies", "Cookie", cookies(chosen));
    assertThat(shown.body()).contains("role=\"status\"").containsPattern("value=\"USD\" checked");
    assertThat(shown.headers().allValues("Set-Cookie"))
        .anySatisfy(it -> assertThat(it).startsWith("flash=;").contains("Max-Age=0"));
    assertThat(APP.get("/currencies", "Cookie", cookies(shown)).body())
        .doesNotContain("role=\"status\"");
    assertThat(APP.get("/currencies", "Cookie", "flash=path=%2Fcurrencies&a.notice=%zz").body())
        .doesNotContain("role=\"status\"");
  }

  @Test
  void refusesACurrencyThatIsNotTaken() throws Exception {
    HttpResponse<String> refused = choose(APP.get("/currencies"), "BTC");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(it -> it.contains("currency="));
  }

  @Test
  void listsCurrenciesForPrograms() throws Exception {
    assertThat(APP.get("/api/v1/currencies/JPY").body())
        .isEqualTo("{\"code\":\"JPY\",\"exponent\":0,\"accepted\":true,\"standard\":false}");
  }

  @Test
  void showsMetricsToThisMachineOnly() throws Exception {
    assertThat(APP.get("/actuator/prometheus").body()).contains("hikaricp_connections");
    assertThat(APP.get("/actuator/prometheus", "X-Forwarded-For", "1.2.3.4").statusCode())
        .isEqualTo(401);
  }

  @Test
  void isReadyWhenItsDatabaseIs() throws Exception {
    assertThat(APP.get("/actuator/health/liveness").body()).contains("\"UP\"");
    assertThat(APP.get("/actuator/health/readiness").body()).contains("\"UP\"");
    assertThat(APP.get("/actuator/info").body()).contains("tongbao");
  }

  private static HttpResponse<String> choose(HttpResponse<String> form, String code)
      throws Exception {
    Matcher token = TOKEN.matcher(form.body());
    assertThat(token.find()).isTrue();
    return APP.post(
        "/preferences/currency",
        "code=" + code + "&_csrf=" + token.group(1),
        "Cookie",
        cookies(form));
  }

  private static String cookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(it -> it.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  private static String header(HttpResponse<String> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }
}
