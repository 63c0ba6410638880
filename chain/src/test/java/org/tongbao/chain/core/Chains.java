package org.tongbao.chain.core;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tongbao.chain.genesis.ChainSpec;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisAccount;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.SealRules;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.store.StoreOptions.Durability;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Small chains for tests: cheap to seal, with the funded accounts of the dev network and one
/// contract.
public final class Chains {
  public static final U256 CHAIN_ID = U256.of(31337);

  /// Stores the second word of its input in the slot of the first and emits an empty log.
  public static final Address STORER =
      Address.fromHex("0x000000000000000000000000000000000000c0de");

  private static final Bytes STORER_CODE = Bytes.fromHex("0x6020355f35555f5fa000");
  private static final long START = 1_767_225_600L;

  /// Long after the genesis of the tests.
  public static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(START + 1_000_000), ZoneOffset.UTC);

  /// No fsync, which tests of anything else need not wait for, and no reserve.
  public static final StoreOptions STORE =
      StoreOptions.DEFAULT.withDurability(Durability.PROCESS_DEATH).withReserve(0);

  private Chains() {}

  public static long start() {
    return START;
  }

  /// Difficulty 16 at first, never under 1, quick to change.
  public static Genesis genesis() {
    ChainSpec spec =
        new ChainSpec(
            CHAIN_ID,
            new SealRules(SealHash.SHA256D, 0x5442),
            1000,
            20_000,
            U256.ONE,
            true,
            U256.of(1000),
            10);
    List<GenesisAccount> accounts = new ArrayList<>(Genesis.dev().accounts());
    accounts.add(new GenesisAccount(STORER, 1, U256.ZERO, STORER_CODE, Map.of(U256.ONE, U256.ONE)));
    return new Genesis(
        spec, U256.of(16), 100_000_000, START, Bytes.EMPTY, Address.ZERO, U256.ZERO, accounts);
  }

  public static Blockchain open(Path directory) {
    return open(directory, STORE);
  }

  public static Blockchain open(Path directory, StoreOptions options) {
    return Blockchain.open(directory, genesis(), options, CLOCK);
  }

  /// A payment of native coin by one of the dev accounts.
  public static Transaction payment(int from, long nonce, Address to, long wei) {
    return UnsignedTransaction.legacy(CHAIN_ID)
        .nonce(nonce)
        .gasPrice(U256.ZERO)
        .gasLimit(21_000)
        .to(to)
        .value(U256.of(wei))
        .build()
        .sign(DevKeys.key(from));
  }

  /// A call of the contract by one of the dev accounts.
  public static Transaction store(int from, long nonce, long slot, long value) {
    byte[] data = new byte[2 * Hash.SIZE];
    U256.of(slot).writeTo(data, 0);
    U256.of(value).writeTo(data, Hash.SIZE);
    return UnsignedTransaction.legacy(CHAIN_ID)
        .nonce(nonce)
        .gasPrice(U256.ZERO)
        .gasLimit(100_000)
        .to(STORER)
        .data(Bytes.wrap(data))
        .build()
        .sign(DevKeys.key(from));
  }
}
