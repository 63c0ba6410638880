package org.tongbao.chain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.MemoryState;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Looks into stores for tests.
public final class StoreContents {
  /// What depends on the canonical chain alone, not on how it came about.
  private static final Set<Column> OF_THE_CHAIN =
      EnumSet.of(
          Column.META,
          Column.CANONICAL,
          Column.TRANSACTIONS,
          Column.ACCOUNTS,
          Column.STORAGE,
          Column.NODES,
          Column.ACCOUNT_HISTORY,
          Column.STORAGE_HISTORY,
          Column.NODE_HISTORY,
          Column.CHANGES);

  private StoreContents() {}

  /// The state, its history and the indexes of both are the same, byte for byte.
  public static void assertSameState(Blockchain one, Blockchain other) {
    for (Column column : OF_THE_CHAIN) {
      assertThat(dump(one, column)).as(column.columnName()).isEqualTo(dump(other, column));
    }
  }

  static Map<Bytes, Bytes> dump(Blockchain chain, Column column) {
    Map<Bytes, Bytes> entries = new TreeMap<>();
    try (StateView view = chain.reader().stateAtHead()) {
      Snapshot snapshot = ((HeadState) view.raw()).snapshot();
      snapshot.database.scan(
          snapshot,
          column,
          new byte[0],
          (key, value) -> {
            entries.put(Bytes.wrap(key), Bytes.wrap(value));
            return true;
          });
    }
    return entries;
  }

  /// The state after a block is `expected`: every account and slot of it, in the flat columns and
  /// in the tries.
  public static void assertState(Blockchain chain, BlockHeader header, MemoryState expected) {
    try (StateView view = chain.reader().stateAt(header)) {
      expected.accounts.forEach(
          (address, account) -> {
            assertThat(view.account(address)).isEqualTo(account);
            assertThat(view.trie().account(header.stateRoot(), address).orElseThrow().account())
                .isEqualTo(account);
          });
      expected.slots.forEach(
          (address, slots) -> {
            assertThat(view.hasStorage(address)).isEqualTo(!slots.isEmpty());
            for (long slot = 0; slot < 8; slot++) {
              U256 value = slots.getOrDefault(U256.of(slot), U256.ZERO);
              assertThat(view.storage(address, U256.of(slot))).isEqualTo(value);
              assertThat(view.trie().storage(header.stateRoot(), address, U256.of(slot)))
                  .isEqualTo(value);
            }
          });
    }
  }
}
