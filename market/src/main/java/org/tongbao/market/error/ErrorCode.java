package org.tongbao.market.error;

import java.util.Locale;

/// Why something was refused. Each noun has an enum of its own that implements this; the enum is
/// public API: codes are never renamed or reused.
///
/// The message files hold `error.<code>.title` and `error.<code>.detail` for every code, in every
/// language.
public interface ErrorCode {
  /// What the refusal is about, for instance `currency`.
  String noun();

  /// The enum constant, for instance `NOT_ACCEPTED`.
  String name();

  /// The HTTP status that says the same in general terms.
  int status();

  /// The stable code that programs compare, for instance `currency.not-accepted`.
  default String code() {
    return noun() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the same request may be carried out a moment later, though nobody changes it: its
  /// answer is not kept for its `Idempotency-Key`.
  default boolean isPassing() {
    return false;
  }
}
