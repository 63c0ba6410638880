package org.tongbao.market.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Copies of a WebP (RFC 9649) the chunks that are needed to show it, those inside the frames of an
/// animation too, and says in the header that the others are gone.
final class WebpCleaner {
  private static final int FORM = 12;
  private static final int FRAME_HEADER = 16;
  private static final int EXIF_AND_XMP = 0x08 | 0x04;
  private static final Set<String> KEPT =
      Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");

  private int width;
  private int height;
  private boolean filled;

  private WebpCleaner() {}

  static Picture clean(byte[] content) {
    long size = new PictureBytes(content, 4, content.length).little32();
    if (size + 8 > content.length || size < 4) {
      throw Picture.broken();
    }
    WebpCleaner cleaner = new WebpCleaner();
    byte[] chunks = cleaner.copy(new PictureBytes(content, FORM, (int) size + 8));
    if (!cleaner.filled) {
      throw Picture.broken();
    }
    ByteBuffer whole = ByteBuffer.allocate(FORM + chunks.length).order(ByteOrder.LITTLE_ENDIAN);
    whole.put(content, 0, 4).putInt(chunks.length + 4).put(content, 8, 4).put(chunks);
    return new Picture(whole.array(), cleaner.width, cleaner.height);
  }

  /// Where a picture ends.
  static int end(byte[] content) {
    long size = new PictureBytes(content, 4, content.length).little32();
    return (int) Math.min(size + 8, Integer.MAX_VALUE);
  }

  private byte[] copy(PictureBytes in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!in.isAtEnd()) {
      String name = in.name(4);
      long length = in.little32();
      byte[] chunk = in.take(length);
      if (length % 2 == 1 && !in.isAtEnd()) {
        in.octet();
      }
      if (KEPT.contains(name)) {
        write(name, look(name, chunk), out);
      }
    }
    return out.toByteArray();
  }

  /// Takes the measures from a chunk, and answers it as it is kept.
  private byte[] look(String name, byte[] chunk) {
    PictureBytes in = new PictureBytes(chunk, 0, chunk.length);
    switch (name) {
      case "VP8X" -> {
        in.take(4);
        measure(in.little24() + 1, in.little24() + 1);
        chunk[0] &= ~EXIF_AND_XMP;
      }
      case "VP8 " -> {
        filled = true;
        in.take(3);
        if (in.octet() != 0x9d || in.octet() != 0x01 || in.octet() != 0x2a) {
          throw Picture.broken();
        }
        measure((in.octet() | in.octet() << 8) & 0x3fff, (in.octet() | in.octet() << 8) & 0x3fff);
      }
      case "VP8L" -> {
        filled = true;
        if (in.octet() != 0x2f) {
          throw Picture.broken();
        }
        long bits = in.little32();
        measure((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
      }
      case "ANMF" -> {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(in.take(FRAME_HEADER));
        frame.writeBytes(copy(new PictureBytes(chunk, FRAME_HEADER, chunk.length)));
        return frame.toByteArray();
      }
      default -> {}
    }
    return chunk;
  }

  /// The first that says it counts: the canvas, or else the only frame. No frame is larger.
  private void measure(int wide, int high) {
    if (width == 0) {
      width = wide;
      height = high;
    }
    if (wide > width || high > height) {
      throw Picture.broken();
    }
  }

  private static void write(String name, byte[] chunk, ByteArrayOutputStream out) {
    out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(chunk.length).array());
    out.writeBytes(chunk);
    if (chunk.length % 2 == 1) {
      out.write(0);
    }
  }
}
