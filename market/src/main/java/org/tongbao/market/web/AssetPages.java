package org.tongbao.market.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Serves [Assets] and the two files that browsers and search engines ask for at the root.
@Controller
final class AssetPages {
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
  private static final CacheControl A_DAY = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();
  private static final String ROBOTS =
      """
      User-agent: *
      Disallow: /actuator/
      Disallow: /api/
      """;

  private final Assets assets;

  AssetPages(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/assets/{version}/{name}")
  ResponseEntity<byte[]> asset(@PathVariable String version, @PathVariable String name) {
    Assets.Asset asset =
        assets.find(name, version).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return ResponseEntity.ok()
        .cacheControl(FOR_EVER)
        .contentType(asset.type())
        .body(asset.content());
  }

  @GetMapping("/robots.txt")
  ResponseEntity<String> robots() {
    return ResponseEntity.ok().cacheControl(A_DAY).contentType(MediaType.TEXT_PLAIN).body(ROBOTS);
  }
}
