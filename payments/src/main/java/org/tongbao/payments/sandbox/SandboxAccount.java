package org.tongbao.payments.sandbox;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;

/// What a merchant of the sandbox institution is given: an address, an account, a key of its own to
/// sign with, and the institution's to check with.
public record SandboxAccount(
    URI gateway, String merchant, PrivateKey merchantKey, PublicKey institutionKey) {
  /// Leaves the keys out.
  @Override
  public String toString() {
    return merchant + " at " + gateway;
  }
}
