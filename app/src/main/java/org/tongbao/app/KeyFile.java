package org.tongbao.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tongbao.primitives.crypto.PrivateKey;

/// A file with a private key: 64 hex digits.
final class KeyFile {
  private KeyFile() {}

  /// @throws StartException when it cannot be read or holds something else
  static PrivateKey read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return PrivateKey.fromHex(text.startsWith("0x") ? text : "0x" + text);
    } catch (IOException e) {
      throw new StartException("Cannot read the key file " + file + ": " + e);
    } catch (IllegalArgumentException e) {
      // Without the cause, which may quote the text.
      throw new StartException("The file " + file + " does not hold a private key in hex.");
    }
  }
}
