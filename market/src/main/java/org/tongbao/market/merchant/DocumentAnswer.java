package org.tongbao.market.merchant;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A document on its way to somebody who may read it. Nothing of it is ever run: the type is what
/// was found when it came, the policy allows nothing, and a PDF is put down as a file instead of
/// being shown. Nobody on the way keeps it.
final class DocumentAnswer {
  private static final String POLICY = "default-src 'none'; sandbox";

  private DocumentAnswer() {}

  /// As a file.
  static ResponseEntity<byte[]> file(Documents.Opened opened) {
    return answer(opened, ContentDisposition.attachment());
  }

  /// As a browser opens it: pictures are shown.
  static ResponseEntity<byte[]> page(Documents.Opened opened) {
    boolean picture = opened.type().startsWith("image/");
    return answer(opened, picture ? ContentDisposition.inline() : ContentDisposition.attachment());
  }

  private static ResponseEntity<byte[]> answer(
      Documents.Opened opened, ContentDisposition.Builder disposition) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(opened.type()))
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", POLICY)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            disposition.filename(name(opened), StandardCharsets.UTF_8).build().toString())
        .body(opened.content());
  }

  /// The name it was given, with the ending of what it is.
  private static String name(Documents.Opened opened) {
    String ending = "." + ending(opened.type());
    String name = opened.document().name().replaceAll("[\\\\/:*?\"<>|]", "_");
    boolean right =
        name.toLowerCase(Locale.ROOT).endsWith(ending)
            || (ending.equals(".jpg") && name.toLowerCase(Locale.ROOT).endsWith(".jpeg"));
    return right ? name : name + ending;
  }

  private static String ending(String type) {
    return switch (type) {
      case "image/jpeg" -> "jpg";
      default -> type.substring(type.indexOf('/') + 1);
    };
  }
}
