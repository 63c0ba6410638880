package org.tongbao.market.merchant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.tongbao.market.merchant.Company.Document;
import org.tongbao.market.merchant.Company.TypedDocument;
import org.tongbao.market.web.Fields;

/// Documents of an application as a form sends them: files, and words for those that were sent
/// before, since a browser forgets a file when its form comes back.
final class DocumentFiles {
  private static final int NAME_LIMIT = 120;
  private static final long MEBIBYTE = 1L << 20;

  private DocumentFiles() {}

  /// A file that somebody chose.
  ///
  /// @param kind null where the form says nothing that we know
  record Chosen(Document.@Nullable Kind kind, String name, MultipartFile file) {
    byte[] content() {
      try {
        return file.getBytes();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /// The documents of a form that were sent before.
  static List<TypedDocument> kept(@Nullable List<String> words) {
    return words == null ? List.of() : words.stream().flatMap(it -> read(it).stream()).toList();
  }

  /// The files of a form, of which `kinds` says what each is, in the same order.
  static List<Chosen> chosen(@Nullable List<String> kinds, @Nullable List<MultipartFile> files) {
    List<Chosen> all = new ArrayList<>();
    for (int i = 0; files != null && i < files.size(); i++) {
      MultipartFile file = files.get(i);
      if (!file.isEmpty()) {
        String kind = kinds != null && i < kinds.size() ? kinds.get(i) : "";
        all.add(new Chosen(kind(kind), name(file.getOriginalFilename()), file));
      }
    }
    return all;
  }

  private static Document.@Nullable Kind kind(String word) {
    return Arrays.stream(Document.Kind.values())
        .filter(it -> it.name().equals(word))
        .findFirst()
        .orElse(null);
  }

  /// The name without the folders that some browsers send, and not longer than we keep.
  private static String name(@Nullable String sent) {
    String whole = sent == null ? "" : sent.replace('\\', '/');
    String name = whole.substring(whole.lastIndexOf('/') + 1).strip();
    int[] shown =
        name.codePoints().filter(it -> !Character.isISOControl(it)).limit(NAME_LIMIT).toArray();
    return shown.length == 0 ? "-" : new String(shown, 0, shown.length);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// How large something is, for people: `340 KiB`, `1.4 MiB`.
  static String size(long bytes) {
    return bytes < MEBIBYTE
        ? Math.max(1, Math.round(bytes / 1024.0)) + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBIBYTE);
  }

  /// What a form says of a document that was sent before.
  static String word(TypedDocument document) {
    String name = String.valueOf(document.name());
    return document.kind()
        + ":"
        + document.sha256()
        + ":"
        + document.sizeBytes()
        + ":"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /// Nothing for a word that we did not make.
  private static Optional<TypedDocument> read(String word) {
    String[] parts = word.split(":", -1);
    if (parts.length != 4 || !parts[2].matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    try {
      String name = new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8);
      return Optional.of(
          new TypedDocument(kind(parts[0]), name, parts[1], Long.parseLong(parts[2])));
    } catch (IllegalArgumentException malformed) {
      throw Fields.malformed("documents");
    }
  }
}
