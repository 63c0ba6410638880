package org.tongbao.payments.sandbox;

import com.google.gson.JsonElement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tongbao.primitives.Bytes;

/// What a sandbox institution answers.
public record SandboxReply(int status, Map<String, String> headers, Bytes body) {
  public SandboxReply {
    headers = Map.copyOf(headers);
  }

  public static SandboxReply json(int status, JsonElement json) {
    return of(status, "application/json", json.toString());
  }

  public static SandboxReply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static SandboxReply page(int status, String html) {
    return of(status, "text/html; charset=utf-8", html);
  }

  public static SandboxReply empty(int status) {
    return new SandboxReply(status, Map.of(), Bytes.wrap(new byte[0]));
  }

  /// To be fetched with GET from there.
  public static SandboxReply seeOther(URI address) {
    return empty(303).with("Location", address.toString());
  }

  public SandboxReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new SandboxReply(status, more, body);
  }

  public String text() {
    return new String(body.toArray(), StandardCharsets.UTF_8);
  }

  private static SandboxReply of(int status, String type, String text) {
    return new SandboxReply(
        status, Map.of("Content-Type", type), Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
