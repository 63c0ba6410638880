package org.tongbao.payments.wechat;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.OriginalResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.tongbao.payments.http.BoundedHttp;

/// Carries the library's calls to the address in the settings: the library itself knows two hosts
/// only. What is signed is path and body, never the host, so that nothing else changes.
///
/// The library checks the signature of answers that report success. Here those that report a
/// refusal are checked as well, since "no such order" decides what is done next.
final class WechatTransport extends AbstractHttpClient {
  /// The library looks for its headers by their exact names.
  private static final Map<String, String> NAMES =
      Map.of(
          "request-id", "Request-ID",
          "wechatpay-nonce", "Wechatpay-Nonce",
          "wechatpay-serial", "Wechatpay-Serial",
          "wechatpay-signature", "Wechatpay-Signature",
          "wechatpay-timestamp", "Wechatpay-Timestamp");

  private final URI api;
  private final BoundedHttp http;

  WechatTransport(URI api, Config config, BoundedHttp http) {
    super(config.createCredential(), config.createValidator());
    this.api = api;
    this.http = http;
  }

  @Override
  protected OriginalResponse innerExecute(HttpRequest request) {
    String body = request.getBody() instanceof JsonRequestBody json ? json.getBody() : "";
    try {
      BoundedHttp.Reply reply =
          http.send(
              request.getHttpMethod().name(),
              address(request.getUri()),
              request.getHeaders().getHeaders(),
              body);
      Map<String, String> headers = headers(reply);
      if (isInvalidHttpCode(reply.status()) && !isSigned(headers, reply.body())) {
        throw new IOException("a refusal that is not signed, status " + reply.status());
      }
      return new OriginalResponse.Builder()
          .request(request)
          .statusCode(reply.status())
          .headers(headers)
          .contentType(headers.getOrDefault("content-type", ""))
          .body(reply.body())
          .build();
    } catch (IOException unusable) {
      throw new HttpException(unusable.getClass().getSimpleName(), unusable);
    }
  }

  @Override
  protected InputStream innerDownload(HttpRequest request) {
    throw new UnsupportedOperationException("nothing is downloaded");
  }

  @Override
  protected String getHttpClientInfo() {
    return "java.net.http/" + Runtime.version().feature();
  }

  private URI address(URI asked) {
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return URI.create(api + asked.getRawPath() + query);
  }

  private boolean isSigned(Map<String, String> headers, String body) {
    try {
      return validator.validate(new HttpHeaders(headers), body);
    } catch (RuntimeException noSignature) {
      return false;
    }
  }

  private static Map<String, String> headers(BoundedHttp.Reply reply) {
    Map<String, String> headers = new HashMap<>();
    reply
        .headers()
        .forEach((name, values) -> headers.put(NAMES.getOrDefault(name, name), values.getFirst()));
    return headers;
  }
}
