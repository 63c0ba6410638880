package org.tongbao.market.error;

import java.util.List;

/// An operation was refused for a reason that only the edge handles. Nothing was changed.
///
/// The arguments fill the texts of the code and reach the person who asked: no secrets, no other
/// people's data.
public final class DomainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient List<String> arguments;

  public DomainException(ErrorCode code, String... arguments) {
    super(code.code() + (arguments.length == 0 ? "" : " " + List.of(arguments)));
    this.code = code;
    this.arguments = List.of(arguments);
  }

  public ErrorCode code() {
    return code;
  }

  public List<String> arguments() {
    return arguments;
  }
}
