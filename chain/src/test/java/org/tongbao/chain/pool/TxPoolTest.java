package org.tongbao.chain.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.BlockFactory;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.genesis.GenesisAccount;
import org.tongbao.chain.pool.PoolResult.Added;
import org.tongbao.chain.pool.PoolResult.Refused;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionBuilder;
import org.tongbao.primitives.tx.UnsignedTransaction;

class TxPoolTest {
  private static final Address TO = DevKeys.address(8);
  private static final U256 GWEI = U256.of(1_000_000_000);

  @TempDir Path directory;
  private Blockchain chain;
  private BlockFactory factory;
  private TxPool pool;

  @BeforeEach
  void open() {
    chain = Chains.open(directory);
    factory = new BlockFactory(Chains.genesis());
    pool = new TxPool(chain, PoolOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private static TransactionBuilder legacy(long nonce) {
    return UnsignedTransaction.legacy(Chains.CHAIN_ID)
        .nonce(nonce)
        .gasPrice(U256.ZERO)
        .gasLimit(21_000)
        .to(TO);
  }

  private static TransactionBuilder paying(long nonce, U256 gasPrice) {
    return legacy(nonce).gasPrice(gasPrice);
  }

  private static Transaction signed(TransactionBuilder builder) {
    return Transaction.decode(builder.sign(DevKeys.key(0)).encoded());
  }

  private @Nullable PoolRefusal refusal(Transaction transaction) {
    return pool.add(transaction) instanceof Refused refused ? refused.refusal() : null;
  }

  @Test
  void refusesWhatNoBlockCouldHold() {
    Transaction blob =
        UnsignedTransaction.blob(Chains.CHAIN_ID)
            .nonce(0)
            .maxFeePerGas(GWEI)
            .gasLimit(21_000)
            .to(TO)
            .maxFeePerBlobGas(GWEI)
            .blobVersionedHashes(List.of(Hash.fromHex("0x01" + "00".repeat(31))))
            .sign(DevKeys.key(0));
    assertThat(refusal(blob)).isEqualTo(PoolRefusal.BLOBS_NOT_SUPPORTED);
    assertThat(refusal(signed(UnsignedTransaction.legacy(U256.of(1)).gasLimit(21_000).to(TO))))
        .isEqualTo(PoolRefusal.WRONG_CHAIN);
    assertThat(refusal(signed(UnsignedTransaction.legacyWithoutChainId().gasLimit(21_000).to(TO))))
        .isEqualTo(PoolRefusal.UNPROTECTED);
    assertThat(refusal(signed(legacy(0).gasLimit(20_999)))).isEqualTo(PoolRefusal.INTRINSIC_GAS);
    assertThat(refusal(signed(legacy(0).gasLimit((1 << 24) + 1))))
        .isEqualTo(PoolRefusal.GAS_ABOVE_CAP);
    assertThat(refusal(signed(legacy(0).gasLimit(16_000_000).data(Bytes.wrap(new byte[140_000])))))
        .isEqualTo(PoolRefusal.TOO_LARGE);
    assertThat(refusal(signed(legacy(-1)))).isEqualTo(PoolRefusal.MALFORMED);
    assertThat(pool.executableCount() + pool.queuedCount()).isZero();
  }

  @Test
  void refusesWhatTheAccountCannotPay() {
    U256 tenThousand = U256.of(new BigInteger("10000000000000000000000"));
    assertThat(refusal(signed(legacy(0).value(tenThousand.add(U256.ONE)))))
        .isEqualTo(PoolRefusal.INSUFFICIENT_FUNDS);
    assertThat(refusal(signed(legacy(0).value(tenThousand)))).isNull();
    assertThat(refusal(signed(legacy(1).value(U256.ONE))))
        .as("what waits already counts")
        .isEqualTo(PoolRefusal.INSUFFICIENT_FUNDS);
    Transaction stranger = legacy(0).value(U256.ONE).sign(PrivateKey.of(Hash.EMPTY_KECCAK));
    assertThat(refusal(stranger)).isEqualTo(PoolRefusal.INSUFFICIENT_FUNDS);
  }

  @Test
  void refusesAMinimumFeeNotPaid() {
    PoolOptions options =
        new PoolOptions(10, 1 << 20, 10, 10, GWEI, true, Duration.ofHours(1), Set.of(), 0, 100);
    TxPool dear = new TxPool(chain, options);
    assertThat(dear.add(signed(paying(0, GWEI.sub(U256.ONE)))))
        .isInstanceOfSatisfying(
            Refused.class, each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.UNDERPRICED));
    assertThat(dear.add(signed(paying(0, GWEI)))).isInstanceOf(Added.class);
    assertThat(
            dear.add(
                signed(
                    UnsignedTransaction.legacyWithoutChainId()
                        .nonce(1)
                        .gasPrice(GWEI)
                        .gasLimit(21_000)
                        .to(TO))))
        .as("unprotected ones where they are accepted")
        .isInstanceOf(Added.class);
  }

  @Test
  void keepsNonceOrder() {
    assertThat(pool.add(signed(legacy(1)))).isEqualTo(new Added(false, null));
    assertThat(pool.nextNonce(DevKeys.address(0))).isZero();
    assertThat(pool.executableCount()).isZero();
    assertThat(pool.queuedCount()).isEqualTo(1);
    assertThat(pool.add(signed(legacy(0)))).isEqualTo(new Added(true, null));
    assertThat(pool.nextNonce(DevKeys.address(0))).isEqualTo(2);
    assertThat(pool.executableCount()).isEqualTo(2);
    assertThat(pool.content(null).executable().get(DevKeys.address(0)))
        .extracting(Transaction::nonce)
        .containsExactly(0L, 1L);
    assertThat(refusal(signed(legacy(0)))).isEqualTo(PoolRefusal.ALREADY_KNOWN);
  }

  @Test
  void replacesForATenthMore() {
    Transaction first = signed(paying(0, U256.of(1000)));
    pool.add(first);
    assertThat(refusal(signed(paying(0, U256.of(1099)))))
        .isEqualTo(PoolRefusal.REPLACEMENT_UNDERPRICED);
    Transaction second = signed(paying(0, U256.of(1100)));
    assertThat(pool.add(second)).isEqualTo(new Added(true, first.hash()));
    assertThat(pool.find(first.hash())).isNull();
    assertThat(pool.executableCount()).isEqualTo(1);
    Transaction free = signed(paying(1, U256.ZERO));
    pool.add(free);
    assertThat(refusal(signed(paying(1, U256.ZERO).value(U256.ONE))))
        .as("free does not replace free")
        .isEqualTo(PoolRefusal.REPLACEMENT_UNDERPRICED);
    assertThat(pool.add(signed(paying(1, U256.ONE)))).isEqualTo(new Added(true, free.hash()));
  }

  @Test
  void boundsSenderGapAndWhole() {
    TxPool small = new TxPool(chain, PoolOptions.DEFAULT.withLimits(6, 4, 2));
    assertThat(small.add(signed(legacy(4))))
        .isInstanceOfSatisfying(
            Refused.class, each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.NONCE_GAP));
    assertThat(small.add(signed(legacy(2)))).isInstanceOf(Added.class);
    assertThat(small.add(signed(legacy(3)))).isInstanceOf(Added.class);
    assertThat(small.add(signed(legacy(1))))
        .as("two are queued already")
        .isInstanceOfSatisfying(
            Refused.class, each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.NONCE_GAP));
    assertThat(small.add(signed(legacy(0)))).isInstanceOf(Added.class);
    assertThat(small.add(signed(legacy(1)))).isInstanceOf(Added.class);
    assertThat(small.add(signed(legacy(4))))
        .isInstanceOfSatisfying(
            Refused.class, each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.SENDER_FULL));
    small.add(Chains.payment(1, 0, TO, 1));
    small.add(Chains.payment(2, 0, TO, 1));
    assertThat(small.add(Chains.payment(3, 0, TO, 1)))
        .isInstanceOfSatisfying(
            Refused.class, each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.POOL_FULL));
    Transaction paid = paying(0, GWEI).sign(DevKeys.key(3));
    assertThat(small.add(paid)).as("who pays more gets in").isInstanceOf(Added.class);
    assertThat(small.executableCount() + small.queuedCount()).isEqualTo(6);
    assertThat(small.find(paid.hash())).isNotNull();
  }

  @Test
  void refusesContractsAsSendersButNotDelegatedAccounts() {
    Genesis plain = Chains.genesis();
    Bytes delegation = Bytes.fromHex("0xef0100" + "11".repeat(20));
    List<GenesisAccount> accounts =
        List.of(
            new GenesisAccount(DevKeys.address(0), 0, GWEI, Bytes.fromHex("0x00"), Map.of()),
            new GenesisAccount(DevKeys.address(1), 0, GWEI, delegation, Map.of()));
    Genesis genesis =
        new Genesis(
            plain.spec(),
            plain.difficulty(),
            plain.gasLimit(),
            plain.timestamp(),
            plain.extraData(),
            plain.coinbase(),
            plain.baseFeePerGas(),
            accounts);
    Path other = directory.resolve("contracts");
    try (Blockchain coded = Blockchain.open(other, genesis, Chains.STORE, Chains.CLOCK)) {
      TxPool strict = new TxPool(coded, PoolOptions.DEFAULT);
      assertThat(strict.add(Chains.payment(0, 0, TO, 1)))
          .isInstanceOfSatisfying(
              Refused.class,
              each -> assertThat(each.refusal()).isEqualTo(PoolRefusal.SENDER_HAS_CODE));
      assertThat(strict.add(Chains.payment(1, 0, TO, 1))).isEqualTo(new Added(true, null));
    }
  }

  @Test
  void forgetsWhatIsMinedAndKeepsTheRest() {
    List<Transaction> mine = new ArrayList<>();
    for (int nonce = 0; nonce < 5; nonce++) {
      mine.add(Chains.payment(0, nonce, TO, 1));
    }
    pool.addAll(mine);
    SealedBlock block =
        factory.after(factory.genesis(), TO, Chains.start(), List.of(mine.get(0), mine.get(1)));
    chain.importBlock(block);
    assertThat(pool.find(mine.get(0).hash())).isNull();
    assertThat(pool.executableCount()).isEqualTo(3);
    assertThat(pool.nextNonce(DevKeys.address(0))).isEqualTo(5);
    assertThat(refusal(mine.get(0))).isEqualTo(PoolRefusal.NONCE_TOO_LOW);
  }

  @Test
  void dropsTheLoserOfANonceThatWasMinedElsewhere() {
    Transaction here = Chains.payment(0, 0, TO, 1);
    Transaction elsewhere = Chains.payment(0, 0, TO, 2);
    pool.add(here);
    chain.importBlock(factory.after(factory.genesis(), TO, Chains.start(), List.of(elsewhere)));
    assertThat(pool.find(here.hash())).isNull();
    assertThat(pool.executableCount()).isZero();
  }

  @Test
  void takesBackWhatAReorganisationRemoved() {
    Transaction lost = Chains.payment(0, 0, TO, 1);
    Transaction inBoth = Chains.payment(1, 0, TO, 1);
    Transaction waiting = Chains.payment(0, 1, TO, 1);
    SealedBlock mine =
        factory.after(factory.genesis(), TO, Chains.start() + 1, List.of(lost, inBoth));
    chain.importBlock(mine);
    pool.add(waiting);
    assertThat(pool.executableCount()).isEqualTo(1);
    SealedBlock one =
        factory.after(factory.genesis(), DevKeys.address(1), Chains.start() + 1, List.of(inBoth));
    BlockHeader parent = one.block().header();
    SealedBlock two = factory.after(parent, TO, parent.timestamp(), List.of());
    chain.importBlock(one);
    chain.importBlock(two);
    assertThat(chain.head().header()).isEqualTo(two.block().header());
    assertThat(pool.find(lost.hash())).isEqualTo(lost);
    assertThat(pool.find(inBoth.hash())).isNull();
    assertThat(pool.content(null).executable().get(DevKeys.address(0)))
        .containsExactly(lost, waiting);
  }

  @Test
  void verifiesEachSignatureOfABatch() {
    List<Transaction> batch = new ArrayList<>();
    for (int nonce = 0; nonce < 20; nonce++) {
      batch.add(signed(legacy(nonce)));
    }
    byte[] forged = batch.get(7).encoded().toArray();
    forged[forged.length - 1] ^= 1;
    batch.set(7, Transaction.decode(Bytes.wrap(forged)));
    List<PoolResult> results = pool.addAll(batch);
    assertThat(results).hasSize(20);
    assertThat(pool.nextNonce(DevKeys.address(0))).isEqualTo(7);
    assertThat(results.subList(0, 7)).allMatch(each -> each.equals(new Added(true, null)));
    assertThat(pool.content(DevKeys.address(0)).executable().get(DevKeys.address(0))).hasSize(7);
  }

  @Test
  void dropsAndLooksAtTheSenderAgain() {
    Transaction invalid = signed(legacy(0));
    pool.addAll(List.of(invalid, signed(legacy(1))));
    pool.drop(List.of(invalid));
    assertThat(pool.executableCount()).isZero();
    assertThat(pool.queuedCount()).isEqualTo(1);
    assertThat(pool.nextNonce(DevKeys.address(0))).isZero();
  }
}
