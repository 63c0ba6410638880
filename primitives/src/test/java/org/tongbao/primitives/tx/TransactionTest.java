package org.tongbao.primitives.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

class TransactionTest {
  private static final U256 CHAIN_ID = U256.of(1337);
  private static final PrivateKey KEY = PrivateKey.fromHex("0x" + "11".repeat(32));
  private static final Address BOB = Address.fromHex("0x" + "b0".repeat(20));
  private static final Hash BLOB = Hash.fromHex("0x01" + "00".repeat(31));
  private static final Authorization CONSENT =
      Authorization.sign(CHAIN_ID, BOB, 7, PrivateKey.fromHex("0x" + "22".repeat(32)));

  /// The example of EIP-155.
  @Test
  void signsAsTheExampleOfEip155() {
    Transaction tx =
        UnsignedTransaction.legacy(U256.ONE)
            .nonce(9)
            .gasPrice(U256.of(20_000_000_000L))
            .gasLimit(21_000)
            .to(Address.fromHex("0x3535353535353535353535353535353535353535"))
            .value(U256.of(1_000_000_000_000_000_000L))
            .sign(PrivateKey.fromHex("0x" + "46".repeat(32)));
    assertThat(tx.signingHash().toHex())
        .isEqualTo("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    assertThat(((LegacyTransaction) tx).v()).isEqualTo(U256.of(37));
    assertThat(tx.encoded().toHex())
        .isEqualTo(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
                + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f"
                + "761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void readsEachTypeInsideABlockBody(int type) {
    Transaction tx = aTransaction(type).sign(KEY);
    RlpWriter body = new RlpWriter().beginList();
    if (type == 0) {
      body.raw(tx.encoded());
    } else {
      body.bytes(tx.encoded());
    }
    RlpReader items = RlpReader.of(body.uint(5).endList().toBytes()).list();
    Transaction read = Transaction.decode(items);
    assertThat(read).isEqualTo(tx).hasSameHashCodeAs(tx);
    assertThat(read.getClass()).isEqualTo(tx.getClass());
    assertThat(read.encoded()).isEqualTo(tx.encoded());
    assertThat(read.hash()).isEqualTo(tx.encoded().keccak256());
    assertThat(items.uint64()).isEqualTo(5);
    TransactionRules.check(read, CHAIN_ID);
  }

  @Test
  void anAuthorisationNamesItsAuthority() {
    assertThat(CONSENT.authority()).isEqualTo(PrivateKey.fromHex("0x" + "22".repeat(32)).address());
    Signature signature = CONSENT.signature();
    U256 highS = Secp256k1.ORDER.sub(signature.s());
    Signature malleated = new Signature(signature.r(), highS, 1 - signature.yParity());
    assertThat(new Authorization(CHAIN_ID, BOB, 7, malleated).authority()).isNull();
    Signature badParity = new Signature(signature.r(), signature.s(), 2);
    assertThat(new Authorization(CHAIN_ID, BOB, 7, badParity).authority()).isNull();
  }

  /// An authorisation may be invalid, as long as its fields fit (EIP-7702).
  @Test
  void carriesInvalidAuthorisations() {
    Authorization hopeless =
        new Authorization(U256.MAX, BOB, -1, new Signature(U256.MAX, U256.MAX, 255));
    Transaction tx = aTransaction(4).authorizationList(List.of(hopeless)).sign(KEY);
    Transaction read = Transaction.decode(tx.encoded());
    assertThat(read.authorizationList()).containsExactly(hopeless);
    assertThat(read.authorizationList().getFirst().authority()).isNull();
    TransactionRules.check(read, CHAIN_ID);
  }

  @Test
  void manyThreadsSeeOneSender() throws Exception {
    Transaction tx = Transaction.decode(aTransaction(2).sign(KEY).encoded());
    Callable<Address> ask = tx::sender;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(ask).get();
      assertThat(first).isEqualTo(KEY.address());
      for (var answer : threads.invokeAll(java.util.Collections.nCopies(50, ask))) {
        assertThat(answer.get()).isSameAs(first);
      }
    }
  }

  @Test
  void refusesABlobTransactionInItsNetworkForm() {
    Bytes encoded = aTransaction(3).sign(KEY).encoded();
    RlpWriter network = new RlpWriter().raw(new byte[] {3}).beginList();
    network.raw(encoded.slice(1, encoded.size() - 1));
    network.beginList().endList().beginList().endList().beginList().endList().endList();
    refuses(TransactionError.SIDECAR_NOT_ACCEPTED, () -> Transaction.decode(network.toBytes()));
  }

  @Test
  void refusesWhatIsNoTransaction() {
    refuses(TransactionError.MALFORMED, () -> Transaction.decode(Bytes.EMPTY));
    refuses(TransactionError.TYPE_NOT_SUPPORTED, () -> Transaction.decode(Bytes.fromHex("0x00c0")));
    refuses(TransactionError.TYPE_NOT_SUPPORTED, () -> Transaction.decode(Bytes.fromHex("0x05c0")));
    refuses(TransactionError.TYPE_NOT_SUPPORTED, () -> Transaction.decode(Bytes.fromHex("0x80")));
    refuses(TransactionError.MALFORMED, () -> Transaction.decode(Bytes.fromHex("0x02")));
    refuses(TransactionError.MALFORMED, () -> Transaction.decode(Bytes.fromHex("0xc0")));
    Bytes good = aTransaction(2).sign(KEY).encoded();
    refuses(
        TransactionError.MALFORMED, () -> Transaction.decode(good.concat(Bytes.wrap((byte) 0))));
    assertThatThrownBy(() -> Transaction.decode(good.slice(0, good.size() - 1)))
        .hasMessageStartingWith("transaction: ");
  }

  @Test
  void aMessageNamesTheField() {
    RlpWriter tx = new RlpWriter().beginList().uint(1).bytes(new byte[33]);
    tx.uint(1).uint(1).uint(1).uint(1).uint(27).uint(1).uint(1).endList();
    assertThatThrownBy(() -> Transaction.decode(tx.toBytes())).hasMessageStartingWith("gasPrice: ");
  }

  /// Lists are not followed where a field is due, and an access list is only as deep as it is.
  @Test
  void deepNestingAndHugeSizesAreRefused() {
    byte[] deep = new byte[4 * 50_000];
    for (int at = 0; deep.length - at > 70_000; at += 4) {
      ByteBuffer.wrap(deep, at, 4).putInt(0xfa << 24 | (deep.length - at - 4));
    }
    for (int type : new int[] {1, 2, 4}) {
      assertThatThrownBy(() -> Transaction.decode(Bytes.wrap((byte) type).concat(Bytes.wrap(deep))))
          .isInstanceOf(TransactionException.class)
          .hasMessageStartingWith("transaction: 1 fields where type %d has ".formatted(type));
    }
    RlpWriter nestedNonce = new RlpWriter().beginList().raw(deep);
    nestedNonce.uint(1).uint(1).uint(1).uint(1).uint(1).uint(27).uint(1).uint(1).endList();
    assertThatThrownBy(() -> Transaction.decode(nestedNonce.toBytes()))
        .isInstanceOf(TransactionException.class)
        .hasMessageStartingWith("nonce: a list where a string is due");
    RlpWriter nestedAccessList = new RlpWriter().raw(new byte[] {1}).beginList();
    nestedAccessList.uint(1).uint(0).uint(1).uint(21_000).bytes(new byte[20]).uint(0).uint(0);
    nestedAccessList.beginList().raw(deep).endList().uint(0).uint(1).uint(1).endList();
    assertThatThrownBy(() -> Transaction.decode(nestedAccessList.toBytes()))
        .isInstanceOf(TransactionException.class)
        .hasMessageStartingWith("accessList: ");
    assertThatThrownBy(() -> Transaction.decode(Bytes.fromHex("0x02fbffffffff")))
        .hasMessageContaining("a list of 4294967295 bytes where 0 are left");
  }

  @Test
  void refusesFieldsOfOtherTypes() {
    List<AccessListEntry> accessList = List.of(new AccessListEntry(BOB, List.of()));
    refusesToBuild(aTransaction(0).accessList(accessList));
    refusesToBuild(aTransaction(0).maxPriorityFeePerGas(U256.ONE));
    refusesToBuild(aTransaction(2).blobVersionedHashes(List.of(BLOB)));
    refusesToBuild(aTransaction(2).maxFeePerBlobGas(U256.ONE));
    refusesToBuild(aTransaction(3).authorizationList(List.of(CONSENT)));
    refusesToBuild(UnsignedTransaction.legacy(U256.MAX.shr(1)));
    refuses(TransactionError.RECIPIENT_MISSING, () -> aTransaction(3).to(null).build());
    refuses(TransactionError.RECIPIENT_MISSING, () -> aTransaction(4).to(null).build());
  }

  @Test
  void staticRulesNameTheirReason() {
    violates(TransactionError.NONCE_IS_MAX, 0, tx -> tx.nonce(-1));
    violates(
        TransactionError.PRIORITY_FEE_ABOVE_MAX_FEE,
        2,
        tx -> tx.maxFeePerGas(U256.of(6)).maxPriorityFeePerGas(U256.of(7)));
    violates(TransactionError.COST_OVERFLOW, 1, tx -> tx.gasPrice(U256.MAX.shr(16)));
    violates(TransactionError.COST_OVERFLOW, 2, tx -> tx.maxFeePerGas(U256.MAX));
    violates(TransactionError.BLOBS_MISSING, 3, tx -> tx.blobVersionedHashes(List.of()));
    violates(
        TransactionError.BLOB_HASH_VERSION,
        3,
        tx -> tx.blobVersionedHashes(List.of(BLOB, Hash.ZERO)));
    violates(TransactionError.AUTHORIZATIONS_MISSING, 4, tx -> tx.authorizationList(List.of()));
    violates(
        TransactionError.INIT_CODE_TOO_LARGE,
        2,
        tx -> tx.to(null).data(Bytes.wrap(new byte[49_153])).gasLimit(1_000_000));
    violates(TransactionError.INTRINSIC_GAS_TOO_LOW, 2, tx -> tx.gasLimit(20_999));
    violates(
        TransactionError.GAS_BELOW_FLOOR, 2, tx -> tx.data(Bytes.fromHex("0xff")).gasLimit(21_039));
    TransactionRules.check(
        aTransaction(2).data(Bytes.fromHex("0xff")).gasLimit(21_040).sign(KEY), CHAIN_ID);
    TransactionRules.check(
        aTransaction(2).to(null).data(Bytes.wrap(new byte[49_152])).gasLimit(1_000_000).sign(KEY),
        CHAIN_ID);
  }

  @Test
  void refusesAnotherChainAndBadSignatures() {
    UnsignedTransaction unsigned = aTransaction(2).build();
    Signature good = unsigned.sign(KEY).signature();
    refuses(
        TransactionError.CHAIN_ID_MISMATCH,
        () -> TransactionRules.check(unsigned.sign(KEY), U256.of(1338)));
    Consumer<Signature> outOfRange =
        signature -> {
          Transaction tx = unsigned.withSignature(signature);
          refuses(
              TransactionError.SIGNATURE_OUT_OF_RANGE, () -> TransactionRules.check(tx, CHAIN_ID));
          assertThat(tx.sender()).isNull();
        };
    outOfRange.accept(new Signature(U256.ZERO, good.s(), 0));
    outOfRange.accept(new Signature(good.r(), U256.ZERO, 0));
    outOfRange.accept(new Signature(Secp256k1.ORDER, good.s(), 0));
    outOfRange.accept(new Signature(good.r(), Secp256k1.ORDER.sub(good.s()), 1 - good.yParity()));
    refuses(
        TransactionError.SIGNATURE_OUT_OF_RANGE,
        () -> unsigned.withSignature(new Signature(good.r(), good.s(), 2)));
    // 5 is the x of no point
    refuses(
        TransactionError.SENDER_NOT_RECOVERABLE,
        () ->
            TransactionRules.check(
                unsigned.withSignature(new Signature(U256.of(5), good.s(), 0)), CHAIN_ID));
  }

  @Test
  void aTransactionOfBeforeEip155IsForEveryChain() {
    Transaction tx = UnsignedTransaction.legacyWithoutChainId().to(BOB).gasLimit(21_000).sign(KEY);
    assertThat(tx.chainId()).isNull();
    TransactionRules.check(tx, CHAIN_ID);
    TransactionRules.check(tx, U256.ONE);
  }

  @Test
  void theEffectiveGasPriceIsCappedByTheMaximum() {
    Transaction tx = aTransaction(2).sign(KEY);
    assertThat(tx.effectiveGasPrice(U256.ZERO)).isEqualTo(U256.of(2));
    assertThat(tx.effectiveGasPrice(U256.of(8))).isEqualTo(U256.of(10));
    assertThat(tx.effectiveGasPrice(U256.of(9))).isEqualTo(U256.of(10));
    Transaction legacy = aTransaction(0).sign(KEY);
    assertThat(legacy.effectiveGasPrice(U256.of(3))).isEqualTo(U256.of(10));
  }

  @Test
  void intrinsicGasCountsEachPart() {
    byte[] code = new byte[33];
    Arrays.fill(code, 0, 10, (byte) 1);
    AccessListEntry entry = new AccessListEntry(BOB, List.of(U256.ONE, U256.ONE));
    long call = 21_000 + 10 * 16 + 23 * 4 + 2 * (2_400 + 2 * 1_900) + 3 * 25_000;
    Bytes data = Bytes.wrap(code);
    assertThat(IntrinsicGas.of(BOB, data, List.of(entry, entry), 3)).isEqualTo(call);
    assertThat(IntrinsicGas.of(null, data, List.of(), 0))
        .isEqualTo(21_000 + 10 * 16 + 23 * 4 + 32_000 + 2 * 2);
    assertThat(IntrinsicGas.floor(data)).isEqualTo(21_000 + 10 * 40 + 23 * 10);
  }

  private static TransactionBuilder aTransaction(int type) {
    TransactionBuilder builder =
        switch (type) {
          case 0 -> UnsignedTransaction.legacy(CHAIN_ID).gasPrice(U256.of(10));
          case 1 -> UnsignedTransaction.accessList(CHAIN_ID).gasPrice(U256.of(10));
          case 2 -> UnsignedTransaction.feeMarket(CHAIN_ID);
          case 3 ->
              UnsignedTransaction.blob(CHAIN_ID)
                  .blobVersionedHashes(List.of(BLOB))
                  .maxFeePerBlobGas(U256.ONE);
          default -> UnsignedTransaction.setCode(CHAIN_ID).authorizationList(List.of(CONSENT));
        };
    if (type >= 2) {
      builder.maxFeePerGas(U256.of(10)).maxPriorityFeePerGas(U256.of(2));
    }
    return builder.nonce(3).gasLimit(100_000).to(BOB).value(U256.of(42));
  }

  private static void violates(
      TransactionError expected, int type, UnaryOperator<TransactionBuilder> change) {
    Transaction tx = change.apply(aTransaction(type)).sign(KEY);
    assertThat(Transaction.decode(tx.encoded())).isEqualTo(tx);
    refuses(expected, () -> TransactionRules.check(tx, CHAIN_ID));
  }

  private static void refusesToBuild(TransactionBuilder builder) {
    refuses(TransactionError.FIELD_NOT_IN_TYPE, builder::build);
  }

  private static void refuses(TransactionError expected, Runnable action) {
    assertThatExceptionOfType(TransactionException.class)
        .isThrownBy(action::run)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(expected));
  }
}
