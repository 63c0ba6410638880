package org.tongbao.chain.genesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.chain.pow.SealRules;
import org.tongbao.chain.pow.Target;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// The settings that make one chain of this kind differ from another. All of them are consensus:
/// the genesis block commits to them, so chains with different settings have different hashes.
///
/// @param seal the hash function of the work and our id among merge-mined chains
/// @param spacingMillis the time between blocks that the difficulty steers toward
/// @param halfLifeMillis how far off schedule the difficulty halves or doubles
/// @param difficultyFloor no block has less
/// @param zeroBaseFee whether gas is free; otherwise EIP-1559
/// @param reward new native coin for the miner of a block, in wei
/// @param halvingInterval after so many blocks the reward halves
public record ChainSpec(
    U256 chainId,
    SealRules seal,
    long spacingMillis,
    long halfLifeMillis,
    U256 difficultyFloor,
    boolean zeroBaseFee,
    U256 reward,
    long halvingInterval) {
  private static final int REWARD_BITS = 256;

  public ChainSpec {
    requirePositive("chainId", !chainId.isZero());
    requirePositive("spacing", spacingMillis > 0);
    requirePositive("half-life", halfLifeMillis > 0);
    requirePositive("difficulty floor", !difficultyFloor.isZero());
    requirePositive("halving interval", halvingInterval > 0);
  }

  private static void requirePositive(String name, boolean positive) {
    if (!positive) {
      throw new IllegalArgumentException(name + " must be above zero");
    }
  }

  /// What the miner of the block with this number may create.
  public U256 rewardAt(long number) {
    long halvings = Long.divideUnsigned(number, halvingInterval);
    return Long.compareUnsigned(halvings, REWARD_BITS) >= 0
        ? U256.ZERO
        : reward.shr((int) halvings);
  }

  /// All native coin that rewards create up to and including this block.
  public BigInteger issuedBy(long number) {
    BigInteger issued = BigInteger.ZERO;
    long left = number;
    for (long era = 0; era < REWARD_BITS && left > 0; era++) {
      long blocks = Math.min(left, era == 0 ? halvingInterval - 1 : halvingInterval);
      issued =
          issued.add(reward.shr((int) era).toBigInteger().multiply(BigInteger.valueOf(blocks)));
      left -= blocks;
    }
    return issued;
  }

  /// The same chain with another hash function for its work and the floor that suits it.
  public ChainSpec with(SealHash hash) {
    return new ChainSpec(
        chainId,
        new SealRules(hash, seal.chainId()),
        spacingMillis,
        halfLifeMillis,
        defaultFloor(hash),
        zeroBaseFee,
        reward,
        halvingInterval);
  }

  /// A floor at which one core of an ordinary machine seals a block in a few milliseconds.
  public static U256 defaultFloor(SealHash hash) {
    return switch (hash) {
      case SHA256D -> U256.of(4096);
      case SCRYPT -> U256.of(16);
    };
  }

  /// The easiest target.
  public U256 easiestTarget() {
    return Target.ofDifficulty(difficultyFloor);
  }

  /// What the genesis block carries as its mix hash: keccak256 of the RLP list of the settings that
  /// no other field of the block shows.
  public Hash commitment() {
    RlpWriter out = new RlpWriter();
    out.beginList();
    out.u256(chainId);
    out.bytes(seal.hash().settingName().getBytes(StandardCharsets.US_ASCII));
    out.uint(seal.chainId());
    out.uint(spacingMillis);
    out.uint(halfLifeMillis);
    out.u256(difficultyFloor);
    out.uint(zeroBaseFee ? 1 : 0);
    out.u256(reward);
    out.uint(halvingInterval);
    out.endList();
    return Keccak256.hash(out.toByteArray());
  }
}
