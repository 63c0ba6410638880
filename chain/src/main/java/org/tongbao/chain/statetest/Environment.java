package org.tongbao.chain.statetest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlobSchedule;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// The block a state test runs in.
record Environment(
    Address coinbase,
    long number,
    long timestamp,
    long gasLimit,
    Hash random,
    U256 baseFee,
    long excessBlobGas,
    BlockHashes hashes) {
  private static final long DEFAULT_BASE_FEE = 10;

  /// Reads `env`; what a fixture may leave out has the default of the format.
  static Environment parse(Fields env, BlobSchedule blobs) {
    Fields random = env.find("currentRandom");
    return new Environment(
        env.get("currentCoinbase").address(),
        env.find("currentNumber", Fields::uint64, 1L),
        env.find("currentTimestamp", Fields::uint64, 1000L),
        env.get("currentGasLimit").uint64(),
        random == null ? env.find("currentDifficulty", Fields::hash, Hash.ZERO) : random.hash(),
        env.find("currentBaseFee", Fields::u256, U256.of(DEFAULT_BASE_FEE)),
        excessBlobGas(env, blobs),
        hashes(env.find("blockHashes")));
  }

  private static long excessBlobGas(Fields env, BlobSchedule blobs) {
    Fields current = env.find("currentExcessBlobGas");
    if (current != null) {
      return current.uint64();
    }
    Fields parent = env.find("parentExcessBlobGas");
    if (parent == null) {
      return 0;
    }
    return blobs.excessAfter(
        BlockHeader.builder()
            .excessBlobGas(blobGas(parent))
            .blobGasUsed(env.find("parentBlobGasUsed", Environment::blobGas, 0L))
            .baseFeePerGas(env.find("parentBaseFee", Fields::u256, U256.ZERO))
            .build());
  }

  private static long blobGas(Fields amount) {
    long gas = amount.uint64();
    if (gas >>> 48 != 0) {
      throw amount.problem("is over 48 bits");
    }
    return gas;
  }

  /// The hashes a fixture names, else the convention of state tests: the hash of block n is the
  /// keccak256 of n in decimal.
  private static BlockHashes hashes(@Nullable Fields named) {
    if (named == null) {
      return number ->
          Keccak256.hash(Long.toUnsignedString(number).getBytes(StandardCharsets.US_ASCII));
    }
    Map<Long, Hash> known = new HashMap<>();
    named.forEach((number, hash) -> known.put(named.name(number).uint64(), hash.hash()));
    return number -> known.getOrDefault(number, Hash.ZERO);
  }

  BlockContext context(ChainRules rules) {
    return new BlockContext(
        coinbase,
        number,
        timestamp,
        gasLimit,
        random,
        baseFee,
        rules.blobs().baseFee(excessBlobGas),
        rules.chainId(),
        hashes);
  }
}
