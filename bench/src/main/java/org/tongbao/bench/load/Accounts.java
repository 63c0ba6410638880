package org.tongbao.bench.load;

import java.util.List;
import java.util.stream.IntStream;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.crypto.HdKey;
import org.tongbao.primitives.crypto.Mnemonic;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.WordList;

/// The accounts of the load: made from numbers, of no value anywhere.
final class Accounts {
  private static final String MNEMONIC =
      "test test test test test test test test test test test junk";
  private static final int ENDOWED_COUNT = 10;

  /// The first account of the test mnemonic, which both local networks endow.
  static final PrivateKey ENDOWED = endowed().getFirst();

  private final List<PrivateKey> keys;
  private final List<Address> addresses;

  Accounts(int count) {
    keys =
        IntStream.range(0, count)
            .mapToObj(
                i -> PrivateKey.of(Keccak256.hash(new byte[] {'l', (byte) (i >> 8), (byte) i})))
            .toList();
    addresses = keys.stream().map(PrivateKey::address).toList();
  }

  /// All accounts that the local networks endow.
  static List<PrivateKey> endowed() {
    HdKey root = Mnemonic.parse(MNEMONIC, WordList.ENGLISH).rootKey("");
    return IntStream.range(0, ENDOWED_COUNT)
        .mapToObj(i -> root.derive(HdKey.ETHEREUM_PATH + i).privateKey())
        .toList();
  }

  int count() {
    return keys.size();
  }

  PrivateKey key(int index) {
    return keys.get(index);
  }

  Address address(int index) {
    return addresses.get(index);
  }
}
