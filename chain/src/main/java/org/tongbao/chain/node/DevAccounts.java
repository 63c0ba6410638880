package org.tongbao.chain.node;

import java.util.List;
import java.util.stream.IntStream;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.HdKey;
import org.tongbao.primitives.crypto.Mnemonic;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.WordList;

/// The accounts of local networks: those of the test mnemonic that anvil and Hardhat use. Everybody
/// has their keys.
final class DevAccounts {
  private static final String MNEMONIC =
      "test test test test test test test test test test test junk";
  private static final int COUNT = 10;

  private DevAccounts() {}

  static List<PrivateKey> keys() {
    HdKey root = Mnemonic.parse(MNEMONIC, WordList.ENGLISH).rootKey("");
    return IntStream.range(0, COUNT)
        .mapToObj(i -> root.derive(HdKey.ETHEREUM_PATH + i).privateKey())
        .toList();
  }

  /// The key itself, in hex: these, and only these, are no secret.
  static String reveal(PrivateKey key) {
    return Bytes.wrap(key.exportSecret()).toHex();
  }
}
