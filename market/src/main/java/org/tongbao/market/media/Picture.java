package org.tongbao.market.media;

import org.tongbao.market.error.DomainException;

/// A checked picture. Width and height are those that are shown, after any turning.
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Picture(byte[] content, int width, int height) {
  static final int LONGEST_SIDE = 16_384;
  static final long MOST_PIXELS = 50_000_000;

  /// Refuses what a browser would need too much memory for, as it is written in the header.
  Picture {
    if (width < 1 || height < 1) {
      throw broken();
    }
    if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
      throw tooMany(MOST_PIXELS, LONGEST_SIDE);
    }
  }

  static DomainException tooMany(long pixels, int side) {
    return new DomainException(
        MediaError.TOO_MANY_PIXELS, String.valueOf(pixels / 1_000_000), String.valueOf(side));
  }

  static DomainException broken() {
    return new DomainException(MediaError.BROKEN);
  }
}
