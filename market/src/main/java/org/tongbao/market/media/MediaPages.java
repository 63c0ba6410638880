package org.tongbao.market.media;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.ServletWebRequest;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Hands pictures, voice and video out, whole or a part (RFC 9110, 14). An address names its
/// content, so what is there never changes. Nothing of it is ever run: the type is ours, the name
/// is ours, and the policy allows nothing.
@Controller
final class MediaPages {
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final MediaLibrary library;

  MediaPages(MediaLibrary library) {
    this.library = library;
  }

  @GetMapping("/media/{hash:[0-9a-f]{64}}")
  void show(@PathVariable String hash, ServletWebRequest request, HttpServletResponse response)
      throws IOException {
    MediaLibrary.Content content =
        library.content(hash).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    String tag = "\"" + hash + "\"";
    response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER.getHeaderValue());
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    if (request.checkNotModified(tag)) {
      return;
    }
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setContentType(content.type());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(hash, content.type()));
    Optional<HttpRange> asked = range(request, tag);
    long first = asked.map(it -> it.getRangeStart(content.size())).orElse(0L);
    long last = asked.map(it -> it.getRangeEnd(content.size())).orElse(content.size() - 1);
    if (first > last) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + content.size());
      response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
      return;
    }
    if (asked.isPresent()) {
      response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
      response.setHeader(
          HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + content.size());
    }
    write(hash, first, last - first + 1, response);
  }

  private void write(String hash, long from, long length, HttpServletResponse response)
      throws IOException {
    try (InputStream bytes = library.open(hash, from, length)) {
      response.setContentLengthLong(length);
      bytes.transferTo(response.getOutputStream());
    }
  }

  /// One range; several are answered with the whole, as they may be (RFC 9110, 14.2). A range of
  /// another version than this, too.
  private static Optional<HttpRange> range(ServletWebRequest request, String tag) {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    if (condition != null && !condition.equals(tag)) {
      return Optional.empty();
    }
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
      return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String disposition(String hash, String type) {
    String ending =
        switch (type) {
          case "image/jpeg" -> "jpg";
          case "audio/mpeg" -> "mp3";
          case "audio/mp4" -> "m4a";
          case "audio/ogg" -> "ogg";
          default -> type.substring(type.indexOf('/') + 1);
        };
    return "inline; filename=\"" + hash.substring(0, 16) + "." + ending + "\"";
  }
}
