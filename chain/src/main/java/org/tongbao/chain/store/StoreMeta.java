package org.tongbao.chain.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// The few values about the whole store.
final class StoreMeta {
  /// Goes up when a program could not read what an older one wrote.
  private static final long FORMAT = 1;

  private static final byte[] FORMAT_KEY = key("format");
  private static final byte[] GENESIS_KEY = key("genesis");
  private static final byte[] HEAD_KEY = key("head");
  private static final byte[] OLDEST_STATE_KEY = key("oldestState");

  private final Database database;

  StoreMeta(Database database) {
    this.database = database;
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  static void create(Batch batch, Hash genesis) {
    batch.put(Column.META, FORMAT_KEY, Keys.number(FORMAT));
    batch.put(Column.META, GENESIS_KEY, genesis.toArray());
    oldestState(batch, 0);
    head(batch, genesis);
  }

  static void head(Batch batch, Hash head) {
    batch.put(Column.META, HEAD_KEY, head.toArray());
  }

  /// The state after this block and all later ones can be read.
  static void oldestState(Batch batch, long number) {
    batch.put(Column.META, OLDEST_STATE_KEY, Keys.number(number));
  }

  boolean isEmpty() {
    return database.get(Column.META, FORMAT_KEY) == null;
  }

  void requireGenesis(Hash genesis) {
    long format = Keys.number(require(database.get(Column.META, FORMAT_KEY)), 0);
    if (format != FORMAT) {
      throw new StoreException.Refused(
          "the store has format %d, this version reads %d".formatted(format, FORMAT), null);
    }
    Hash kept = Hash.of(require(database.get(Column.META, GENESIS_KEY)));
    if (!kept.equals(genesis)) {
      throw new StoreException.Refused(
          "the store holds another chain: its genesis is %s, not %s".formatted(kept, genesis),
          null);
    }
  }

  Hash head() {
    return Hash.of(require(database.get(Column.META, HEAD_KEY)));
  }

  long oldestState() {
    return Keys.number(require(database.get(Column.META, OLDEST_STATE_KEY)), 0);
  }

  long oldestState(Snapshot snapshot) {
    return Keys.number(require(database.get(snapshot, Column.META, OLDEST_STATE_KEY)), 0);
  }

  private static byte[] require(byte @Nullable [] value) {
    if (value == null) {
      throw new StoreException("the store's own description is incomplete", null);
    }
    return value;
  }
}
