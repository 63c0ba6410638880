package org.tongbao.payments.card;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.payments.http.BoundedHttp;

/// Carries the library's calls, once each: its own client repeats them and reports how long earlier
/// ones took.
final class CardTransport extends HttpClient {
  private final BoundedHttp http;

  CardTransport(BoundedHttp http) {
    this.http = http;
  }

  @Override
  public StripeResponse request(StripeRequest request) throws StripeException {
    HttpContent content = request.content();
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    if (content != null) {
      headers.put("Content-Type", content.contentType());
    }
    try {
      BoundedHttp.Reply reply =
          http.send(
              request.method().name(),
              URI.create(request.url().toString()),
              headers,
              content == null
                  ? ""
                  : new String(content.byteArrayContent(), StandardCharsets.UTF_8));
      Map<String, List<String>> answered = reply.headers();
      return new StripeResponse(reply.status(), HttpHeaders.of(answered), reply.body());
    } catch (IOException unusable) {
      throw new ApiConnectionException(unusable.getClass().getSimpleName(), unusable);
    }
  }

  @Override
  public StripeResponse requestWithRetries(StripeRequest request) throws StripeException {
    return request(request);
  }
}
