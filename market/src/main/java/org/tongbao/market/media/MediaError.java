package org.tongbao.market.media;

import org.tongbao.market.error.ErrorCode;

/// Refusals about pictures, voice, video and documents.
public enum MediaError implements ErrorCode {
  NOT_WHAT_IT_SAYS(415),
  NO_DOCUMENT(415),
  UNKNOWN_KIND(415),
  TOO_MANY_BYTES(413),
  TOO_LONG(422),
  SOMETHING_ELSE_TOO(422),
  ACTIVE(422),
  LOCKED(422),
  UNKNOWN_UPLOAD(422),
  BROKEN(422),
  TOO_MANY_PIXELS(422),
  TOO_MANY(409),
  IN_USE(409);

  private final int status;

  MediaError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "media";
  }

  @Override
  public int status() {
    return status;
  }
}
