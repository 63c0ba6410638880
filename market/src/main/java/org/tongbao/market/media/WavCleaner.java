package org.tongbao.market.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Copies of a WAV (RIFF, Microsoft 1994) the format and the samples, which is all that is heard.
final class WavCleaner {
  private static final int FORM = 12;
  private static final int MOST_CHANNELS = 8;
  private static final int LONGEST_FORMAT = 40;

  /// PCM, floating point, the two laws of telephony, and the extended way to say one of these.
  private static final Set<Integer> FORMATS = Set.of(1, 3, 6, 7, 0xfffe);

  private WavCleaner() {}

  static Cleaned clean(byte[] content) {
    long size = new PictureBytes(content, 4, content.length).little32();
    if (size + 8 > content.length || size < 4) {
      throw Picture.broken();
    }
    PictureBytes in = new PictureBytes(content, FORM, (int) size + 8);
    byte @Nullable [] format = null;
    byte @Nullable [] samples = null;
    while (!in.isAtEnd()) {
      String name = in.name(4);
      long length = in.little32();
      byte[] chunk = in.take(length);
      if (length % 2 == 1 && !in.isAtEnd()) {
        in.octet();
      }
      if (name.equals("fmt ") && format == null) {
        format = chunk;
      } else if (name.equals("data") && samples == null) {
        samples = chunk;
      }
    }
    if (format == null || samples == null || format.length > LONGEST_FORMAT) {
      throw Picture.broken();
    }
    return Cleaned.voice("audio/wav", whole(format, samples), millis(format, samples.length));
  }

  private static long millis(byte[] format, long bytes) {
    PictureBytes in = new PictureBytes(format, 0, format.length);
    int kind = in.little16();
    int channels = in.little16();
    long rate = in.little32();
    in.skip(4);
    int frame = in.little16();
    in.skip(2);
    boolean sound = FORMATS.contains(kind) && channels >= 1 && channels <= MOST_CHANNELS;
    if (!sound || rate < 1_000 || rate > 384_000 || frame < channels) {
      throw Picture.broken();
    }
    return bytes / frame * 1000 / rate;
  }

  private static byte[] whole(byte[] format, byte[] samples) {
    int padded = samples.length + samples.length % 2;
    int formatPadded = format.length + format.length % 2;
    ByteBuffer out =
        ByteBuffer.allocate(FORM + 16 + formatPadded + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(format.length).put(format).position(FORM + 8 + formatPadded);
    out.put(ascii("data")).putInt(samples.length).put(samples);
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
