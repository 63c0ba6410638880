package org.tongbao.market.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Copies of an MP3 (ISO 11172-3 and 13818-3, layer III) the frames of sound, one behind the other;
/// what stands before and behind them (ID3, APE) says who and where, and stays behind.
final class Mp3Cleaner {
  private static final int[] KILOBITS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KILOBITS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int LEAST_FRAMES = 2;
  private static final int ID3_AT_THE_END = 128;
  private static final int APE_HEADER = 32;

  private final byte[] content;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;
  private int frames;
  private long samples;
  private int rate;

  private Mp3Cleaner(byte[] content) {
    this.content = content;
  }

  static Cleaned clean(byte[] content) {
    Mp3Cleaner cleaner = new Mp3Cleaner(content);
    while (cleaner.has("ID3")) {
      cleaner.skipId3();
    }
    while (cleaner.at < content.length) {
      cleaner.next();
    }
    if (cleaner.frames < LEAST_FRAMES) {
      throw Picture.broken();
    }
    return Cleaned.voice(
        "audio/mpeg", cleaner.out.toByteArray(), cleaner.samples * 1000 / cleaner.rate);
  }

  /// Seven bits of each byte count (ID3v2.4, 3.1).
  private void skipId3() {
    PictureBytes in = new PictureBytes(content, at + 5, content.length);
    boolean footer = (in.octet() & 0x10) != 0;
    int size = 0;
    for (int i = 0; i < 4; i++) {
      size = size << 7 | (in.octet() & 0x7f);
    }
    in.skip(size + (footer ? 10L : 0L));
    at = in.position();
  }

  private void next() {
    if (has("TAG") && content.length - at == ID3_AT_THE_END) {
      at = content.length;
    } else if (has("APETAGEX")) {
      PictureBytes in = new PictureBytes(content, at + 12, content.length);
      long size = in.little32();
      in.skip(APE_HEADER - 16L + size);
      at = in.position();
    } else if (content[at] == 0) {
      padding();
    } else {
      frame();
    }
  }

  /// Zeros up to the end, or up to what comes behind the frames.
  private void padding() {
    while (at < content.length && content[at] == 0) {
      at++;
    }
    if (at < content.length && !has("TAG") && !has("APETAGEX")) {
      throw Picture.broken();
    }
  }

  private void frame() {
    PictureBytes in = new PictureBytes(content, at, content.length);
    long header = in.big32();
    int version = (int) (header >> 19 & 3);
    int kilobits = (int) (header >> 12 & 15);
    int rateIndex = (int) (header >> 10 & 3);
    boolean layer3 = header >> 21 == 0x7ff && (header >> 17 & 3) == 1;
    if (!layer3 || version == 1 || kilobits == 0 || kilobits == 15 || rateIndex == 3) {
      throw Picture.broken();
    }
    boolean first = version == 3;
    int hertz = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    if (rate != 0 && hertz != rate) {
      throw Picture.broken();
    }
    int bits = (first ? KILOBITS_1 : KILOBITS_2)[kilobits] * 1000;
    int length = (first ? 144 : 72) * bits / hertz + (int) (header >> 9 & 1);
    in.back(4);
    out.writeBytes(in.take(length));
    at += length;
    rate = hertz;
    frames++;
    samples += first ? 1152 : 576;
  }

  private boolean has(String mark) {
    byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      if (at + i >= content.length || content[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
