package org.tongbao.chain.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.chain.block.TestChain.ALICE;
import static org.tongbao.chain.block.TestChain.BOB;
import static org.tongbao.chain.block.TestChain.CHAIN_ID;
import static org.tongbao.chain.block.TestChain.CONTRACT;
import static org.tongbao.chain.block.TestChain.HISTORY;
import static org.tongbao.chain.block.TestChain.MINER;
import static org.tongbao.chain.block.TestChain.call;
import static org.tongbao.chain.block.TestChain.transfer;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tongbao.chain.block.BlockVerdict.Invalid;
import org.tongbao.chain.block.BlockVerdict.Valid;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.block.TransactionResult.Reason;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionBuilder;
import org.tongbao.primitives.tx.UnsignedTransaction;

class BlockProcessorTest {
  private static final U256 REWARD = U256.of(5_000_000);

  private final TestChain chain = new TestChain(ChainRules.eip1559(CHAIN_ID));

  @Test
  void aBlockThatWasBuiltIsValidAndHasTheSameEffects() {
    BlockResult built = chain.build(REWARD, call(0), transfer(5), call(1));
    BlockVerdict verdict = chain.processor.verify(built.block(), chain.parent(), REWARD);
    assertThat(verdict).isInstanceOf(Valid.class);
    BlockResult verified = ((Valid) verdict).result();
    assertThat(verified.block()).isEqualTo(built.block());
    assertThat(verified.changes()).isEqualTo(built.changes());
    assertThat(chain.state().with(built.changes()).root())
        .isEqualTo(built.block().header().stateRoot());
  }

  @Test
  void receiptsAndHeaderSayWhatHappened() {
    BlockResult result = chain.build(REWARD, call(0), transfer(5));
    Receipt first = result.receipts().get(0);
    Receipt second = result.receipts().get(1);
    Log log = new Log(CONTRACT, TestChain.topics(9), Bytes.EMPTY);
    // 21,000 + SSTORE 22,100 + LOG1 750 + six pushes at 3 or 2
    assertThat(first)
        .isEqualTo(Receipt.of(2, true, 43_863, List.of(log)))
        .matches(receipt -> receipt.bloom().mayContain(CONTRACT));
    assertThat(second).isEqualTo(Receipt.of(0, true, 64_863, List.of()));
    BlockHeader header = result.block().header();
    assertThat(header.gasUsed()).isEqualTo(64_863);
    assertThat(header.logsBloom()).isEqualTo(first.bloom());
    assertThat(result.executions().get(0).effectiveGasPrice())
        .isEqualTo(header.baseFeePerGas().add(U256.of(1_000_000)));
  }

  @Test
  void theMinerGetsTheTipsAndTheRewardAndTheBaseFeeIsBurnt() {
    BlockResult result = chain.build(REWARD, call(0));
    U256 tips = U256.of(43_863).mul(U256.of(1_000_000));
    chain.append(result);
    assertThat(chain.account(MINER).balance()).isEqualTo(REWARD.add(tips));
    U256 paid = U256.of(43_863).mul(result.executions().getFirst().effectiveGasPrice());
    assertThat(chain.account(ALICE.address()).balance())
        .isEqualTo(U256.of(1_000_000_000_000_000_000L).sub(paid));
  }

  @Test
  void theHistoryContractKnowsTheParentOfEveryBlock() {
    for (int number = 1; number <= 3; number++) {
      Hash parent = chain.head().hash();
      chain.append(chain.build(U256.ZERO));
      assertThat(chain.state().storage(HISTORY, U256.of(number - 1))).isEqualTo(parent.toU256());
    }
    assertThat(chain.state().accounts()).doesNotContainKey(MINER);
    assertThat(chain.account(HISTORY).nonce()).isEqualTo(1);
  }

  @Test
  void aRefusedTransactionLeavesTheBlockAsItWas() {
    BlockExecution execution = chain.processor.begin(chain.draft().build(), chain.parent());
    assertThat(execution.add(call(0))).isInstanceOf(Executed.class);
    long gasLeft = execution.gasLeft();
    assertThat(execution.add(call(0)))
        .isEqualTo(
            new Refused(Reason.NONCE_TOO_LOW, "nonce 0 of " + ALICE.address() + " where 1 is due"));
    assertThat(execution.add(call(7)).toString()).contains("NONCE_TOO_HIGH");
    assertThat(execution.gasLeft()).isEqualTo(gasLeft);
    assertThat(execution.finish(REWARD).block()).isEqualTo(chain.build(REWARD, call(0)).block());
  }

  private record Refusal(String name, Reason reason, Transaction transaction) {
    Refusal(String name, Reason reason, TransactionBuilder transaction) {
      this(name, reason, transaction.sign(BOB));
    }
  }

  @TestFactory
  Stream<DynamicTest> namesWhyATransactionDoesNotFit() {
    Hash blob = Hash.fromHex("0x01" + "00".repeat(31));
    return Stream.of(
            new Refusal("nonce", Reason.NONCE_TOO_HIGH, transfer(6)),
            new Refusal("old nonce", Reason.NONCE_TOO_LOW, transfer(4)),
            new Refusal("cap", Reason.GAS_LIMIT_ABOVE_CAP, legacy().gasLimit((1 << 24) + 1)),
            new Refusal(
                "negative", Reason.GAS_LIMIT_ABOVE_CAP, legacy().gasPrice(U256.ZERO).gasLimit(-1)),
            new Refusal(
                "price", Reason.MAX_FEE_BELOW_BASE_FEE, legacy().gasPrice(U256.of(999_999))),
            new Refusal(
                "funds",
                Reason.INSUFFICIENT_FUNDS,
                legacy().value(U256.of(1_000_000_000_000_000_000L))),
            new Refusal("intrinsic gas", Reason.MALFORMED, legacy().gasLimit(20_999)),
            new Refusal(
                "chain",
                Reason.MALFORMED,
                UnsignedTransaction.legacy(U256.ONE).gasLimit(21_000).to(MINER).sign(BOB)),
            new Refusal("blobs", Reason.TOO_MANY_BLOBS, blobs(blob, 7, 1)),
            new Refusal("blob gas", Reason.BLOB_GAS_ABOVE_BLOCK, blobs(blob, 10, 1)),
            new Refusal("blob fee", Reason.MAX_BLOB_FEE_BELOW_BASE_FEE, blobs(blob, 1, 0)))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(),
                    () -> {
                      BlockExecution block =
                          chain.processor.begin(chain.draft().build(), chain.parent());
                      assertThat(block.add(row.transaction()))
                          .isInstanceOfSatisfying(
                              Refused.class,
                              refused -> assertThat(refused.reason()).isEqualTo(row.reason()));
                    }));
  }

  private static Transaction blobs(Hash hash, int count, long price) {
    return UnsignedTransaction.blob(CHAIN_ID)
        .nonce(5)
        .maxFeePerGas(U256.of(2_000_000_000))
        .gasLimit(21_000)
        .to(MINER)
        .maxFeePerBlobGas(U256.of(price))
        .blobVersionedHashes(Stream.generate(() -> hash).limit(count).toList())
        .sign(BOB);
  }

  @Test
  void gasLimitsOfAllTransactionsMustFitTheBlock() {
    BlockHeader tight = chain.draft().gasLimit(100_000 + 20_999).build();
    BlockExecution execution = chain.processor.begin(tight, chain.parent());
    // Before it is executed a transaction needs its whole limit, afterwards what it used.
    assertThat(execution.add(call(0))).isInstanceOf(Executed.class);
    assertThat(execution.gasLeft()).isEqualTo(77_136);
    assertThat(execution.add(call(1)).toString()).contains("GAS_LIMIT_ABOVE_BLOCK");
    assertThat(execution.add(transfer(5))).isInstanceOf(Executed.class);
  }

  private record Forgery(String problem, UnaryOperator<BlockHeader.Builder> edit) {}

  @TestFactory
  Stream<DynamicTest> everyFieldOfAHeaderIsChecked() {
    Hash other = Hash.fromHex("0x" + "33".repeat(32));
    chain.append(chain.build(REWARD, transfer(5)));
    BlockResult built = chain.build(REWARD, call(0));
    return Stream.of(
            new Forgery("parent hash", header -> header.parentHash(other)),
            new Forgery("ommers hash", header -> header.ommersHash(other)),
            new Forgery("state root", header -> header.coinbase(ALICE.address())),
            new Forgery("state root", header -> header.stateRoot(other)),
            new Forgery("transactions root", header -> header.transactionsRoot(other)),
            new Forgery("receipts root", header -> header.receiptsRoot(other)),
            new Forgery("logs bloom", header -> header.logsBloom(Bloom.EMPTY)),
            new Forgery("number", header -> header.number(3)),
            new Forgery("gas limit", header -> header.gasLimit(60_000_000 + 60_000)),
            new Forgery("gas limit", header -> header.gasLimit(-1)),
            new Forgery("gas used 43864 instead of 43863", header -> header.gasUsed(43_864)),
            new Forgery("gas used", header -> header.gasUsed(-1)),
            new Forgery("timestamp", header -> header.timestamp(1)),
            new Forgery("extra data", header -> header.extraData(Bytes.wrap(new byte[33]))),
            new Forgery("mix hash", header -> header.mixHash(other)),
            new Forgery("nonce", header -> header.nonce(Bytes.fromHex("0x0000000000000001"))),
            new Forgery("base fee", header -> header.baseFeePerGas(U256.ONE)),
            new Forgery("withdrawals root", header -> header.withdrawalsRoot(other)),
            new Forgery("blob gas used", header -> header.blobGasUsed(1 << 17)),
            new Forgery("excess blob gas", header -> header.excessBlobGas(1)),
            new Forgery("beacon root", header -> header.parentBeaconBlockRoot(other)),
            new Forgery("requests hash", header -> header.requestsHash(other)))
        .map(
            forgery ->
                DynamicTest.dynamicTest(
                    forgery.problem(),
                    () -> {
                      BlockHeader forged =
                          forgery.edit().apply(built.block().header().toBuilder()).build();
                      Block block = new Block(forged, built.block().transactions());
                      assertThat(chain.processor.verify(block, chain.parent(), REWARD))
                          .isInstanceOfSatisfying(
                              Invalid.class,
                              invalid -> assertThat(invalid.problem()).contains(forgery.problem()));
                    }));
  }

  @Test
  void anotherRewardOrOtherTransactionsAreNotTheBlock() {
    Block block = chain.build(REWARD, call(0), call(1)).block();
    assertThat(chain.processor.verify(block, chain.parent(), U256.ZERO))
        .isInstanceOf(Invalid.class);
    Block fewer = new Block(block.header(), block.transactions().subList(0, 1));
    assertThat(chain.processor.verify(fewer, chain.parent(), REWARD)).isInstanceOf(Invalid.class);
    Block wrongOrder = new Block(block.header(), block.transactions().reversed());
    assertThat(chain.processor.verify(wrongOrder, chain.parent(), REWARD).toString())
        .contains("transaction 0, " + call(1).hash() + ": nonce 1 of");
  }

  @Test
  void aBlockOfMoreThanEightMebibytesIsInvalid() {
    Transaction big =
        legacy().data(Bytes.wrap(new byte[8 * 1024 * 1024])).gasLimit(1 << 24).sign(BOB);
    Block block = new Block(chain.draft().build(), List.of(big));
    assertThat(chain.processor.verify(block, chain.parent(), REWARD).toString())
        .contains("a block of 8389")
        .contains("bytes, over 8388608");
  }

  @Test
  void gasIsFreeWhenTheChainSaysSo() {
    TestChain free = new TestChain(ChainRules.freeGas(CHAIN_ID));
    Transaction unpaid = legacy().gasPrice(U256.ZERO).value(U256.ZERO).sign(BOB);
    free.append(free.build(U256.ZERO, unpaid));
    assertThat(free.head().baseFeePerGas()).isEqualTo(U256.ZERO);
    assertThat(free.account(BOB.address()).nonce()).isEqualTo(6);
    assertThat(free.state().accounts()).doesNotContainKey(MINER);
  }

  @Test
  void aBlockSurvivesItsEncoding() {
    Block block = chain.build(REWARD, call(0), transfer(5)).block();
    assertThat(Block.decode(block.encoded())).isEqualTo(block);
  }

  @Test
  void aSimulatedCallNeedsNeitherNonceNorSignatureNorFee() {
    BlockExecution block = chain.processor.begin(chain.draft().build(), chain.parent());
    TransactionProcessor processor =
        new TransactionProcessor(
            chain.rules,
            block.world(),
            BlockExecution.context(chain.rules, chain.draft().build(), chain.parent()),
            Tracer.NONE);
    Address stranger = Address.fromHex("0x" + "77".repeat(20));
    UnsignedTransaction call =
        UnsignedTransaction.feeMarket(CHAIN_ID).gasLimit(200_000_000).to(CONTRACT).build();
    assertThat(processor.simulate(stranger, call))
        .isInstanceOfSatisfying(
            Executed.class,
            executed -> {
              assertThat(executed.gasUsed()).isEqualTo(43_863);
              assertThat(executed.receipt().logs()).hasSize(1);
            });
    assertThat(processor.simulate(stranger, legacy().build()).toString())
        .contains("INSUFFICIENT_FUNDS");
    assertThat(processor.simulate(ALICE.address(), legacy().gasLimit(20_000).build()).toString())
        .contains("gas limit 20000 is not from 21000 to 2^63 - 1");
    assertThat(processor.simulate(MINER, legacy().gasLimit(-1).build()).toString())
        .contains("gas limit 18446744073709551615 is not from 21000");
    assertThat(
            processor
                .simulate(BOB.address(), legacy().gasPrice(U256.of(999_999)).build())
                .toString())
        .contains("MAX_FEE_BELOW_BASE_FEE");
    UnsignedTransaction freeBlobs = blobs(Hash.fromHex("0x01" + "00".repeat(31)), 2, 0).unsigned();
    assertThat(processor.simulate(BOB.address(), freeBlobs)).isInstanceOf(Executed.class);
  }

  private static TransactionBuilder legacy() {
    return UnsignedTransaction.legacy(CHAIN_ID)
        .nonce(5)
        .gasPrice(U256.of(3_000_000_000L))
        .gasLimit(21_000)
        .to(MINER)
        .value(U256.ONE);
  }
}
