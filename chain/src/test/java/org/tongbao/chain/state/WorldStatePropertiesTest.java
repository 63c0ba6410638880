package org.tongbao.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tongbao.chain.block.Log;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Random operations with snapshots, reverts and transactions, against a model that copies
/// everything.
class WorldStatePropertiesTest {
  private static final int ACCOUNTS = 4;
  private static final int SLOTS = 12;

  record Operation(int kind, int account, int slot, int value) {}

  @Provide
  Arbitrary<List<Operation>> operations() {
    return Arbitraries.integers()
        .between(0, 14 * ACCOUNTS * SLOTS * 4 - 1)
        .map(
            n ->
                new Operation(
                    n % 14,
                    n / 14 % ACCOUNTS,
                    n / 14 / ACCOUNTS % SLOTS,
                    n / 14 / ACCOUNTS / SLOTS))
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 400)
  void behavesLikeAModelThatCopies(@ForAll("operations") List<Operation> operations) {
    TestState base = base();
    WorldState world = new WorldState(base);
    Model model = Model.of(base);
    Deque<Integer> snapshots = new ArrayDeque<>();
    Deque<Model> copies = new ArrayDeque<>();
    world.beginTransaction();
    for (Operation operation : operations) {
      switch (operation.kind()) {
        case 11 -> {
          snapshots.push(world.snapshot());
          copies.push(model.copy());
        }
        case 12 -> {
          if (!snapshots.isEmpty()) {
            world.revertTo(snapshots.pop());
            model = copies.pop();
          }
        }
        case 13 -> {
          assertThat(world.takeLogs()).hasSize(model.logs);
          world.commitTransaction();
          model.commit();
          world.beginTransaction();
          snapshots.clear();
          copies.clear();
        }
        default -> apply(operation, world, model);
      }
      check(world, model);
    }
    world.commitTransaction();
    model.commit();
    assertThat(base.with(world.changes()).content()).isEqualTo(model.toState().content());
  }

  private static TestState base() {
    return new TestState()
        .account(address(0), 3, U256.of(100), Bytes.EMPTY)
        .account(address(1), 1, U256.ZERO, Bytes.wrap((byte) 1))
        .slot(address(1), slot(0), U256.of(1))
        .slot(address(1), slot(1), U256.of(2));
  }

  private static Address address(int number) {
    byte[] bytes = new byte[20];
    bytes[0] = (byte) (4 - number);
    bytes[19] = (byte) number;
    return Address.of(bytes);
  }

  private static U256 slot(int number) {
    return number % 2 == 0 ? U256.of(number) : U256.MAX.sub(U256.of(number));
  }

  private static void apply(Operation operation, WorldState world, Model model) {
    Address address = address(operation.account());
    U256 slot = slot(operation.slot());
    U256 value = U256.of(operation.value());
    ModelAccount account = model.account(address);
    String key = address + ":" + slot;
    switch (operation.kind()) {
      case 0 -> {
        world.setBalance(address, value);
        account.balance = value;
        model.touch(address);
      }
      case 1 -> {
        world.addBalance(address, value);
        account.balance = account.balance.add(value);
        if (!value.isZero() || (account.exists && account.isEmpty())) {
          model.touch(address);
        }
      }
      case 2 -> {
        world.incrementNonce(address);
        account.nonce++;
        model.touch(address);
      }
      case 3 -> {
        Bytes code = Bytes.wrap(new byte[operation.value()]);
        world.setCode(address, code);
        account.code = code;
        model.touch(address);
      }
      case 4, 5, 6 -> {
        // Only what exists has storage.
        if (account.exists && !account.isEmpty()) {
          world.setStorage(address, slot, value);
          account.storage.put(slot, value);
        }
      }
      case 7 -> {
        long[] words = words(slot, value);
        world.account(address).writeTransient(words, 0, 4);
        model.transients.put(key, value);
      }
      case 8 -> assertThat(world.warm(address)).isEqualTo(model.warm.add(address.toString()));
      case 9 -> assertThat(world.warmSlot(address, slot)).isEqualTo(model.warm.add(key));
      case 10 -> {
        if (operation.value() == 0) {
          world.account(address).markDestroyed();
          model.destroyed.add(address);
        } else {
          world.addLog(new Log(address, List.of(), Bytes.EMPTY));
          model.logs++;
        }
      }
      default -> throw new IllegalStateException("operation " + operation);
    }
  }

  private static long[] words(U256 first, U256 second) {
    long[] words = new long[8];
    first.toWord(words, 0);
    second.toWord(words, 4);
    return words;
  }

  private static void check(WorldState world, Model model) {
    for (int i = 0; i < ACCOUNTS; i++) {
      Address address = address(i);
      ModelAccount account = model.account(address);
      assertThat(world.balance(address)).isEqualTo(account.balance);
      assertThat(world.nonce(address)).isEqualTo(account.nonce);
      assertThat(world.code(address).toBytes()).isEqualTo(account.code);
      assertThat(world.exists(address)).isEqualTo(account.exists);
      for (int s = 0; s < SLOTS; s++) {
        U256 slot = slot(s);
        assertThat(world.storage(address, slot))
            .isEqualTo(account.storage.getOrDefault(slot, U256.ZERO));
        checkSlot(world, model, address, slot);
      }
    }
  }

  private static void checkSlot(WorldState world, Model model, Address address, U256 slot) {
    MutableAccount handle = world.account(address);
    long[] words = words(slot, model.original(address, slot));
    assertThat(handle.originalIs(handle.slot(words, 0), words, 4)).isTrue();
    handle.readTransient(words, 0, 4);
    assertThat(U256.fromWord(words, 4))
        .isEqualTo(model.transients.getOrDefault(address + ":" + slot, U256.ZERO));
  }

  private static final class ModelAccount {
    boolean exists;
    long nonce;
    U256 balance = U256.ZERO;
    Bytes code = Bytes.EMPTY;
    Map<U256, U256> storage = new HashMap<>();

    boolean isEmpty() {
      return nonce == 0 && balance.isZero() && code.isEmpty();
    }

    ModelAccount copy() {
      ModelAccount copy = new ModelAccount();
      copy.exists = exists;
      copy.nonce = nonce;
      copy.balance = balance;
      copy.code = code;
      copy.storage.putAll(storage);
      return copy;
    }
  }

  private static final class Model {
    Map<Address, ModelAccount> accounts = new HashMap<>();
    Map<Address, ModelAccount> atStart = new HashMap<>();
    Map<String, U256> transients = new HashMap<>();
    Set<String> warm = new HashSet<>();
    Set<Address> touched = new HashSet<>();
    Set<Address> destroyed = new HashSet<>();
    int logs;

    static Model of(TestState base) {
      Model model = new Model();
      for (int i = 0; i < ACCOUNTS; i++) {
        Address address = address(i);
        ModelAccount account = new ModelAccount();
        Account committed = base.account(address);
        if (committed != null) {
          account.exists = true;
          account.nonce = committed.nonce();
          account.balance = committed.balance();
          account.code = i == 1 ? Bytes.wrap((byte) 1) : Bytes.EMPTY;
          account.storage.putAll(base.slots(address));
        }
        model.accounts.put(address, account);
      }
      model.atStart = model.copy().accounts;
      return model;
    }

    ModelAccount account(Address address) {
      return Objects.requireNonNull(accounts.get(address));
    }

    U256 original(Address address, U256 slot) {
      return Objects.requireNonNull(atStart.get(address)).storage.getOrDefault(slot, U256.ZERO);
    }

    void touch(Address address) {
      account(address).exists = true;
      touched.add(address);
    }

    Model copy() {
      Model copy = new Model();
      accounts.forEach((address, account) -> copy.accounts.put(address, account.copy()));
      copy.atStart = atStart;
      copy.transients.putAll(transients);
      copy.warm.addAll(warm);
      copy.touched.addAll(touched);
      copy.destroyed.addAll(destroyed);
      copy.logs = logs;
      return copy;
    }

    void commit() {
      for (Address address : List.copyOf(accounts.keySet())) {
        boolean empty = touched.contains(address) && account(address).isEmpty();
        if (empty || destroyed.contains(address)) {
          accounts.put(address, new ModelAccount());
        }
      }
      transients.clear();
      warm.clear();
      touched.clear();
      destroyed.clear();
      logs = 0;
      atStart = copy().accounts;
    }

    TestState toState() {
      TestState state = new TestState();
      accounts.forEach(
          (address, account) -> {
            if (account.exists) {
              state.account(address, account.nonce, account.balance, account.code);
              account.storage.forEach(
                  (slot, value) -> {
                    if (!value.isZero()) {
                      state.slot(address, slot, value);
                    }
                  });
            }
          });
      return state;
    }
  }
}
