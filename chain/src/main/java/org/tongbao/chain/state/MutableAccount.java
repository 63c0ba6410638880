package org.tongbao.chain.state;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.code.CodeCache;
import org.tongbao.chain.evm.precompile.Precompiles;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Words;

/// An account during execution: the handle through which a frame reads and changes it. Every change
/// is journalled. An account that does not exist has a handle too, and begins to exist with its
/// first change.
///
/// Slots of the storage are named by the index that [#slot] gives, valid for the life of the world
/// state. Words are places in a `long[]` as in [Words].
public final class MutableAccount {
  private final WorldState world;
  private final Address address;
  private final @Nullable Account committed;

  /// Precompiled contracts are warm in every transaction (EIP-2929).
  private final boolean alwaysWarm;

  private @Nullable StorageSlots slots;
  private @Nullable TransientSlots transientSlots;
  private Hash codeHash;
  private @Nullable Code code;

  boolean exists;
  long nonce;
  U256 balance;

  /// Whether the committed storage no longer counts.
  boolean storageCleared;

  // Numbers of the transaction in which the account became warm, created, …; 0 for none.
  int warmIn;
  int createdIn;
  int destroyedIn;
  int touchedIn;

  MutableAccount(WorldState world, Address address, @Nullable Account committed) {
    Account start = committed == null ? Account.EMPTY : committed;
    this.world = world;
    this.address = address;
    this.committed = committed;
    this.alwaysWarm = Precompiles.isPrecompile(address);
    this.exists = committed != null;
    this.nonce = start.nonce();
    this.balance = start.balance();
    this.codeHash = start.codeHash();
  }

  public Address address() {
    return address;
  }

  /// The account at the start of the block, or null.
  @Nullable Account committed() {
    return committed;
  }

  public boolean exists() {
    return exists;
  }

  /// Whether it has no nonce, balance or code (EIP-161), as one that does not exist.
  public boolean isEmpty() {
    return nonce == 0 && balance.isZero() && codeHash.equals(Hash.EMPTY_KECCAK);
  }

  public long nonce() {
    return nonce;
  }

  public void setNonce(long value) {
    touch();
    begin();
    world.journal.nonce(this);
    nonce = value;
  }

  public void incrementNonce() {
    setNonce(nonce + 1);
  }

  public U256 balance() {
    return balance;
  }

  public void setBalance(U256 value) {
    touch();
    begin();
    world.journal.balance(this);
    balance = value;
  }

  /// Adds to the balance.
  ///
  /// @throws ArithmeticException when it would exceed 2^256 − 1
  public void addBalance(U256 amount) {
    if (amount.isZero()) {
      touchIfEmpty();
    } else {
      setBalance(balance.addExact(amount));
    }
  }

  /// Takes from the balance.
  ///
  /// @throws ArithmeticException when it is not enough
  public void subtractBalance(U256 amount) {
    if (!amount.isZero()) {
      setBalance(balance.subExact(amount));
    }
  }

  /// The hash of the code; that of no bytes when there is none.
  public Hash codeHash() {
    return codeHash;
  }

  public Code code() {
    Code known = code;
    if (known == null) {
      known =
          codeHash.equals(Hash.EMPTY_KECCAK)
              ? Code.EMPTY
              : CodeCache.get(codeHash, world.base::code);
      code = known;
    }
    return known;
  }

  public void setCode(Code value) {
    touch();
    begin();
    world.journal.code(this, code());
    restoreCode(value);
  }

  void restoreCode(Code value) {
    code = value;
    codeHash = value.hash();
  }

  /// Whether an address may not become a contract: it has a nonce, code, or storage (EIP-684,
  /// EIP-7610).
  public boolean collides() {
    return nonce != 0 || !codeHash.equals(Hash.EMPTY_KECCAK) || hasStorage();
  }

  /// Whether the account was accessed before in this transaction (EIP-2929).
  public boolean isWarm() {
    return alwaysWarm || warmIn == world.transaction;
  }

  /// Marks the account as accessed; true when it was not.
  public boolean warm() {
    if (isWarm()) {
      return false;
    }
    world.journal.warmAccount(this);
    warmIn = world.transaction;
    return true;
  }

  /// Marks the account as a contract created in this transaction (EIP-6780).
  public void markCreated() {
    if (createdIn != world.transaction) {
      world.journal.created(this);
      createdIn = world.transaction;
    }
  }

  public boolean isCreatedInTransaction() {
    return createdIn == world.transaction;
  }

  /// Has the account removed at the end of the transaction.
  public void markDestroyed() {
    if (destroyedIn != world.transaction) {
      touch();
      world.journal.destroyed(this);
      destroyedIn = world.transaction;
    }
  }

  /// Names the slot whose key stands at `w[at]`, reading its committed value at the first use.
  public int slot(long[] w, int at) {
    StorageSlots known = slots();
    int slot = known.index.find(w, at);
    return slot >= 0 ? slot : loadSlot(known, w, at);
  }

  /// Marks a slot as accessed (EIP-2929); true when it was not.
  public boolean warmSlot(int slot) {
    StorageSlots known = slots();
    if (known.warmIn[slot] == world.transaction) {
      return false;
    }
    world.journal.warmSlot(this, slot);
    known.warmIn[slot] = world.transaction;
    return true;
  }

  /// Copies the slot's value to `w[at]`.
  public void readSlot(int slot, long[] w, int at) {
    long[] current = slots().current;
    int from = 4 * slot;
    w[at] = current[from];
    w[at + 1] = current[from + 1];
    w[at + 2] = current[from + 2];
    w[at + 3] = current[from + 3];
  }

  /// Sets the slot to the value at `w[at]`.
  public void writeSlot(int slot, long[] w, int at) {
    StorageSlots known = slots();
    touch();
    known.beforeWrite(slot, world.transaction);
    world.journal.storage(this, slot, known.current);
    System.arraycopy(w, at, known.current, 4 * slot, 4);
  }

  public boolean slotIs(int slot, long[] w, int at) {
    return StorageSlots.same(slots().current, 4 * slot, w, at);
  }

  public boolean slotIsZero(int slot) {
    return StorageSlots.isZero(slots().current, 4 * slot);
  }

  /// Whether the slot's value differs from that at the start of the transaction.
  public boolean slotIsDirty(int slot) {
    return !StorageSlots.same(slots().current, 4 * slot, original(slot), 4 * slot);
  }

  /// Whether the slot's value at the start of the transaction was that at `w[at]` (EIP-2200).
  public boolean originalIs(int slot, long[] w, int at) {
    return StorageSlots.same(original(slot), 4 * slot, w, at);
  }

  public boolean originalIsZero(int slot) {
    return StorageSlots.isZero(original(slot), 4 * slot);
  }

  /// Copies the transient value of the key at `w[keyAt]` to `w[at]` (EIP-1153).
  public void readTransient(long[] w, int keyAt, int at) {
    TransientSlots known = transientSlots();
    int slot = known.indexOf(w, keyAt);
    known.enter(slot, world.transaction);
    System.arraycopy(known.values, 4 * slot, w, at, 4);
  }

  /// Sets the transient value of the key at `w[keyAt]` to that at `w[at]`.
  public void writeTransient(long[] w, int keyAt, int at) {
    TransientSlots known = transientSlots();
    int slot = known.indexOf(w, keyAt);
    known.enter(slot, world.transaction);
    world.journal.transientStorage(this, slot, known.values);
    System.arraycopy(w, at, known.values, 4 * slot, 4);
  }

  /// Marks an existing empty account for removal at the end of the transaction (EIP-161).
  public void touchIfEmpty() {
    if (exists && isEmpty()) {
      touch();
    }
  }

  /// Makes the account one that does not exist and has no storage.
  void wipe() {
    exists = false;
    nonce = 0;
    balance = U256.ZERO;
    restoreCode(Code.EMPTY);
    storageCleared = true;
    if (slots != null) {
      slots.clear();
    }
  }

  StorageSlots slots() {
    StorageSlots known = slots;
    if (known == null) {
      known = new StorageSlots();
      slots = known;
    }
    return known;
  }

  TransientSlots transientSlots() {
    TransientSlots known = transientSlots;
    if (known == null) {
      known = new TransientSlots();
      transientSlots = known;
    }
    return known;
  }

  private long[] original(int slot) {
    return slots().originalValues(slot, world.transaction);
  }

  private int loadSlot(StorageSlots known, long[] w, int at) {
    long[] value = world.scratch;
    if (committed == null || storageCleared) {
      Words.set(value, 0, 0);
    } else {
      world.base.storage(address, U256.fromWord(w, at)).toWord(value, 0);
    }
    return known.add(w, at, value, 0);
  }

  private boolean hasStorage() {
    StorageSlots known = slots();
    for (int slot = 0; slot < known.index.size(); slot++) {
      if (!StorageSlots.isZero(known.current, 4 * slot)) {
        return true;
      }
    }
    return committed != null && !storageCleared && world.base.hasStorage(address);
  }

  private void touch() {
    if (touchedIn != world.transaction) {
      world.journal.touched(this);
      touchedIn = world.transaction;
      world.touched.add(this);
    }
  }

  private void begin() {
    if (!exists) {
      world.journal.existence(this);
      exists = true;
    }
  }
}
