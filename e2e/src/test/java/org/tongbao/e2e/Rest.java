package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who uses the REST API: those whose part of a story no page tells.
final class Rest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LIMIT_SECONDS = 60;

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI address;

  Rest(URI address) {
    this.address = address;
  }

  /// Somebody else, who has not signed in.
  Rest another() {
    return new Rest(address);
  }

  record Answer(int status, JsonNode json, String tag) {}

  /// Registers and signs in; answers the user's id.
  String begin(String name) throws Exception {
    String fields = credentials(name);
    String id = write("POST", "/api/v1/users", fields).json.path("id").asString();
    signIn(name);
    return id;
  }

  void signIn(String name) throws Exception {
    Answer _ = write("POST", "/api/v1/sessions", credentials(name));
  }

  private static String credentials(String name) {
    return "{\"loginName\":\"%s\",\"password\":\"%s\"}".formatted(name, Browser.PASSWORD);
  }

  Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  /// A write that has to succeed.
  Answer write(String method, String path, String json, String... headers) throws Exception {
    JsonNode token = get("/api/v1/csrf-token").json;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header(token.path("header").asString(), token.path("token").asString())
            .method(method, BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    Answer answer = send(request);
    assertThat(answer.status).as(method + " " + path + ": " + answer.json).isBetween(200, 299);
    return answer;
  }

  /// Reads until it is as wanted, for a minute at most.
  JsonNode until(String path, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      Answer answer = get(path);
      if (answer.status == 200 && wanted.test(answer.json)) {
        return answer.json;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " is still " + answer.status + " " + answer.json);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    request.header("Accept", "application/json").header("Accept-Language", "en");
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    String body = response.body();
    return new Answer(
        response.statusCode(),
        JSON.readTree(body.isEmpty() ? "{}" : body),
        response.headers().firstValue("ETag").orElse(""));
  }
}
