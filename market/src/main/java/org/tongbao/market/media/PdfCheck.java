package org.tongbao.market.media;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tongbao.market.error.DomainException;

/// Checks a PDF (ISO 32000-2, 7.5) from its first byte to its last, and refuses what would do
/// something when it is opened: scripts, programs, files within it, forms that are sent. Names are
/// looked for in the file and in all that is packed in it, also where they are written with `#`. It
/// is no search for malware: whoever opens a document does so outside the marketplace's pages.
final class PdfCheck {
  private static final byte[] MARK = ascii("%PDF-");
  private static final byte[] END = ascii("%%EOF");
  private static final byte[] START = ascii("startxref");
  private static final byte[] STREAM = ascii("stream");
  private static final byte[] END_OF_STREAM = ascii("endstream");
  private static final int TAIL = 1024;
  private static final int LONGEST_NAME = 24;
  private static final int PART = 1 << 16;

  /// Long enough not to stand in pictures by chance.
  private static final Set<String> ACTIVE =
      Set.of(
          "JavaScript",
          "Launch",
          "EmbeddedFile",
          "EmbeddedFiles",
          "FileAttachment",
          "RichMedia",
          "Rendition",
          "SubmitForm",
          "ImportData",
          "GoToE",
          "Movie",
          "Sound",
          "XFA");

  private static final String LOCK = "Encrypt";

  /// What may come out of all that is packed in one.
  private static final long MOST_UNPACKED = 256L << 20;

  private final byte[] content;
  private long unpacked;

  private PdfCheck(byte[] content) {
    this.content = content;
  }

  static boolean begins(byte[] content) {
    return isAt(content, 0, content.length, MARK);
  }

  /// Whether something of another kind is a PDF to those who do not ask where it begins.
  static boolean isWithin(byte[] content) {
    return find(content, MARK, 0, content.length) >= 0;
  }

  static void check(byte[] content) {
    PdfCheck check = new PdfCheck(content);
    check.frame();
    names(content, content.length);
    check.streams();
  }

  /// A version at the beginning; at the end where to start reading, and nothing after that.
  private void frame() {
    boolean version =
        content.length > 8
            && (content[5] == '1' || content[5] == '2')
            && content[6] == '.'
            && Character.isDigit(content[7]);
    int last = content.length;
    while (last > 0 && isSpace(content[last - 1])) {
      last--;
    }
    int from = Math.max(0, last - TAIL);
    if (!version || find(content, START, from, last) < 0) {
      throw Picture.broken();
    }
    if (last < END.length || !isAt(content, last - END.length, last, END)) {
      boolean ended = find(content, END, 0, last) >= 0;
      throw ended ? new DomainException(MediaError.SOMETHING_ELSE_TOO) : Picture.broken();
    }
  }

  private void streams() {
    int at = find(content, STREAM, 0, content.length);
    while (at >= 0) {
      boolean end = at >= 3 && isAt(content, at - 3, content.length, END_OF_STREAM);
      int from = at + STREAM.length;
      if (!end) {
        while (from < content.length && (content[from] == '\r' || content[from] == '\n')) {
          from++;
        }
        unpack(from);
      }
      at = find(content, STREAM, from, content.length);
    }
  }

  /// Whatever begins as zlib's format does (RFC 1950); what is packed otherwise is left alone.
  private void unpack(int from) {
    if (from + 2 > content.length
        || (content[from] & 0x0f) != 8
        || (((content[from] & 0xff) << 8) | (content[from + 1] & 0xff)) % 31 != 0) {
      return;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(content, from, content.length - from);
      byte[] part = new byte[PART];
      int kept = 0;
      while (!inflater.finished()) {
        int got = inflater.inflate(part, kept, part.length - kept);
        if (got == 0) {
          return;
        }
        unpacked += got;
        if (unpacked > MOST_UNPACKED) {
          throw new DomainException(MediaError.TOO_MANY_BYTES, String.valueOf(MOST_UNPACKED));
        }
        names(part, kept + got);
        // A name may go on in the next part.
        int rest = Math.min(kept + got, 3 * LONGEST_NAME);
        System.arraycopy(part, kept + got - rest, part, 0, rest);
        kept = rest;
      }
    } catch (DataFormatException notPacked) {
      return; // as a reader would find it
    } finally {
      inflater.end();
    }
  }

  private static void names(byte[] text, int end) {
    for (int at = 0; at < end; at++) {
      if (text[at] == '/') {
        String name = name(text, at + 1, end);
        if (ACTIVE.contains(name)) {
          throw new DomainException(MediaError.ACTIVE);
        }
        if (name.equals(LOCK)) {
          throw new DomainException(MediaError.LOCKED);
        }
      }
    }
  }

  /// Up to the first character that ends a name (ISO 32000-2, 7.3.5).
  private static String name(byte[] text, int from, int end) {
    StringBuilder name = new StringBuilder();
    int at = from;
    while (at < end && name.length() <= LONGEST_NAME && !isDelimiter(text[at])) {
      int octet = text[at++] & 0xff;
      if (octet == '#' && at + 1 < end) {
        int high = Character.digit(text[at], 16);
        int low = Character.digit(text[at + 1], 16);
        if (high >= 0 && low >= 0) {
          octet = high << 4 | low;
          at += 2;
        }
      }
      name.append((char) octet);
    }
    return name.toString();
  }

  private static boolean isDelimiter(byte octet) {
    return isSpace(octet) || "()<>[]{}/%".indexOf(octet) >= 0;
  }

  private static boolean isSpace(byte octet) {
    return octet == 0
        || octet == '\t'
        || octet == '\n'
        || octet == '\f'
        || octet == '\r'
        || octet == ' ';
  }

  /// Where the mark first stands between two places; -1 when it does not.
  private static int find(byte[] content, byte[] mark, int from, int to) {
    for (int at = from; at <= to - mark.length; at++) {
      if (content[at] == mark[0] && isAt(content, at, to, mark)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] content, int at, int to, byte[] mark) {
    if (to - at < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (content[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
