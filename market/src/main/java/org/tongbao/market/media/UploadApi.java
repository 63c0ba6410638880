package org.tongbao.market.media;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

/// What the user has put in and not yet used.
@RestController
@RequestMapping("/api/v1/me/uploads")
final class UploadApi {
  private final Uploads uploads;

  UploadApi(Uploads uploads) {
    this.uploads = uploads;
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  UploadList list(Caller caller) {
    return new UploadList(uploads.unused(caller.user()).stream().map(UploadView::of).toList());
  }

  /// The body is the file itself; what it is, its content says. 200 when the user has put it in
  /// before.
  @PostMapping(consumes = MediaType.ALL_VALUE)
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<UploadView> add(Caller caller, @RequestBody byte[] content) {
    Uploads.Added added = uploads.add(caller.user(), content);
    UploadView view = UploadView.of(added.upload());
    return added.isNew()
        ? ResponseEntity.created(URI.create(view.url())).body(view)
        : ResponseEntity.ok(view);
  }

  @DeleteMapping("/{hash}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String hash) {
    uploads.remove(caller.user(), hash);
  }

  record UploadList(List<UploadView> items) {}

  /// `hash` is what a review names it by; `url` is open to everybody who knows it.
  record UploadView(
      String hash,
      UploadKind kind,
      String url,
      String type,
      long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Long durationMillis,
      @Nullable String thumbnailUrl,
      String addedAt) {
    static UploadView of(Upload upload) {
      String thumbnail = upload.thumbnail();
      return new UploadView(
          upload.hash(),
          upload.kind(),
          Media.path(upload.hash()),
          upload.type(),
          upload.size(),
          upload.width(),
          upload.height(),
          upload.durationMillis(),
          thumbnail == null ? null : Media.path(thumbnail),
          upload.addedAt().toString());
    }
  }
}
