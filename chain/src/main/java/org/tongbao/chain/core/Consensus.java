package org.tongbao.chain.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockProcessor;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.genesis.ChainSpec;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.pow.Asert;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.pow.SealFault;
import org.tongbao.chain.pow.Target;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What makes a block valid on this chain beside the execution of its transactions: header,
/// difficulty and seal. Pure functions of the blocks given.
public final class Consensus {
  private static final long MILLIS = 1000;

  private final ChainSpec spec;
  private final Asert schedule;
  private final BlockProcessor processor;

  public Consensus(Genesis genesis) {
    this.spec = genesis.spec();
    this.schedule = genesis.schedule();
    U256 chainId = spec.chainId();
    this.processor =
        new BlockProcessor(
            spec.zeroBaseFee() ? ChainRules.freeGas(chainId) : ChainRules.eip1559(chainId));
  }

  public ChainSpec spec() {
    return spec;
  }

  public BlockProcessor processor() {
    return processor;
  }

  /// The difficulty of the block after `parent`.
  public U256 difficultyAfter(BlockHeader parent) {
    U256 target = schedule.next(parent.number(), parent.timestamp() * MILLIS);
    return Target.difficultyOf(target).max(spec.difficultyFloor());
  }

  /// The header of a block after `parent` as far as it is known before execution; timestamp, gas
  /// limit and extra data may be changed.
  public BlockHeader.Builder draft(BlockHeader parent, Address coinbase, long timestamp) {
    return processor
        .headerRules()
        .draft(parent, coinbase)
        .difficulty(difficultyAfter(parent))
        .timestamp(Math.max(timestamp, parent.timestamp()));
  }

  /// What is wrong with a header as the one after `parent`, the seal aside.
  public Optional<String> headerProblem(BlockHeader header, BlockHeader parent) {
    return processor
        .headerRules()
        .problem(header, parent)
        .or(() -> difficultyProblem(header, parent))
        .or(() -> blobProblem(header));
  }

  private Optional<String> difficultyProblem(BlockHeader header, BlockHeader parent) {
    U256 due = difficultyAfter(parent);
    return header.difficulty().equals(due)
        ? Optional.empty()
        : Optional.of("difficulty %s instead of %s".formatted(header.difficulty(), due));
  }

  /// The chain has no blob network, so no block carries blobs.
  private static Optional<String> blobProblem(BlockHeader header) {
    return header.blobGasUsed() == 0
        ? Optional.empty()
        : Optional.of("blob gas used %d instead of 0".formatted(header.blobGasUsed()));
  }

  /// The rule that a seal breaks, or null when it proves the work that the header states.
  public @Nullable SealFault sealFault(BlockHeader header, AuxPow seal) {
    U256 floor = spec.difficultyFloor();
    if (header.difficulty().compareTo(floor) < 0) {
      return SealFault.NOT_ENOUGH_WORK;
    }
    return spec.seal().check(header.hash(), Target.ofDifficulty(header.difficulty()), seal);
  }
}
