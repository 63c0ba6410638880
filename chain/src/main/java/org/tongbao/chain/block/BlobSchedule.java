package org.tongbao.chain.block;

import java.math.BigInteger;
import org.tongbao.primitives.U256;

/// How many blobs blocks have and what blob gas costs (EIP-4844, EIP-7691, EIP-7840, EIP-7918).
///
/// @param target blobs of a block that leave the price as it is
/// @param max blobs of a block at most
/// @param updateFraction how slowly the price follows the excess
public record BlobSchedule(int target, int max, long updateFraction) {
  /// Gas of one blob.
  public static final long GAS_PER_BLOB = 1 << 17;

  /// The schedule that Osaka began with (EIP-7691).
  public static final BlobSchedule OSAKA = new BlobSchedule(6, 9, 5_007_716);

  private static final long BLOB_BASE_COST = 1 << 13;
  private static final BigInteger MAX_PRICE =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  public BlobSchedule {
    if (target < 0 || max < target || updateFraction <= 0) {
      throw new IllegalArgumentException(
          "not a blob schedule: target %d, max %d, update fraction %d"
              .formatted(target, max, updateFraction));
    }
  }

  /// Blob gas of a block at most.
  public long maxGas() {
    return max * GAS_PER_BLOB;
  }

  /// The price of a unit of blob gas in wei: `fake_exponential` of EIP-4844, at most 2^256 − 1.
  ///
  /// @param excessBlobGas unsigned
  public U256 baseFee(long excessBlobGas) {
    BigInteger excess = U256.ofUnsigned(excessBlobGas).toBigInteger();
    BigInteger fraction = BigInteger.valueOf(updateFraction);
    BigInteger limit = MAX_PRICE.multiply(fraction);
    BigInteger sum = BigInteger.ZERO;
    BigInteger term = fraction;
    for (int i = 1; term.signum() > 0 && sum.compareTo(limit) <= 0; i++) {
      sum = sum.add(term);
      term = term.multiply(excess).divide(fraction.multiply(BigInteger.valueOf(i)));
    }
    return U256.of(sum.divide(fraction).min(MAX_PRICE));
  }

  /// The excess blob gas of the block after `parent`, by the rule that keeps the price of blobs in
  /// proportion to that of execution (EIP-7918).
  public long excessAfter(BlockHeader parent) {
    long sum = Math.addExact(parent.excessBlobGas(), parent.blobGasUsed());
    long targetGas = target * GAS_PER_BLOB;
    if (sum < targetGas) {
      return 0;
    }
    BigInteger reserve =
        parent.baseFeePerGas().toBigInteger().multiply(BigInteger.valueOf(BLOB_BASE_COST));
    BigInteger price =
        baseFee(parent.excessBlobGas()).toBigInteger().multiply(BigInteger.valueOf(GAS_PER_BLOB));
    if (reserve.compareTo(price) > 0) {
      return parent.excessBlobGas() + parent.blobGasUsed() * (max - target) / max;
    }
    return sum - targetGas;
  }
}
