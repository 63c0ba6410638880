package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Messages that wallets sign with `personal_sign` (EIP-191, version 0x45). The prefix keeps them
/// from being transactions.
public final class PersonalMessage {
  private PersonalMessage() {}

  /// keccak256("\x19Ethereum Signed Message:\n" ‖ length in decimal ‖ message).
  public static Hash hash(Bytes message) {
    String prefix = "\u0019Ethereum Signed Message:\n" + message.size();
    return Bytes.wrap(prefix.getBytes(UTF_8)).concat(message).keccak256();
  }

  /// The hash of a text in UTF-8.
  public static Hash hash(String message) {
    return hash(Bytes.wrap(message.getBytes(UTF_8)));
  }
}
