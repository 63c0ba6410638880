package org.tongbao.market.media;

import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;

/// What is kept of something put in, checked.
///
/// @param thumbnail a small picture of a picture
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Cleaned(
    UploadKind kind,
    String type,
    byte[] content,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMillis,
    @Nullable Cleaned thumbnail) {
  static final long LONGEST_MILLIS = 180_000;
  private static final int LONGEST_SIDE_OF_VIDEO = 4_096;
  private static final long MOST_PIXELS_OF_VIDEO = 16_777_216;

  static Cleaned picture(
      String type, byte[] content, int width, int height, @Nullable Cleaned thumbnail) {
    return new Cleaned(UploadKind.PICTURE, type, content, width, height, null, thumbnail);
  }

  static Cleaned voice(String type, byte[] content, long millis) {
    return new Cleaned(UploadKind.VOICE, type, content, null, null, length(millis), null);
  }

  static Cleaned video(String type, byte[] content, int width, int height, long millis) {
    if (width < 1 || height < 1) {
      throw Picture.broken();
    }
    if (width > LONGEST_SIDE_OF_VIDEO || height > LONGEST_SIDE_OF_VIDEO) {
      throw Picture.tooMany(MOST_PIXELS_OF_VIDEO, LONGEST_SIDE_OF_VIDEO);
    }
    return new Cleaned(UploadKind.VIDEO, type, content, width, height, length(millis), null);
  }

  /// At least one, so that what is very short is not none.
  private static long length(long millis) {
    if (millis < 0) {
      throw Picture.broken();
    }
    if (millis > LONGEST_MILLIS) {
      throw new DomainException(MediaError.TOO_LONG, String.valueOf(LONGEST_MILLIS / 1000));
    }
    return Math.max(1, millis);
  }
}
