package org.tongbao.chain.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.primitives.U256;

/// The undo log of a transaction: what each change replaced, newest last.
final class Journal {
  private static final byte EXISTENCE = 0;
  private static final byte NONCE = 1;
  private static final byte BALANCE = 2;
  private static final byte CODE = 3;
  private static final byte STORAGE = 4;
  private static final byte TRANSIENT = 5;
  private static final byte WARM_ACCOUNT = 6;
  private static final byte WARM_SLOT = 7;
  private static final byte CREATED = 8;
  private static final byte DESTROYED = 9;
  private static final byte TOUCHED = 10;
  private static final byte LOG = 11;

  private final WorldState world;
  private byte[] kinds = new byte[256];
  private @Nullable MutableAccount[] accounts = new MutableAccount[256];
  private @Nullable Object[] values = new Object[256];
  private int[] slots = new int[256];
  private long[] words = new long[4 * 256];
  private int size;

  Journal(WorldState world) {
    this.world = world;
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(accounts, 0, size, null);
    Arrays.fill(values, 0, size, null);
    size = 0;
  }

  void existence(MutableAccount account) {
    push(EXISTENCE, account);
  }

  void nonce(MutableAccount account) {
    int at = push(NONCE, account);
    words[4 * at] = account.nonce;
  }

  void balance(MutableAccount account) {
    int at = push(BALANCE, account);
    values[at] = account.balance;
  }

  void code(MutableAccount account, Code replaced) {
    int at = push(CODE, account);
    values[at] = replaced;
  }

  void storage(MutableAccount account, int slot, long[] replaced) {
    pushWord(STORAGE, account, slot, replaced);
  }

  void transientStorage(MutableAccount account, int slot, long[] replaced) {
    pushWord(TRANSIENT, account, slot, replaced);
  }

  void warmAccount(MutableAccount account) {
    push(WARM_ACCOUNT, account);
  }

  void warmSlot(MutableAccount account, int slot) {
    int at = push(WARM_SLOT, account);
    slots[at] = slot;
  }

  void created(MutableAccount account) {
    push(CREATED, account);
  }

  void destroyed(MutableAccount account) {
    push(DESTROYED, account);
  }

  void touched(MutableAccount account) {
    push(TOUCHED, account);
  }

  void log() {
    push(LOG, null);
  }

  /// Undoes changes, newest first, until `length` are left.
  void revertTo(int length) {
    while (size > length) {
      undo(--size);
    }
  }

  private void undo(int at) {
    if (kinds[at] == LOG) {
      world.removeLastLog();
      return;
    }
    MutableAccount account = account(at);
    switch (kinds[at]) {
      case EXISTENCE -> account.exists = !account.exists;
      case NONCE -> account.nonce = words[4 * at];
      case BALANCE -> account.balance = (U256) value(at);
      case CODE -> account.restoreCode((Code) value(at));
      case STORAGE -> System.arraycopy(words, 4 * at, account.slots().current, 4 * slots[at], 4);
      case TRANSIENT ->
          System.arraycopy(words, 4 * at, account.transientSlots().values, 4 * slots[at], 4);
      case WARM_ACCOUNT -> account.warmIn = 0;
      case WARM_SLOT -> account.slots().warmIn[slots[at]] = 0;
      case CREATED -> account.createdIn = 0;
      case DESTROYED -> account.destroyedIn = 0;
      case TOUCHED -> {
        account.touchedIn = 0;
        world.touched.removeLast();
      }
      default -> throw new IllegalStateException("journal entry of kind " + kinds[at]);
    }
  }

  private MutableAccount account(int at) {
    MutableAccount account = accounts[at];
    if (account == null) {
      throw new IllegalStateException("journal entry " + at + " without account");
    }
    return account;
  }

  private Object value(int at) {
    Object value = values[at];
    if (value == null) {
      throw new IllegalStateException("journal entry " + at + " without value");
    }
    return value;
  }

  private void pushWord(byte kind, MutableAccount account, int slot, long[] replaced) {
    int at = push(kind, account);
    slots[at] = slot;
    System.arraycopy(replaced, 4 * slot, words, 4 * at, 4);
  }

  private int push(byte kind, @Nullable MutableAccount account) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    accounts[size] = account;
    return size++;
  }

  private void grow() {
    int capacity = 2 * size;
    kinds = Arrays.copyOf(kinds, capacity);
    accounts = Arrays.copyOf(accounts, capacity);
    values = Arrays.copyOf(values, capacity);
    slots = Arrays.copyOf(slots, capacity);
    words = Arrays.copyOf(words, 4 * capacity);
  }
}
