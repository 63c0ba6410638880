package org.tongbao.market.media;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of pictures that are taken: those that every browser shows and that carry no script.
enum MediaType {
  JPEG("image/jpeg", 0xff, 0xd8, 0xff),
  PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
  WEBP("image/webp", 'R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P');

  private final String type;

  @SuppressWarnings("ImmutableEnumChecker") // never handed out
  private final int[] magic;

  MediaType(String type, int... magic) {
    this.type = type;
    this.magic = magic;
  }

  String type() {
    return type;
  }

  static Optional<MediaType> named(String type) {
    return Arrays.stream(values()).filter(it -> it.type.equals(type)).findFirst();
  }

  /// Whether the content begins as this kind does.
  boolean begins(byte[] content) {
    if (content.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (magic[i] >= 0 && (content[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /// The content without metadata; refuses what is broken.
  Picture clean(byte[] content) {
    return switch (this) {
      case JPEG -> JpegCleaner.clean(content);
      case PNG -> PngCleaner.clean(content);
      case WEBP -> WebpCleaner.clean(content);
    };
  }

  /// Where the picture ends; refuses what is broken.
  int end(byte[] content) {
    return switch (this) {
      case JPEG -> JpegCleaner.end(content);
      case PNG -> PngCleaner.end(content);
      case WEBP -> WebpCleaner.end(content);
    };
  }
}
