package org.tongbao.market.explorer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// What people type and addresses name: numbers of blocks, hashes, accounts.
final class Asked {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  private Asked() {}

  static Optional<Long> number(String text) {
    return Optional.of(text).filter(it -> NUMBER.matcher(it).matches()).map(Long::valueOf);
  }

  static Optional<Hash> hash(String text) {
    return lower(text).filter(it -> HASH.matcher(it).matches()).map(Hash::fromHex);
  }

  static Optional<Address> address(String text) {
    return lower(text).filter(it -> ADDRESS.matcher(it).matches()).map(Address::fromHex);
  }

  private static Optional<String> lower(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT));
  }
}
