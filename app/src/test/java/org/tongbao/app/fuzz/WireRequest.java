package org.tongbao.app.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A request as it goes over the wire, however wrong.
///
/// @param target path and query, encoded
/// @param headers lines without their end; cookies, length and the token against forgery come by
///   themselves
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WireRequest(String method, String target, List<String> headers, byte[] body) {
  private static final int SHOWN = 600;

  public WireRequest {
    headers = List.copyOf(headers);
  }

  /// All that was sent, as text.
  public String whole() {
    return target
        + "\n"
        + String.join("\n", headers)
        + "\n"
        + new String(body, StandardCharsets.UTF_8);
  }

  /// To send it again by hand.
  public String shown() {
    String text = new String(body, StandardCharsets.UTF_8);
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .forEach(
            it -> {
              if (Character.isISOControl(it) || it == 0xfffd) {
                escaped.append("\\u%04x".formatted(it));
              } else {
                escaped.appendCodePoint(it);
              }
            });
    String cut = text.length() > SHOWN ? "… (" + body.length + " bytes)" : "";
    return method + " " + target + "\n  " + String.join("\n  ", headers) + "\n  " + escaped + cut;
  }
}
