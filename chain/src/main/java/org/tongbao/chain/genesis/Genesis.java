package org.tongbao.chain.genesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.tongbao.chain.pow.Asert;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.Target;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// The beginning of a chain as its genesis file says it: the settings, the free fields of block 0
/// and the accounts that exist from then on.
///
/// @param difficulty the work that block 1 takes, and the anchor of the schedule
/// @param timestamp seconds since 1970
/// @param baseFeePerGas of block 0; zero on a chain where gas is free
public record Genesis(
    ChainSpec spec,
    U256 difficulty,
    long gasLimit,
    long timestamp,
    Bytes extraData,
    Address coinbase,
    U256 baseFeePerGas,
    List<GenesisAccount> accounts) {
  private static final long MIN_GAS_LIMIT = 5000;
  private static final int MAX_EXTRA_DATA = 32;

  public Genesis {
    accounts = List.copyOf(accounts);
    if (difficulty.compareTo(spec.difficultyFloor()) < 0) {
      throw new GenesisException(
          "difficulty %s is below tongbao.difficultyFloor %s"
              .formatted(difficulty, spec.difficultyFloor()));
    }
    if (gasLimit < MIN_GAS_LIMIT) {
      throw new GenesisException("gasLimit %d is below %d".formatted(gasLimit, MIN_GAS_LIMIT));
    }
    if (extraData.size() > MAX_EXTRA_DATA) {
      throw new GenesisException("extraData has %d bytes, over 32".formatted(extraData.size()));
    }
    if (spec.zeroBaseFee() && !baseFeePerGas.isZero()) {
      throw new GenesisException("baseFeePerGas must be 0 where tongbao.zeroBaseFee is true");
    }
  }

  /// Reads a genesis file: geth's format with our settings in an object `tongbao` beside `config`.
  ///
  /// @throws GenesisException naming the setting that is unknown, missing or malformed
  public static Genesis parse(byte[] json) {
    return GenesisParser.parse(json);
  }

  /// The default network.
  public static Genesis builtIn() {
    return resource("tongbao.json");
  }

  /// The local network of `--dev`: the default network's rules, chain id 31337 and ten accounts of
  /// the test mnemonic that anvil and Hardhat use, with 10,000 coins each.
  public static Genesis dev() {
    return resource("dev.json");
  }

  private static Genesis resource(String name) {
    try (InputStream in = Genesis.class.getResourceAsStream(name)) {
      return parse(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same beginning with another hash function for the work; difficulty and floor become those
  /// that suit it.
  public Genesis with(SealHash hash) {
    ChainSpec changed = spec.with(hash);
    return new Genesis(
        changed,
        changed.difficultyFloor(),
        gasLimit,
        timestamp,
        extraData,
        coinbase,
        baseFeePerGas,
        accounts);
  }

  /// The difficulty schedule, anchored in block 0.
  public Asert schedule() {
    return new Asert(
        Target.ofDifficulty(difficulty),
        0,
        timestamp * 1000 - spec.spacingMillis(),
        spec.spacingMillis(),
        spec.halfLifeMillis(),
        spec.easiestTarget());
  }
}
