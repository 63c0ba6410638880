package org.tongbao.chain.statetest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.trie.MemoryState;
import org.tongbao.chain.trie.MemoryState.Contents;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Tells two states apart, account by account.
final class StateDifference {
  private static final int SHOWN_BYTES = 48;

  private final List<String> lines = new ArrayList<>();
  private final String expectedName;
  private final String actualName;

  private StateDifference(String expectedName, String actualName) {
    this.expectedName = expectedName;
    this.actualName = actualName;
  }

  /// A line for each account and each field of it that is not as expected.
  static List<String> of(MemoryState expected, MemoryState actual) {
    return new StateDifference("expected", "actual").between(expected, actual);
  }

  /// A line for each account and each field of it that a transaction has changed.
  static List<String> change(MemoryState before, MemoryState after) {
    return new StateDifference("before", "after").between(before, after);
  }

  private List<String> between(MemoryState first, MemoryState second) {
    SortedMap<Address, Contents> wanted = first.accounts();
    SortedMap<Address, Contents> found = second.accounts();
    TreeSet<Address> addresses = new TreeSet<>(wanted.keySet());
    addresses.addAll(found.keySet());
    for (Address address : addresses) {
      account(address, wanted.get(address), found.get(address));
    }
    return lines;
  }

  private void account(Address address, @Nullable Contents expected, @Nullable Contents actual) {
    if (Objects.equals(expected, actual)) {
      return;
    }
    String missing = expected == null ? expectedName : actual == null ? actualName : null;
    lines.add(address + (missing == null ? "" : " (" + missing + ": no such account)"));
    Contents none = new Contents(0, U256.ZERO, Bytes.EMPTY, new TreeMap<>());
    Contents wanted = expected == null ? none : expected;
    Contents found = actual == null ? none : actual;
    line("nonce", Long.toUnsignedString(wanted.nonce()), Long.toUnsignedString(found.nonce()));
    line("balance", wanted.balance().toString(), found.balance().toString());
    line("code", brief(wanted.code()), brief(found.code()));
    TreeSet<U256> slots = new TreeSet<>(wanted.storage().keySet());
    slots.addAll(found.storage().keySet());
    for (U256 slot : slots) {
      line("storage " + slot.toHex(), value(wanted, slot), value(found, slot));
    }
  }

  private void line(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      lines.add("  %s: %s %s, %s %s".formatted(what, expectedName, expected, actualName, actual));
    }
  }

  private static String value(Contents contents, U256 slot) {
    return contents.storage().getOrDefault(slot, U256.ZERO).toHex();
  }

  private static String brief(Bytes code) {
    return code.size() <= SHOWN_BYTES
        ? code.toHex()
        : "%s… (%d bytes, keccak256 %s)"
            .formatted(code.slice(0, SHOWN_BYTES).toHex(), code.size(), code.keccak256());
  }
}
