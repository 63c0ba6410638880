package org.tongbao.market.merchant;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

/// What stands in the documents of an application, for its owner and the platform.
@RestController
@RequestMapping("/api/v1")
final class DocumentApi {
  private static final String OF_SHOP = "/merchants/{merchantId}/application/documents";
  private static final String OF_PLATFORM = "/platform/merchants/{id}/documents";

  private final Applications applications;
  private final Documents documents;

  DocumentApi(Applications applications, Documents documents) {
    this.applications = applications;
    this.documents = documents;
  }

  @GetMapping(OF_SHOP)
  @Needs(Permission.SHOP_DECIDE)
  PaperList list(@PathVariable UUID merchantId) {
    return list(merchantId, "/merchants/" + merchantId + "/application/documents/");
  }

  /// The body is the file itself, with the size and the hash by which the application describes it;
  /// what it is, its content says. 200 when it is there already.
  @PutMapping(path = OF_SHOP + "/{hash}", consumes = MediaType.ALL_VALUE)
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<PaperView> put(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable String hash,
      @RequestBody byte[] content) {
    boolean isNew = documents.put(caller.user(), new MerchantId(merchantId), hash, content);
    PaperView view =
        list(merchantId).items().stream()
            .filter(it -> it.sha256.equals(hash))
            .findFirst()
            .orElseThrow();
    return isNew
        ? ResponseEntity.created(URI.create(String.valueOf(view.url))).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping(
      path = OF_SHOP + "/{hash}",
      produces = {"application/pdf", "image/jpeg", "image/png", "image/webp"})
  @Needs(Permission.SHOP_DECIDE)
  ResponseEntity<byte[]> one(@PathVariable UUID merchantId, @PathVariable String hash) {
    return DocumentAnswer.file(documents.open(new MerchantId(merchantId), hash));
  }

  @GetMapping(OF_PLATFORM)
  @Needs(Permission.MERCHANTS_REVIEW)
  PaperList listForPlatform(@PathVariable UUID id) {
    return list(id, "/platform/merchants/" + id + "/documents/");
  }

  /// Whoever reads one is named in the audit log.
  @GetMapping(
      path = OF_PLATFORM + "/{hash}",
      produces = {"application/pdf", "image/jpeg", "image/png", "image/webp"})
  @Needs(Permission.MERCHANTS_REVIEW)
  ResponseEntity<byte[]> oneForPlatform(
      Caller caller, @PathVariable UUID id, @PathVariable String hash) {
    return DocumentAnswer.file(documents.read(caller.user(), new MerchantId(id), hash));
  }

  private PaperList list(UUID shop, String below) {
    Dossier dossier = applications.require(new MerchantId(shop));
    return new PaperList(
        documents.of(dossier).stream().map(it -> PaperView.of(it, "/api/v1" + below)).toList());
  }

  /// In the order of the application.
  record PaperList(List<PaperView> items) {}

  /// `type`, `addedAt` and `url` are null for a document that is only described.
  record PaperView(
      Company.Document.Kind kind,
      String name,
      String sha256,
      long sizeBytes,
      @Nullable String type,
      @Nullable Instant addedAt,
      @Nullable String url) {
    static PaperView of(Documents.Shown shown, String below) {
      Company.Document document = shown.document();
      DocumentStore.Held held = shown.held();
      return new PaperView(
          document.kind(),
          document.name(),
          document.sha256(),
          document.sizeBytes(),
          held == null ? null : held.type(),
          held == null ? null : held.addedAt(),
          held == null ? null : below + document.sha256());
    }
  }
}
