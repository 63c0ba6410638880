package org.tongbao.ledger.key;

import java.util.Set;

/// What one feature keeps sealed under the master key, row by row: each says which key that is. As
/// durable as the caller's transaction.
public interface SealedRows {
  /// What they are, in English, for the operator.
  String name();

  /// Ids of master keys that rows are under: all of them when there are two at most, else two.
  /// Quick however many rows there are.
  Set<String> masterKeys();

  long count();

  /// How many are not under this master key.
  long notUnder(String masterKeyId);

  /// Seals some of those anew that are not under the next master key yet.
  ///
  /// @return how many; 0 when there are none left
  /// @throws KeyVaultException when one is under neither key, or does not open
  int reseal(MasterKeyChange change, int limit);

  /// Opens every one with this master key and no other.
  ///
  /// @param each called for each that has opened
  /// @throws KeyVaultException when one does not
  void check(MasterKey only, Runnable each);
}
