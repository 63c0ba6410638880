package org.tongbao.payments.alipay;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.tongbao.payments.http.BoundedHttp;

/// Carries the library's calls: its own client reads answers of any size.
final class AlipayTransport extends AbstractHttpClient {
  private final BoundedHttp http;

  AlipayTransport(BoundedHttp http) {
    this.http = http;
  }

  @Override
  public String doPost(
      String url,
      Map<String, String> parameters,
      String charset,
      Map<String, String> answeredHeaders)
      throws IOException {
    BoundedHttp.Reply reply =
        http.send(
            "POST",
            URI.create(url),
            Map.of("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),
            form(parameters));
    if (reply.status() != 200) {
      throw new IOException("status " + reply.status());
    }
    reply.headers().forEach((name, values) -> answeredHeaders.put(name, values.getFirst()));
    return reply.body();
  }

  @Override
  public String doPost(
      String url,
      Map<String, String> parameters,
      Map<String, FileItem> files,
      String charset,
      Map<String, String> answeredHeaders)
      throws IOException {
    throw new IOException("files are not sent");
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
