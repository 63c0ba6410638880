package org.tongbao.payments.sandbox;

import java.net.URI;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.crypto.PrivateKey;

/// What a merchant of the sandbox institution is given: an address, an account, a key of its own to
/// sign with, and the account by which the institution's signatures are known.
public record SandboxAccount(
    URI gateway, String merchant, PrivateKey merchantKey, Address institution) {
  /// Leaves the keys out.
  @Override
  public String toString() {
    return merchant + " at " + gateway;
  }
}
