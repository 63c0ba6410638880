package org.tongbao.chain.pool;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.store.StateView;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Accounts in the newest state, for a few questions in a row. Opens the state only when asked.
final class HeadAccounts implements AutoCloseable {
  private static final int DELEGATION_SIZE = 23;

  private final ChainReader reader;
  private @Nullable StateView view;

  HeadAccounts(ChainReader reader) {
    this.reader = reader;
  }

  Account account(Address address) {
    Account account = view().account(address);
    return account == null ? Account.EMPTY : account;
  }

  /// Whether the account may send transactions: it has no code, or only a delegation (EIP-3607,
  /// EIP-7702).
  boolean maySend(Account account) {
    if (account.codeHash().equals(Hash.EMPTY_KECCAK)) {
      return true;
    }
    byte[] code = view().code(account.codeHash());
    return code.length == DELEGATION_SIZE
        && (code[0] & 0xff) == 0xef
        && code[1] == 0x01
        && code[2] == 0x00;
  }

  private StateView view() {
    StateView open = view;
    if (open == null) {
      open = reader.stateAtHead();
      view = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (view != null) {
      view.close();
    }
  }
}
