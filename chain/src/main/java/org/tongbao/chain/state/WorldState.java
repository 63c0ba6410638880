package org.tongbao.chain.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The state during the execution of a block: journalled changes over a committed state,
/// transaction after transaction.
///
/// Each transaction stands between [#beginTransaction] and [#commitTransaction]; within it
/// [#snapshot] and [#revertTo] undo changes. Changes made outside transactions count as one more
/// transaction. Not thread-safe.
public final class WorldState {
  final StateReader base;
  final List<MutableAccount> touched = new ArrayList<>();
  final Journal journal;
  final long[] scratch = new long[4];

  /// The number of the current transaction; marks of other transactions do not count.
  int transaction = 1;

  private final WordIndex index = new WordIndex();
  private MutableAccount[] accounts = new MutableAccount[64];
  private List<Log> logs = new ArrayList<>();

  /// Starts from a committed state, which must not change meanwhile.
  public WorldState(StateReader base) {
    this.base = base;
    this.journal = new Journal(this);
  }

  /// Begins a transaction: no account or slot is warm, transient storage and logs are empty, and
  /// current values are the original ones.
  public void beginTransaction() {
    commitTransaction();
    logs = new ArrayList<>();
  }

  /// Ends a transaction: removes the accounts it destroyed (EIP-6780) and the empty ones it touched
  /// (EIP-161). Its logs remain until they are taken or the next transaction begins.
  public void commitTransaction() {
    for (MutableAccount account : touched) {
      if (account.destroyedIn == transaction || (account.exists && account.isEmpty())) {
        account.wipe();
      }
    }
    touched.clear();
    journal.clear();
    transaction++;
  }

  /// A point to return to within the transaction.
  public int snapshot() {
    return journal.size();
  }

  /// Undoes every change since the snapshot, logs and warmth included.
  public void revertTo(int snapshot) {
    journal.revertTo(snapshot);
  }

  /// The handle of an account, the same for the life of this world state.
  public MutableAccount account(Address address) {
    address.toWord(scratch, 0);
    int at = index.find(scratch, 0);
    return at >= 0 ? accounts[at] : load(address);
  }

  /// The handle of the account whose address is the low 160 bits of the word at `w[at]`.
  public MutableAccount account(long[] w, int at) {
    scratch[0] = w[at];
    scratch[1] = w[at + 1];
    scratch[2] = w[at + 2] & 0xffff_ffffL;
    scratch[3] = 0;
    int known = index.find(scratch, 0);
    return known >= 0 ? accounts[known] : load(Address.fromWord(w, at));
  }

  public boolean exists(Address address) {
    return account(address).exists();
  }

  public boolean isEmpty(Address address) {
    return account(address).isEmpty();
  }

  public long nonce(Address address) {
    return account(address).nonce();
  }

  public U256 balance(Address address) {
    return account(address).balance();
  }

  public Code code(Address address) {
    return account(address).code();
  }

  public U256 storage(Address address, U256 slot) {
    MutableAccount account = account(address);
    long[] word = new long[4];
    slot.toWord(word, 0);
    account.readSlot(account.slot(word, 0), word, 0);
    return U256.fromWord(word, 0);
  }

  /// See [MutableAccount#addBalance].
  public void addBalance(Address address, U256 amount) {
    account(address).addBalance(amount);
  }

  /// See [MutableAccount#subtractBalance].
  public void subtractBalance(Address address, U256 amount) {
    account(address).subtractBalance(amount);
  }

  public void setBalance(Address address, U256 balance) {
    account(address).setBalance(balance);
  }

  public void setNonce(Address address, long nonce) {
    account(address).setNonce(nonce);
  }

  public void incrementNonce(Address address) {
    account(address).incrementNonce();
  }

  public void setCode(Address address, Bytes code) {
    account(address).setCode(Code.of(code.toArray()));
  }

  public void setStorage(Address address, U256 slot, U256 value) {
    MutableAccount account = account(address);
    long[] word = new long[4];
    slot.toWord(word, 0);
    int at = account.slot(word, 0);
    value.toWord(word, 0);
    account.writeSlot(at, word, 0);
  }

  /// Marks an account as accessed (EIP-2929); true when it was not.
  public boolean warm(Address address) {
    return account(address).warm();
  }

  /// Marks a slot as accessed; true when it was not.
  public boolean warmSlot(Address address, U256 slot) {
    MutableAccount account = account(address);
    long[] word = new long[4];
    slot.toWord(word, 0);
    return account.warmSlot(account.slot(word, 0));
  }

  public void addLog(Log log) {
    journal.log();
    logs.add(log);
  }

  /// The logs of the transaction that stand; the caller has them, they are no longer here.
  public List<Log> takeLogs() {
    List<Log> taken = logs;
    logs = new ArrayList<>();
    return taken;
  }

  /// Every change since construction, for the trie and the store. Call it between transactions.
  public StateChanges changes() {
    return ChangeCollector.collect(Arrays.asList(accounts).subList(0, index.size()));
  }

  void removeLastLog() {
    logs.removeLast();
  }

  private MutableAccount load(Address address) {
    MutableAccount account = new MutableAccount(this, address, base.account(address));
    address.toWord(scratch, 0);
    int at = index.add(scratch, 0);
    if (at == accounts.length) {
      accounts = Arrays.copyOf(accounts, 2 * at);
    }
    accounts[at] = account;
    return account;
  }
}
