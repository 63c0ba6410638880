package org.tongbao.chain.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;

/// One seed: a state, and blocks of transactions until the sides disagree.
///
/// @param traced whether traces are compared too; gas is then limited, since traces are long
record Round(Path program, long seed, int blocks, boolean traced) {

  /// What was found.
  ///
  /// @param reproduction a single transaction that shows it, as small as could be found in the
  ///   time; null when it does not show on its own
  record Finding(Difference difference, @Nullable Reproduction reproduction) {}

  /// The whole state is compared so often, and after the last block.
  private static final int STATE_EVERY = 4;

  private static final int TRACED_GAS = 60_000;
  private static final int SHRINKING_ATTEMPTS = 400;

  /// Runs the round up to the first difference.
  Optional<Finding> run(Tally tally) {
    Chance chance = new Chance(seed);
    Setup setup = Setup.of(chance);
    int maxGas = traced ? TRACED_GAS : Integer.MAX_VALUE;
    TransactionGenerator generator = new TransactionGenerator(chance, setup, maxGas);
    try (TwoChains chains = new TwoChains(program, setup.genesis(), traced, tally)) {
      for (int i = 1; i <= blocks; i++) {
        U256 baseFee = U256.of(chance.oneOf(0, 1, 7, 1_000, 1_000_000_000));
        List<Transaction> transactions = generator.block(chains.state(), baseFee);
        Optional<Difference> difference =
            chains.block(transactions, baseFee, chance.between(1, 100));
        if (difference.isEmpty() && (i % STATE_EVERY == 0 || i == blocks)) {
          difference = chains.compareState();
        }
        if (difference.isPresent()) {
          return difference.map(found -> finding(found, chains.state(), setup, baseFee));
        }
      }
      return Optional.empty();
    }
  }

  private Finding finding(Difference found, MemoryState before, Setup setup, U256 baseFee) {
    Transaction transaction = found.transaction();
    if (transaction == null) {
      return new Finding(found, null);
    }
    Address sender = Objects.requireNonNull(transaction.sender());
    PrivateKey key =
        setup.senders().stream()
            .filter(each -> each.address().equals(sender))
            .findFirst()
            .orElseThrow();
    Reproduction alone = Reproduction.of(before, transaction.unsigned(), key, baseFee);
    boolean shows = alone.run(program).isPresent();
    return new Finding(
        found,
        shows
            ? Shrinker.shrink(alone, each -> each.run(program).isPresent(), SHRINKING_ATTEMPTS)
            : null);
  }
}
