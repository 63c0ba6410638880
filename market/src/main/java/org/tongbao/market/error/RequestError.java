package org.tongbao.market.error;

/// Refusals of a request as such, before any feature looked at it.
public enum RequestError implements ErrorCode {
  MALFORMED(400),
  SIGN_IN_NEEDED(401),
  FORBIDDEN(403),
  FORM_EXPIRED(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  TOO_SLOW(408),
  CONFLICT(409),
  CHANGED_MEANWHILE(412),
  TOO_LARGE(413),
  UNSUPPORTED_TYPE(415),
  FIELD_MISSING(422),
  FIELD_TOO_LONG(422),
  FIELD_MALFORMED(422),
  VERSION_NEEDED(428),
  TOO_MANY(429),
  FAILED(500),
  UNAVAILABLE(503);

  private final int status;

  RequestError(int status) {
    this.status = status;
  }

  @Override
  public String noun() {
    return "request";
  }

  @Override
  public int status() {
    return status;
  }

  /// The code that says what an HTTP status says; codes it has no word for become [#MALFORMED] or
  /// [#FAILED] by their class.
  public static RequestError ofStatus(int status) {
    return switch (status) {
      case 401 -> SIGN_IN_NEEDED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> TOO_SLOW;
      case 409 -> CONFLICT;
      case 412 -> CHANGED_MEANWHILE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_TYPE;
      case 428 -> VERSION_NEEDED;
      case 429 -> TOO_MANY;
      case 503 -> UNAVAILABLE;
      default -> status < 500 ? MALFORMED : FAILED;
    };
  }
}
