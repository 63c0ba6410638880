package org.tongbao.market.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Takes Opus in Ogg (RFC 7845 in RFC 3533), one stream, and puts an empty comment header in the
/// place of its own. Every page's checksum is checked; the pages behind the comments are numbered
/// anew.
final class OggCleaner {
  private static final int FIXED = 27;
  private static final int CHECKSUM = 22;
  private static final int BEGINS = 2;
  private static final int SAMPLES_A_MILLI = 48;
  private static final int[] TABLE = table();

  private final PictureBytes in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long serial;
  private int read;
  private int written;

  private OggCleaner(byte[] content) {
    in = new PictureBytes(content, 0, content.length);
  }

  static Cleaned clean(byte[] content) {
    OggCleaner cleaner = new OggCleaner(content);
    Page head = cleaner.page();
    long skipped = preSkip(head);
    cleaner.write(head);
    cleaner.comments();
    long last = 0;
    while (!cleaner.in.isAtEnd()) {
      Page page = cleaner.page();
      last = Math.max(last, page.granule());
      cleaner.write(page);
    }
    if (cleaner.written < 3) {
      throw Picture.broken();
    }
    return Cleaned.voice(
        "audio/ogg", cleaner.out.toByteArray(), Math.max(0, last - skipped) / SAMPLES_A_MILLI);
  }

  /// RFC 7845, 5.1.
  private static long preSkip(Page head) {
    PictureBytes body = new PictureBytes(head.body(), 0, head.body().length);
    boolean opus = (head.flags() & BEGINS) != 0 && body.name(8).equals("OpusHead");
    if (!opus || body.octet() >= 16 || body.octet() < 1) {
      throw Picture.broken();
    }
    return body.little16();
  }

  /// The comment header has pages of its own (RFC 7845, 3), up to the one on which it ends.
  private void comments() {
    Page page = page();
    if (!new PictureBytes(page.body(), 0, page.body().length).name(8).equals("OpusTags")) {
      throw Picture.broken();
    }
    while (!page.endsPacket()) {
      page = page();
    }
    byte[] none = new byte[16];
    System.arraycopy("OpusTags".getBytes(StandardCharsets.US_ASCII), 0, none, 0, 8);
    write(new Page(0, 0, new byte[] {(byte) none.length}, none));
  }

  private Page page() {
    int from = in.position();
    if (!in.name(4).equals("OggS") || in.octet() != 0) {
      throw Picture.broken();
    }
    int flags = in.octet();
    long granule = ByteBuffer.wrap(in.take(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long stream = in.little32();
    long number = in.little32();
    long checksum = in.little32();
    byte[] lacing = in.take(in.octet());
    int length = 0;
    for (byte piece : lacing) {
      length += piece & 0xff;
    }
    byte[] body = in.take(length);
    if (read == 0) {
      serial = stream;
    }
    in.back(in.position() - from);
    byte[] whole = in.take(FIXED + lacing.length + (long) length);
    boolean begins = (flags & BEGINS) != 0;
    if (number != read
        || stream != serial
        || begins != (read == 0)
        || checksum(whole) != checksum) {
      throw Picture.broken();
    }
    read++;
    return new Page(flags, granule, lacing, body);
  }

  private void write(Page page) {
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED + page.lacing().length + page.body().length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) page.flags());
    bytes.putLong(page.granule()).putInt((int) serial).putInt(written++).putInt(0);
    bytes.put((byte) page.lacing().length).put(page.lacing()).put(page.body());
    bytes.putInt(CHECKSUM, (int) checksum(bytes.array()));
    out.writeBytes(bytes.array());
  }

  /// Of a page, with zero in the place of its checksum (RFC 3533, 6).
  private static long checksum(byte[] page) {
    int sum = 0;
    for (int i = 0; i < page.length; i++) {
      int octet = i >= CHECKSUM && i < CHECKSUM + 4 ? 0 : page[i] & 0xff;
      sum = (sum << 8) ^ TABLE[(sum >>> 24) ^ octet];
    }
    return sum & 0xffffffffL;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
      }
      table[i] = sum;
    }
    return table;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  private record Page(int flags, long granule, byte[] lacing, byte[] body) {
    boolean endsPacket() {
      return lacing.length > 0 && (lacing[lacing.length - 1] & 0xff) < 255;
    }
  }
}
