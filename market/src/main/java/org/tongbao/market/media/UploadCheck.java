package org.tongbao.market.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tongbao.market.error.DomainException;

/// Finds out what something put in is, by its content alone, and makes of it what is kept. What its
/// sender calls it counts for nothing.
final class UploadCheck {
  private static final int END_OF_ARCHIVE = 22;
  private static final int ARCHIVE_COMMENT = 0xffff;

  /// Long enough not to stand in a recording by chance.
  private static final List<byte[]> MARKUP =
      List.of(
          ascii("<script"),
          ascii("<!doctype html"),
          ascii("<html>"),
          ascii("<html "),
          ascii("<svg xmlns"));

  private UploadCheck() {}

  static Cleaned check(byte[] content) {
    Format format = Format.of(content);
    refuseSomethingElseToo(content);
    Cleaned cleaned = clean(format, content);
    if (content.length > cleaned.kind().mostBytes()) {
      throw new DomainException(
          MediaError.TOO_MANY_BYTES, String.valueOf(cleaned.kind().mostBytes()));
    }
    return cleaned;
  }

  private static Cleaned clean(Format format, byte[] content) {
    return switch (format) {
      case JPEG -> Redrawing.of(MediaType.JPEG, content);
      case PNG -> Redrawing.of(MediaType.PNG, content);
      case WEBP -> Redrawing.of(MediaType.WEBP, content);
      case WAV -> WavCleaner.clean(content);
      case OGG -> OggCleaner.clean(content);
      case MP3 -> Mp3Cleaner.clean(content);
      case MP4 -> Mp4Cleaner.clean(content);
      case WEBM -> WebmCleaner.clean(content);
    };
  }

  /// Archives are read from their end (APPNOTE 4.3.16) and pages from wherever their markup begins,
  /// so that one file can be a picture and one of these as well.
  static void refuseSomethingElseToo(byte[] content) {
    if (isArchive(content) || hasMarkup(content)) {
      throw new DomainException(MediaError.SOMETHING_ELSE_TOO);
    }
  }

  private static boolean isArchive(byte[] content) {
    int last = content.length - END_OF_ARCHIVE;
    for (int at = last; at >= Math.max(0, last - ARCHIVE_COMMENT); at--) {
      if (content[at] == 'P'
          && content[at + 1] == 'K'
          && content[at + 2] == 5
          && content[at + 3] == 6) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasMarkup(byte[] content) {
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '<') {
        for (byte[] mark : MARKUP) {
          if (isAt(content, at, mark)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isAt(byte[] content, int at, byte[] mark) {
    if (content.length - at < mark.length) {
      return false;
    }
    String text = new String(content, at, mark.length, StandardCharsets.ISO_8859_1);
    return Arrays.equals(ascii(text.toLowerCase(Locale.ROOT)), mark);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What can be taken, by how it begins.
  private enum Format {
    JPEG,
    PNG,
    WEBP,
    WAV,
    OGG,
    MP3,
    MP4,
    WEBM;

    static Format of(byte[] content) {
      if (MediaType.JPEG.begins(content)) {
        return JPEG;
      }
      if (MediaType.PNG.begins(content)) {
        return PNG;
      }
      if (MediaType.WEBP.begins(content)) {
        return WEBP;
      }
      if (has(content, 0, "RIFF") && has(content, 8, "WAVE")) {
        return WAV;
      }
      if (has(content, 0, "OggS")) {
        return OGG;
      }
      if (has(content, 4, "ftyp")) {
        return MP4;
      }
      if (has(content, 0, "\u001aE\u00df\u00a3")) {
        return WEBM;
      }
      if (has(content, 0, "ID3") || isFrameOfSound(content)) {
        return MP3;
      }
      throw new DomainException(MediaError.UNKNOWN_KIND);
    }

    private static boolean isFrameOfSound(byte[] content) {
      return content.length > 1 && content[0] == (byte) 0xff && (content[1] & 0xe6) == 0xe2;
    }

    private static boolean has(byte[] content, int at, String mark) {
      byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
      return content.length >= at + bytes.length
          && Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length);
    }
  }
}
