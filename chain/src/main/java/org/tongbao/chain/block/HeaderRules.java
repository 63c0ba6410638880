package org.tongbao.chain.block;

import java.util.Objects;
import java.util.Optional;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

/// What a header must be given its parent, proof of work and difficulty aside.
///
/// @param rules the settings of the chain
public record HeaderRules(ChainRules rules) {
  /// Longest extra data (Yellow Paper §4.3.4).
  public static final int MAX_EXTRA_DATA = 32;

  /// The lowest gas limit of a block.
  public static final long MIN_GAS_LIMIT = 5_000;

  /// A gas limit differs from the parent's by less than this part of it.
  private static final long GAS_LIMIT_DIVISOR = 1024;

  /// A header for the block after `parent` as far as the parent decides it. Timestamp, extra data
  /// and difficulty are to be added; the gas limit is the parent's until it is changed.
  public BlockHeader.Builder draft(BlockHeader parent, Address coinbase) {
    return BlockHeader.builder()
        .parentHash(parent.hash())
        .number(parent.number() + 1)
        .coinbase(coinbase)
        .gasLimit(parent.gasLimit())
        .mixHash(mixHash(parent))
        .baseFeePerGas(rules.baseFee().after(parent))
        .excessBlobGas(rules.blobs().excessAfter(parent));
  }

  /// What PREVRANDAO gives in the block after `parent`: keccak256(parent hash ‖ parent mixHash). It
  /// does not depend on a seal, of which a block can have several.
  public static Hash mixHash(BlockHeader parent) {
    byte[] both = new byte[2 * Hash.SIZE];
    parent.hash().writeTo(both, 0);
    parent.mixHash().writeTo(both, Hash.SIZE);
    return Keccak256.hash(both);
  }

  /// What is wrong with `header` as the one after `parent`, naming what was expected and what was
  /// found.
  public Optional<String> problem(BlockHeader header, BlockHeader parent) {
    BlockHeader due = draft(parent, header.coinbase()).build();
    return differs("parent hash", due.parentHash(), header.parentHash())
        .or(() -> differs("number", due.number(), header.number()))
        .or(() -> differs("mix hash", due.mixHash(), header.mixHash()))
        .or(() -> differs("base fee", due.baseFeePerGas(), header.baseFeePerGas()))
        .or(() -> differs("excess blob gas", due.excessBlobGas(), header.excessBlobGas()))
        .or(() -> differs("ommers hash", due.ommersHash(), header.ommersHash()))
        .or(() -> differs("nonce", due.nonce(), header.nonce()))
        .or(() -> differs("withdrawals root", due.withdrawalsRoot(), header.withdrawalsRoot()))
        .or(() -> differs("beacon root", Hash.ZERO, header.parentBeaconBlockRoot()))
        .or(() -> differs("requests hash", due.requestsHash(), header.requestsHash()))
        .or(() -> boundsProblem(header, parent));
  }

  private Optional<String> boundsProblem(BlockHeader header, BlockHeader parent) {
    if (Long.compareUnsigned(header.timestamp(), parent.timestamp()) < 0) {
      return Optional.of(
          "timestamp %s is before the parent's %s"
              .formatted(
                  Long.toUnsignedString(header.timestamp()),
                  Long.toUnsignedString(parent.timestamp())));
    }
    if (header.extraData().size() > MAX_EXTRA_DATA) {
      return Optional.of("extra data of " + header.extraData().size() + " bytes, over 32");
    }
    if (Long.compareUnsigned(header.gasUsed(), header.gasLimit()) > 0) {
      return Optional.of(
          "gas used %s is above the gas limit %s"
              .formatted(
                  Long.toUnsignedString(header.gasUsed()),
                  Long.toUnsignedString(header.gasLimit())));
    }
    return gasLimitProblem(header.gasLimit(), parent.gasLimit());
  }

  private static Optional<String> gasLimitProblem(long gasLimit, long parentGasLimit) {
    long bound = parentGasLimit / GAS_LIMIT_DIVISOR;
    boolean good =
        gasLimit >= MIN_GAS_LIMIT
            && (gasLimit == parentGasLimit || Math.abs(gasLimit - parentGasLimit) < bound);
    return good
        ? Optional.empty()
        : Optional.of(
            "gas limit %s does not follow %d"
                .formatted(Long.toUnsignedString(gasLimit), parentGasLimit));
  }

  static Optional<String> differs(String name, Object expected, Object found) {
    return Objects.equals(expected, found)
        ? Optional.empty()
        : Optional.of("%s %s instead of %s".formatted(name, found, expected));
  }
}
