package org.tongbao.payments.sandbox;

import java.net.URI;
import java.util.Map;
import org.tongbao.primitives.Bytes;

/// A notification to be brought to a merchant. It is written anew for every attempt, because
/// institutions sign the time at which they send.
public interface SandboxMail {
  URI address();

  Letter write(SandboxFlaw flaw);

  /// Whether this answer makes the institution stop repeating it.
  boolean acknowledgedBy(int status, String body);

  /// Called once it was acknowledged.
  default void delivered() {}

  /// One attempt, as it is sent.
  record Letter(Map<String, String> headers, Bytes body) {
    public Letter {
      headers = Map.copyOf(headers);
    }
  }
}
