package org.tongbao.market.media;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Hands the pictures out. An address names its content, so what is there never changes.
@Controller
final class MediaPages {
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final MediaLibrary library;

  MediaPages(MediaLibrary library) {
    this.library = library;
  }

  @GetMapping("/media/{hash:[0-9a-f]{64}}")
  ResponseEntity<byte[]> show(@PathVariable String hash) {
    MediaLibrary.Content content =
        library.content(hash).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return ResponseEntity.ok()
        .cacheControl(FOR_EVER)
        .eTag("\"" + hash + "\"")
        .contentType(MediaType.parseMediaType(content.type()))
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .body(content.bytes());
  }
}
