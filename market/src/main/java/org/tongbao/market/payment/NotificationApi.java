package org.tongbao.market.payment;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.idempotency.KeylessWrite;
import org.tongbao.market.web.OutsideCall;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.primitives.Bytes;

/// Where institutions report to. Open to anybody: what counts is the signature inside.
@RestController
@RequestMapping("/api/v1/payments/notifications")
final class NotificationApi {
  private static final String PATH = "/api/v1/payments/notifications/{institution}";
  private static final int LARGEST = 64 * 1024;

  private final Notifications notifications;

  NotificationApi(Notifications notifications) {
    this.notifications = notifications;
  }

  /// The body in whatever form the institution speaks; answers what it wants to hear.
  @PostMapping(path = "/{institution}", consumes = MediaType.ALL_VALUE)
  ResponseEntity<byte[]> receive(@PathVariable String institution, HttpServletRequest request)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new DomainException(RequestError.TOO_LARGE);
    }
    NotificationMessage message = new NotificationMessage(headers(request), Bytes.wrap(body));
    byte[] answer = notifications.receive(institution, message).toArray();
    boolean json = answer.length > 0 && answer[0] == '{';
    return ResponseEntity.ok()
        .contentType(json ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
        .body(answer);
  }

  /// Names in lower case: HTTP does not tell them apart by case.
  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /// Institutions know neither keys nor tokens of ours; they are told apart by their signatures,
  /// and each of their notifications is acted on once by the name that they give it.
  @Configuration(proxyBeanMethods = false)
  static class Rules {
    @Bean
    KeylessWrite notifying() {
      return new KeylessWrite(HttpMethod.POST, PATH);
    }

    @Bean
    OutsideCall notifyingFromOutside() {
      return new OutsideCall(HttpMethod.POST, PATH);
    }
  }
}
