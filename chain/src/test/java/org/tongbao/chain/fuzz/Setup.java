package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.chain.fuzz.Genesis.Allocation;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;

/// Who is there in a round: senders with coins, contracts, accounts that are delegated (EIP-7702),
/// and accounts that are empty or nearly so.
record Setup(Genesis genesis, List<PrivateKey> senders, List<Address> targets) {

  private static final int SENDERS = 150;
  private static final int CONTRACTS = 30;
  private static final U256 WEALTH = U256.ONE.shl(120);

  static Setup of(Chance chance) {
    Map<Address, Allocation> allocations = new LinkedHashMap<>();
    List<PrivateKey> senders = new ArrayList<>();
    List<Address> targets = new ArrayList<>();
    for (int i = 0; i < CONTRACTS; i++) {
      targets.add(numbered(0xc0de00 + i));
    }
    for (int i = 0; i < SENDERS; i++) {
      PrivateKey key = PrivateKey.of(chance.hash());
      senders.add(key);
      Bytes code =
          chance.percent(10)
              ? Bytes.fromHex("0xef0100").concat(Bytes.wrap(chance.oneOf(targets).toArray()))
              : Bytes.EMPTY;
      long nonce = chance.percent(70) ? 0 : chance.below(1_000);
      allocations.put(key.address(), new Allocation(nonce, WEALTH, code, Map.of()));
    }
    for (int i = 0; i < 4; i++) {
      targets.add(senders.get(i).address());
    }
    targets.add(numbered(0xbeef)); // A balance and nothing else.
    allocations.put(numbered(0xbeef), new Allocation(0, U256.ONE, Bytes.EMPTY, Map.of()));
    BytecodeGenerator generator = new BytecodeGenerator(chance, targets);
    for (int i = 0; i < CONTRACTS; i++) {
      Map<U256, U256> storage = new TreeMap<>();
      for (int slot = 0; slot < 4; slot++) {
        if (chance.percent(40)) {
          storage.put(U256.of(slot), U256.of(chance.between(1, 3)));
        }
      }
      U256 balance = U256.of(chance.oneOf(0, 0, 1, 5, 1_000_000));
      allocations.put(
          numbered(0xc0de00 + i), new Allocation(1, balance, generator.contract(), storage));
    }
    return new Setup(new Genesis(allocations), senders, targets);
  }

  private static Address numbered(int number) {
    byte[] bytes = new byte[Address.SIZE];
    for (int i = 0; i < 4; i++) {
      bytes[Address.SIZE - 1 - i] = (byte) (number >>> (8 * i));
    }
    return Address.of(bytes);
  }
}
