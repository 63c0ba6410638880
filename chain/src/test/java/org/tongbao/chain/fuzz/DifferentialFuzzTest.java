package org.tongbao.chain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.fuzz.Genesis.Allocation;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

class DifferentialFuzzTest {

  @Test
  void findsNoDifferenceFromAnvil() {
    Optional<Path> program = Anvil.program();
    assumeTrue(program.isPresent(), "skipped: no anvil on the path nor in the variable ANVIL");
    Tally tally = new Tally();
    assertThat(new Round(program.get(), 20_260_101, 2, false).run(tally)).isEmpty();
    assertThat(new Round(program.get(), 20_260_102, 1, true).run(tally)).isEmpty();
    assertThat(tally.executed()).isGreaterThan(300);
  }

  /// A run of any length: `-Dtest=DifferentialFuzzTest -Danvil=/path/to/anvil
  /// -Dfuzz.transactions=100000 -Dfuzz.seed=1`.
  @Test
  @EnabledIfSystemProperty(named = "fuzz.transactions", matches = "\\d+")
  void findsNoDifferenceInAsManyTransactionsAsAreAskedFor() {
    Optional<Path> program = Anvil.program();
    assumeTrue(program.isPresent(), "skipped: no anvil on the path nor in the variable ANVIL");
    long seed = Long.getLong("fuzz.seed", 1);
    long transactions = Long.getLong("fuzz.transactions", 0);
    assertThat(DifferentialFuzzer.run(program.get(), seed, transactions)).isTrue();
  }

  /// The interpreter has a fast path and one that is watched: both have to come to the same.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void runsTheSameWatchedAndUnwatched(long seed) {
    Chance chance = new Chance(seed);
    Setup setup = Setup.of(chance);
    LocalChain chain = new LocalChain(setup.genesis());
    TransactionGenerator generator = new TransactionGenerator(chance, setup, 100_000);
    long succeeded = 0;
    for (int number = 1; number <= 3; number++) {
      List<Transaction> transactions = generator.block(chain.state(), U256.of(7));
      BlockHeader draft = draft(number);
      LocalChain.Run unwatched = chain.run(draft, transactions, false);
      LocalChain.Run watched = chain.run(draft, transactions, true);
      assertThat(watched.results()).isEqualTo(unwatched.results());
      assertThat(watched.block().block()).isEqualTo(unwatched.block().block());
      succeeded +=
          unwatched.results().stream()
              .filter(result -> result instanceof Executed executed && executed.succeeded())
              .count();
      chain.accept(unwatched.block());
    }
    assertThat(succeeded).isGreaterThan(50);
  }

  @Test
  void shrinksReproductionsToWhatMatters() {
    Chance chance = new Chance(99);
    Setup setup = Setup.of(chance);
    Address culprit = setup.targets().getFirst();
    Allocation guilty =
        new Allocation(
            1,
            U256.ONE,
            chance.bytes(50).concat(Bytes.fromHex("0xc0ffee")).concat(chance.bytes(70)),
            Map.of());
    var allocations = new LinkedHashMap<>(setup.genesis().allocations());
    allocations.put(culprit, guilty);
    Transaction transaction =
        new TransactionGenerator(chance, setup, 1_000)
            .block(new LocalChain(setup.genesis()).state(), U256.ZERO)
            .getFirst();
    Reproduction start =
        new Reproduction(
            new Genesis(allocations),
            transaction.unsigned(),
            setup.senders().getFirst(),
            U256.ZERO);
    Reproduction smallest =
        Shrinker.shrink(
            start,
            each -> {
              Allocation allocation = each.genesis().allocations().get(culprit);
              return allocation != null && allocation.code().toHex().contains("c0ffee");
            },
            1_000);
    assertThat(smallest.genesis().allocations().get(culprit))
        .extracting(Allocation::code)
        .isEqualTo(Bytes.fromHex("0xc0ffee"));
    // The sender and the contract of block hashes stay.
    assertThat(smallest.genesis().allocations()).hasSize(3);
    assertThat(smallest.transaction().data().size()).isLessThanOrEqualTo(1);
  }

  private static BlockHeader draft(long number) {
    return BlockHeader.builder()
        .number(number)
        .gasLimit(Genesis.GAS_LIMIT)
        .timestamp(Genesis.TIMESTAMP + number)
        .baseFeePerGas(U256.of(7))
        .build();
  }
}
