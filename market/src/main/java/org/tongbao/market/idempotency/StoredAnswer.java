package org.tongbao.market.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.tongbao.market.error.DomainException;

/// An answer that was given and is given again. Only these headers are kept; cookies never are.
///
/// @param body the whole body; null when it was larger than [#BODY_LIMIT]
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record StoredAnswer(
    int status,
    @Nullable String contentType,
    @Nullable String location,
    @Nullable String etag,
    byte @Nullable [] body) {
  static final int BODY_LIMIT = 64 * 1024;
  static final String REPLAYED = "Idempotency-Replayed";

  static StoredAnswer of(ContentCachingResponseWrapper answer) {
    boolean kept = answer.getContentSize() <= BODY_LIMIT;
    return new StoredAnswer(
        answer.getStatus(),
        answer.getContentType(),
        answer.getHeader(HttpHeaders.LOCATION),
        answer.getHeader(HttpHeaders.ETAG),
        kept ? answer.getContentAsByteArray() : null);
  }

  /// Answers again; refuses with [IdempotencyError#ANSWER_NOT_KEPT] where the body was too large,
  /// with the `Location` of what was made, if it had one.
  void writeTo(HttpServletResponse response) throws IOException {
    if (location != null) {
      response.setHeader(HttpHeaders.LOCATION, location);
    }
    if (body == null) {
      throw new DomainException(IdempotencyError.ANSWER_NOT_KEPT);
    }
    response.setStatus(status);
    response.setHeader(REPLAYED, "true");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (etag != null) {
      response.setHeader(HttpHeaders.ETAG, etag);
    }
    if (contentType != null) {
      response.setContentType(contentType);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
