package org.tongbao.market.media;

/// What somebody can put in.
public enum UploadKind {
  PICTURE(12),
  VOICE(6),
  VIDEO(24);

  private static final int MEBIBYTE = 1024 * 1024;

  private final int mebibytes;

  UploadKind(int mebibytes) {
    this.mebibytes = mebibytes;
  }

  /// The most bytes of what is sent.
  int mostBytes() {
    return mebibytes * MEBIBYTE;
  }
}
