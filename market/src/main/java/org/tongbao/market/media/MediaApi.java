package org.tongbao.market.media;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// A shop's pictures.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/media")
final class MediaApi {
  private final MediaLibrary library;

  MediaApi(MediaLibrary library) {
    this.library = library;
  }

  @GetMapping
  @Needs(Permission.SHOP_PRODUCTS_READ)
  PageOfList<MediaView> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return library
        .list(shop(caller, merchantId), PageOfList.Request.of(limit, cursor))
        .map(MediaView::of);
  }

  /// The body is the picture itself. 200 when the merchant has put it in before.
  @PostMapping(consumes = {"image/jpeg", "image/png", "image/webp"})
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<MediaView> add(
      Caller caller,
      @PathVariable String merchantId,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
      @RequestBody byte[] content) {
    MediaLibrary.Added added = library.add(shop(caller, merchantId), type, content);
    MediaView view = MediaView.of(added.media());
    return added.isNew()
        ? ResponseEntity.created(URI.create(view.url())).body(view)
        : ResponseEntity.ok(view);
  }

  @DeleteMapping("/{hash}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String merchantId, @PathVariable String hash) {
    library.remove(shop(caller, merchantId), hash);
  }

  private static MerchantId shop(Caller caller, String merchantId) {
    return caller.shop(merchantId);
  }

  /// `hash` is what a product names it by; `url` is open to everybody.
  record MediaView(
      String hash, String url, String type, long size, int width, int height, String addedAt) {
    static MediaView of(Media media) {
      return new MediaView(
          media.hash(),
          Media.path(media.hash()),
          media.type(),
          media.size(),
          media.width(),
          media.height(),
          media.addedAt().toString());
    }
  }
}
