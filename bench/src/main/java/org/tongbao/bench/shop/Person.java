package org.tongbao.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Somebody who uses the REST API as a browser does: on a connection of its own, with cookies and
/// the token against forgery, and a new `Idempotency-Key` for every write. For one thread at a
/// time.
final class Person implements AutoCloseable {
  static final String PASSWORD = "gravel otter lantern";
  private static final String SIGN_IN_AGAIN = "403 identity.sign-in-again";
  private static final byte[] NOTHING = {};

  private final String loginName;
  private final String password;
  private final KeptConnection connection;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String token = "";

  Person(URI address, String loginName) {
    this(address, loginName, PASSWORD);
  }

  Person(URI address, String loginName, String password) {
    this.loginName = loginName;
    this.password = password;
    this.connection = new KeptConnection(address);
  }

  String loginName() {
    return loginName;
  }

  /// @param headers further lines
  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, List.of(headers), NOTHING);
  }

  /// A write that is carried out once.
  ///
  /// @param headers further lines
  Answer write(String method, String path, String json, String... headers) throws IOException {
    return write(UUID.randomUUID(), method, path, json, headers);
  }

  /// The same again with the same key is answered as the first time. What asks for a recent sign-in
  /// gets one and is sent again, as people do.
  Answer write(UUID key, String method, String path, String json, String... headers)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Idempotency-Key: " + key);
    Answer answer = keyless(method, path, json, all);
    if (!answer.outcome().equals(SIGN_IN_AGAIN)) {
      return answer;
    }
    signIn();
    return keyless(method, path, json, all);
  }

  /// Sends a file.
  ///
  /// @param type of its content
  Answer upload(String path, String type, String content) throws IOException {
    return send("POST", path, type, content, List.of("Idempotency-Key: " + UUID.randomUUID()));
  }

  /// What a browser of this person sends with every request.
  String cookies() {
    List<String> pairs = new ArrayList<>();
    cookies.forEach((name, value) -> pairs.add(name + "=" + value));
    return "Cookie: " + String.join("; ", pairs);
  }

  /// Registers, for the first time, and signs in.
  void begin() throws IOException {
    Answer registered = write("POST", "/api/v1/users", credentials());
    expect(registered, 201);
    signIn();
  }

  void signIn() throws IOException {
    expect(keyless("POST", "/api/v1/sessions", credentials(), List.of()), 201);
    token = "";
  }

  /// Refuses every answer but this one.
  static Answer expect(Answer answer, int status) throws IOException {
    if (answer.status() != status) {
      throw new RefusedException(answer);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private String credentials() {
    return "{\"loginName\":\"%s\",\"password\":\"%s\"}".formatted(loginName, password);
  }

  private Answer keyless(String method, String path, String json, List<String> headers)
      throws IOException {
    return send(method, path, "application/json", json, headers);
  }

  private Answer send(String method, String path, String type, String body, List<String> headers)
      throws IOException {
    if (token.isEmpty()) {
      token = expect(get("/api/v1/csrf-token"), 200).at("/token");
    }
    List<String> all = new ArrayList<>(headers);
    all.add("Content-Type: " + type);
    all.add("X-CSRF-TOKEN: " + token);
    return send(method, path, all, body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer send(String method, String path, List<String> headers, byte[] body)
      throws IOException {
    List<String> all = new ArrayList<>(headers);
    if (!cookies.isEmpty()) {
      all.add(cookies());
    }
    Answer answer = connection.exchange(method, path, all, body);
    answer.all("Set-Cookie").forEach(this::take);
    return answer;
  }

  private void take(String cookie) {
    String pair = cookie.split(";", 2)[0];
    String[] parts = pair.split("=", 2);
    if (parts[1].isEmpty()) {
      cookies.remove(parts[0]);
    } else {
      cookies.put(parts[0], parts[1]);
    }
  }

  /// The API answered otherwise than it should.
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String outcome;

    RefusedException(Answer answer) {
      super(answer.outcome() + ": " + answer.body());
      status = answer.status();
      outcome = answer.outcome();
    }

    int status() {
      return status;
    }

    String outcome() {
      return outcome;
    }
  }
}
