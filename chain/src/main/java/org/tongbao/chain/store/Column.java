package org.tongbao.chain.store;

import java.nio.charset.StandardCharsets;

/// The column families. All integers in keys are big-endian, so that keys sort by them.
enum Column {
  /// `format`, `genesis`, `head`, `oldestState` → values.
  META("default", false),
  /// block hash → total work (32) ‖ header.
  HEADERS("headers", true),
  /// number (8) → hash of the block of the canonical chain.
  CANONICAL("canonical", false),
  /// number (8) ‖ hash ‖ part (4) → up to 64 transactions.
  BODIES("bodies", false),
  /// number (8) ‖ hash ‖ part (4) → up to 64 receipts.
  RECEIPTS("receipts", false),
  /// number (8) ‖ hash → AuxPoW.
  SEALS("seals", false),
  /// transaction hash → number (8) ‖ index (4), canonical chain only.
  TRANSACTIONS("transactions", true),
  /// address → account of the newest state.
  ACCOUNTS("accounts", true),
  /// address ‖ slot → value in the newest state.
  STORAGE("storage", true),
  /// code hash → code.
  CODE("code", true),
  /// place → trie node of the newest state.
  NODES("nodes", true),
  /// address ‖ number (8) → the account before that block, empty for none.
  ACCOUNT_HISTORY("account-history", false),
  /// address ‖ slot ‖ number (8) → the value before that block, empty for zero.
  STORAGE_HISTORY("storage-history", false),
  /// place ‖ 0x10 ‖ number (8) → the node before that block, empty for none.
  NODE_HISTORY("node-history", false),
  /// number (8) → the keys of accounts, slots and nodes that the block changed.
  CHANGES("changes", false);

  private final String columnName;
  private final boolean pointLookups;

  Column(String columnName, boolean pointLookups) {
    this.columnName = columnName;
    this.pointLookups = pointLookups;
  }

  String columnName() {
    return columnName;
  }

  byte[] nameBytes() {
    return columnName.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether it is read by whole keys that are spread at random, for which a Bloom filter pays.
  boolean pointLookups() {
    return pointLookups;
  }
}
