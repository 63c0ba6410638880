package org.tongbao.chain.pool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

class SelectionTest {
  private static final Address TO = DevKeys.address(8);
  private static final long GAS = 21_000;

  @TempDir Path directory;
  private Blockchain chain;

  @BeforeEach
  void open() {
    chain = Chains.open(directory);
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private static Transaction paying(int from, long nonce, long tip) {
    return UnsignedTransaction.legacy(Chains.CHAIN_ID)
        .nonce(nonce)
        .gasPrice(U256.of(tip))
        .gasLimit(GAS)
        .to(TO)
        .build()
        .sign(DevKeys.key(from));
  }

  /// What goes into a block of this gas limit when every transaction uses its limit.
  private static List<Transaction> fill(TxPool pool, U256 baseFee, long gasLimit) {
    Selection selection = pool.select(baseFee, gasLimit);
    List<Transaction> chosen = new ArrayList<>();
    long left = gasLimit;
    for (Transaction next = selection.next(left); next != null; next = selection.next(left)) {
      chosen.add(next);
      left -= next.gasLimit();
      selection.accept(next.gasLimit());
    }
    return chosen;
  }

  private static boolean isFrom(int sender, Transaction transaction) {
    return requireNonNull(transaction.sender()).equals(DevKeys.address(sender));
  }

  private TxPool pool(PoolOptions options) {
    return new TxPool(chain, options);
  }

  @Test
  void takesTheBestTipFirstAndEachSenderInOrder() {
    TxPool pool = pool(PoolOptions.DEFAULT);
    Transaction a0 = paying(0, 0, 5);
    Transaction a1 = paying(0, 1, 50);
    Transaction b0 = paying(1, 0, 20);
    Transaction b1 = paying(1, 1, 1);
    Transaction c0 = paying(2, 0, 5);
    pool.addAll(List.of(a0, a1, b0, b1, c0));
    assertThat(fill(pool, U256.ZERO, 100_000_000)).containsExactly(b0, a0, a1, c0, b1);
  }

  @Test
  void servesFreeTransactionsInOrderOfArrival() {
    TxPool pool = pool(PoolOptions.DEFAULT);
    Transaction a0 = paying(0, 0, 0);
    Transaction b0 = paying(1, 0, 0);
    Transaction c0 = paying(2, 0, 0);
    Transaction a1 = paying(0, 1, 0);
    pool.addAll(List.of(b0, a0, c0, a1));
    assertThat(fill(pool, U256.ZERO, 100_000_000)).containsExactly(b0, a0, c0, a1);
  }

  @Test
  void leavesOutWhatDoesNotPayTheBaseFee() {
    TxPool pool = pool(PoolOptions.DEFAULT);
    Transaction low = paying(0, 0, 9);
    Transaction behindLow = paying(0, 1, 100);
    Transaction high = paying(1, 0, 10);
    pool.addAll(List.of(low, behindLow, high));
    assertThat(fill(pool, U256.of(10), 100_000_000)).containsExactly(high);
  }

  @Test
  void keepsAShareForReservedSenders() {
    Address relayer = DevKeys.address(5);
    TxPool pool = pool(PoolOptions.DEFAULT.withShares(Set.of(relayer), 50, 100));
    List<Transaction> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(paying(0, i, 100));
    }
    for (int i = 0; i < 10; i++) {
      all.add(paying(5, i, 0));
    }
    pool.addAll(all);
    List<Transaction> chosen = fill(pool, U256.ZERO, 10 * GAS);
    assertThat(chosen).hasSize(10);
    assertThat(chosen.stream().filter(each -> requireNonNull(each.sender()).equals(relayer)))
        .hasSize(5);
  }

  @Test
  void letsReservedSendersUseAWholeBlock() {
    Address relayer = DevKeys.address(5);
    TxPool pool = pool(PoolOptions.DEFAULT.withShares(Set.of(relayer), 50, 10));
    List<Transaction> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(paying(5, i, 0));
    }
    pool.addAll(all);
    assertThat(fill(pool, U256.ZERO, 10 * GAS)).isEqualTo(all);
  }

  @Test
  void boundsWhatOneSenderUsesOfABlock() {
    TxPool pool = pool(PoolOptions.DEFAULT.withShares(Set.of(), 0, 20));
    List<Transaction> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(paying(0, i, 100));
      all.add(paying(1, i, 0));
    }
    pool.addAll(all);
    List<Transaction> chosen = fill(pool, U256.ZERO, 20 * GAS);
    assertThat(chosen.stream().filter(each -> isFrom(0, each))).hasSize(4);
    assertThat(chosen.stream().filter(each -> isFrom(1, each))).hasSize(4);
  }

  @Test
  void letsOneTransactionThroughThatIsLargerThanTheQuota() {
    TxPool pool = pool(PoolOptions.DEFAULT.withShares(Set.of(), 0, 20));
    Transaction large = paying(0, 0, 1);
    pool.addAll(List.of(large, paying(0, 1, 1)));
    assertThat(fill(pool, U256.ZERO, 3 * GAS)).containsExactly(large);
  }

  @Test
  void leavesASenderOutWhoseNextTransactionDoesNotFit() {
    TxPool pool = pool(PoolOptions.DEFAULT.withShares(Set.of(), 0, 100));
    Transaction large =
        UnsignedTransaction.legacy(Chains.CHAIN_ID)
            .gasPrice(U256.of(9))
            .gasLimit(100_000)
            .to(TO)
            .build()
            .sign(DevKeys.key(0));
    Transaction behind = paying(0, 1, 9);
    Transaction small = paying(1, 0, 1);
    pool.addAll(List.of(large, behind, small));
    assertThat(fill(pool, U256.ZERO, 50_000)).containsExactly(small);
  }
}
