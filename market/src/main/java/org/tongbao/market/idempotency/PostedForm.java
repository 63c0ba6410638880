package org.tongbao.market.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.market.web.Frame;

/// What a form of a page asks for. Its body was read when its token was looked at, so that it is
/// known by its fields: all but the token, which is written anew each time the page is shown, and
/// the key itself. Somebody who goes back, changes a field and sends the form again means something
/// else: the fields are part of the key.
final class PostedForm {
  private static final String TOKEN = "_csrf";

  private PostedForm() {}

  static IdempotentRequest asked(HttpServletRequest request, String scope, String key) {
    Map<String, String[]> fields = new TreeMap<>(request.getParameterMap());
    fields.remove(TOKEN);
    fields.remove(Frame.KEY);
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, values) -> {
          text.append(name.length()).append(':').append(name).append(values.length).append(';');
          for (String value : values) {
            text.append(value.length()).append(':').append(value);
          }
        });
    String address = request.getRequestURI();
    return IdempotentRequest.of(
        scope,
        key + "\n" + address + "\n" + text,
        request.getMethod(),
        address,
        text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
