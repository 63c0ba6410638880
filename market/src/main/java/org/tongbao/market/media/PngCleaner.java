package org.tongbao.market.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/// Copies of a PNG (W3C, third edition) the chunks that are needed to show it. Every checksum is
/// checked; what stands behind the end is left out.
final class PngCleaner {
  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT",
          "bKGD", "pHYs", "acTL", "fcTL", "fdAT");
  private static final int SIGNATURE = 8;

  private PngCleaner() {}

  static Picture clean(byte[] content) {
    PictureBytes in = new PictureBytes(content, SIGNATURE, content.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    out.write(content, 0, SIGNATURE);
    PictureBytes header = null;
    boolean filled = false;
    while (true) {
      long length = in.big32();
      byte[] chunk = in.take(4 + length);
      long sum = in.big32();
      String name = new String(chunk, 0, 4, StandardCharsets.ISO_8859_1);
      check(name, chunk, sum, header == null);
      if (header == null) {
        header = new PictureBytes(chunk, 4, chunk.length);
      }
      filled |= name.equals("IDAT");
      if (KEPT.contains(name)) {
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) length).array());
        out.writeBytes(chunk);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum).array());
      }
      if (name.equals("IEND")) {
        break;
      }
    }
    if (!filled) {
      throw Picture.broken();
    }
    return new Picture(out.toByteArray(), side(header.big32()), side(header.big32()));
  }

  /// Where a picture ends.
  static int end(byte[] content) {
    PictureBytes in = new PictureBytes(content, SIGNATURE, content.length);
    String name;
    do {
      long length = in.big32();
      name = in.name(4);
      in.skip(length + 4);
    } while (!name.equals("IEND"));
    return in.position();
  }

  /// The header comes first and once; a chunk that must be understood is known to us.
  private static void check(String name, byte[] chunk, long sum, boolean first) {
    CRC32 crc = new CRC32();
    crc.update(chunk);
    boolean critical = Character.isUpperCase(name.charAt(0));
    if (crc.getValue() != sum
        || name.equals("IHDR") != first
        || (critical && !KEPT.contains(name))
        || (first && chunk.length != 17)) {
      throw Picture.broken();
    }
  }

  private static int side(long length) {
    return (int) Math.min(length, Integer.MAX_VALUE);
  }
}
