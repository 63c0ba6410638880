package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tongbao.app.fuzz.WireAnswer;
import org.tongbao.app.fuzz.WireClient;
import org.tongbao.app.fuzz.WireRequest;

/// Somebody who sends odd requests, signed in as long as anything lets them be.
final class FuzzCaller implements AutoCloseable {
  /// Stands for the token against forgery in a header.
  static final String TOKEN = "$token";

  private final WireClient wire;
  private final String loginName;
  private String token = "";

  /// @param loginName empty for somebody who never signs in
  FuzzCaller(URI address, String loginName) {
    this.wire = new WireClient(address);
    this.loginName = loginName;
  }

  void signIn() throws IOException {
    if (loginName.isEmpty()) {
      return;
    }
    token = "";
    String body =
        "{\"loginName\":\"" + loginName + "\",\"password\":\"" + ApiClient.PASSWORD + "\"}";
    WireAnswer answer =
        send(
            new WireRequest(
                "POST",
                "/api/v1/sessions",
                List.of("Content-Type: application/json", "X-CSRF-TOKEN: " + TOKEN),
                body.getBytes(StandardCharsets.UTF_8)));
    if (answer.status() != 201) {
      throw new IOException(loginName + " cannot sign in: " + answer);
    }
    token = "";
  }

  /// Sees to it that the session lives.
  void stay() throws IOException {
    if (!loginName.isEmpty() && get("/api/v1/me").status() == 401) {
      signIn();
    }
    token = "";
  }

  WireAnswer get(String target) throws IOException {
    return wire.send(new WireRequest("GET", target, List.of(), new byte[0]));
  }

  WireAnswer send(WireRequest request) throws IOException {
    if (token.isEmpty() && request.headers().stream().anyMatch(it -> it.contains(TOKEN))) {
      token = get("/api/v1/csrf-token").json().map(it -> it.path("token").asString("")).orElse("");
    }
    List<String> headers = request.headers().stream().map(it -> it.replace(TOKEN, token)).toList();
    return wire.send(new WireRequest(request.method(), request.target(), headers, request.body()));
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
