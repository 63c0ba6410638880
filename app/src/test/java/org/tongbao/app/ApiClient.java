package org.tongbao.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.tx.Polling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that uses the REST API as a browser would: with cookies, a token against forgery and,
/// unless a test says otherwise, a new `Idempotency-Key` for every write.
public final class ApiClient {
  static final String PASSWORD = "gravel otter lantern";
  private static final JsonMapper JSON = new JsonMapper();

  /// How long a test waits for what happens by itself.
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI address;
  private final @Nullable String key;
  private @Nullable JsonNode kept;

  ApiClient(URI address) {
    this(address, null);
  }

  private ApiClient(URI address, @Nullable String key) {
    this.address = address;
    this.key = key;
  }

  /// A program that uses this key of the API, without cookies and tokens.
  public ApiClient withKey(String used) {
    return new ApiClient(address, used);
  }

  /// An answer of the API: its status, its headers, and its body where there is one.
  public record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String text(String field) {
      return json().path(field).asString();
    }

    /// The value at a JSON pointer.
    String at(String pointer) {
      return json().at(pointer).asString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /// `status code` of a problem; the status alone of anything else.
    String outcome() {
      return header("Content-Type").startsWith("application/problem+json")
          ? status + " " + text("code")
          : String.valueOf(status);
    }
  }

  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    return send(request, headers);
  }

  /// Reads until the value at a JSON pointer is this one, for half a minute at most.
  public Answer until(String path, String pointer, String value) {
    AtomicReference<String> last = new AtomicReference<>("");
    Supplier<Optional<Answer>> look =
        () -> {
          Answer answer = read(path);
          last.set(answer.response().body());
          return Optional.of(answer).filter(it -> it.at(pointer).equals(value));
        };
    return Polling.until(WITHIN, look)
        .orElseThrow(() -> new AssertionError("no " + value + " at " + path + ": " + last.get()));
  }

  private Answer read(String path) {
    try {
      return get(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// A write with all it needs; `headers` come on top.
  public Answer write(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Idempotency-Key";
    all[headers.length + 1] = UUID.randomUUID().toString();
    return keyless(method, path, json, all);
  }

  /// A write without an `Idempotency-Key` of ours.
  public Answer keyless(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    protect(request);
    return send(request, headers);
  }

  /// With the token against forgery that a browser has to bring.
  private void protect(HttpRequest.Builder request) throws IOException, InterruptedException {
    if (key == null) {
      JsonNode token = token();
      request.header(token.path("header").asString(), token.path("token").asString());
    }
  }

  private JsonNode token() throws IOException, InterruptedException {
    JsonNode known = kept;
    return known == null ? get("/api/v1/csrf-token").json() : known;
  }

  /// From now on uses one token against forgery for all writes, as long as it does not sign in
  /// again: for tests that make thousands.
  void keepToken() throws IOException, InterruptedException {
    kept = get("/api/v1/csrf-token").json();
  }

  /// A write whose body is a file.
  public Answer upload(String path, String type, byte[] content)
      throws IOException, InterruptedException {
    return file("POST", path, type, content);
  }

  /// [#upload] to where the file shall be.
  public Answer put(String path, String type, byte[] content)
      throws IOException, InterruptedException {
    return file("PUT", path, type, content);
  }

  Answer file(String method, String path, String type, byte[] content)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", type)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(method, BodyPublishers.ofByteArray(content));
    protect(request);
    return send(request);
  }

  public Answer register(String name) throws IOException, InterruptedException {
    return write(
        "POST",
        "/api/v1/users",
        "{\"loginName\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
  }

  public Answer signIn(String name, String password) throws IOException, InterruptedException {
    kept = null;
    return keyless(
        "POST",
        "/api/v1/sessions",
        "{\"loginName\":\"" + name + "\",\"password\":\"" + password + "\"}");
  }

  /// Registers, signs in, and answers the id of the user.
  public String begin(String name) throws IOException, InterruptedException {
    String id = register(name).text("id");
    signIn(name, PASSWORD);
    return id;
  }

  private Answer send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    boolean spoken = false;
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      spoken |= headers[i].equals("Accept-Language");
    }
    if (!spoken) {
      request.header("Accept-Language", "en");
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response);
  }
}
