package org.tongbao.chain.evm.precompile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;

/// The precompiled contracts of Osaka by address: 0x01 to 0x11, and 0x100.
public final class Precompiles {

  private static final Map<Address, Precompile> TABLE =
      Map.ofEntries(
          Map.entry(address(0x01), new EcRecover()),
          Map.entry(address(0x02), new Sha256()),
          Map.entry(address(0x03), new Ripemd160()),
          Map.entry(address(0x04), new Identity()),
          Map.entry(address(0x05), new ModExp()),
          Map.entry(address(0x06), new AltBn128Add()),
          Map.entry(address(0x07), new AltBn128Mul()),
          Map.entry(address(0x08), new AltBn128Pairing()),
          Map.entry(address(0x09), new Blake2F()),
          Map.entry(address(0x0a), new PointEvaluation()),
          Map.entry(address(0x0b), new BlsAdd(BlsGroup.G1, 375)),
          Map.entry(address(0x0c), new BlsMsm(BlsGroup.G1, 12_000, BlsMsm.Discounts.G1)),
          Map.entry(address(0x0d), new BlsAdd(BlsGroup.G2, 600)),
          Map.entry(address(0x0e), new BlsMsm(BlsGroup.G2, 22_500, BlsMsm.Discounts.G2)),
          Map.entry(address(0x0f), new BlsPairing()),
          Map.entry(address(0x10), new BlsMap(BlsGroup.G1, 5_500)),
          Map.entry(address(0x11), new BlsMap(BlsGroup.G2, 23_800)),
          Map.entry(address(0x100), new P256Verify()));

  private static final List<Address> ADDRESSES = TABLE.keySet().stream().sorted().toList();

  private Precompiles() {}

  /// The precompile at an address, or null.
  public static @Nullable Precompile at(Address address) {
    return TABLE.get(address);
  }

  public static boolean isPrecompile(Address address) {
    return TABLE.containsKey(address);
  }

  /// All their addresses, in ascending order: warm from the start of every transaction (EIP-2929).
  public static List<Address> addresses() {
    return ADDRESSES;
  }

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 2] = (byte) (number >>> 8);
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }
}
