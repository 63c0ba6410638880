package org.tongbao.primitives.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Signature;

class TransactionPropertiesTest {
  @Property(tries = 500)
  void whatIsEncodedIsDecoded(@ForAll("transactions") Transaction tx) {
    Transaction decoded = Transaction.decode(tx.encoded());
    assertThat(decoded.unsigned()).isEqualTo(tx.unsigned());
    assertThat(decoded.signature()).isEqualTo(tx.signature());
    assertThat(decoded.hash()).isEqualTo(tx.hash());
    assertThat(decoded.getClass()).isEqualTo(tx.getClass());
    assertThat(decoded.unsigned().withSignature(decoded.signature()).encoded())
        .isEqualTo(tx.encoded());
  }

  @Property(tries = 200)
  void theSignerIsTheSender(
      @ForAll @IntRange(max = 4) int type, @ForAll long seed, @ForAll("keys") PrivateKey key) {
    Transaction signed = new RandomFields(seed).unsigned(type).sign(key);
    assertThat(signed.sender()).isEqualTo(key.address());
    assertThat(Transaction.decode(signed.encoded()).sender()).isEqualTo(key.address());
  }

  @Property(tries = 3_000)
  void randomBytesAreRefusedCleanly(@ForAll byte[] noise, @ForAll @IntRange(max = 4) int type) {
    byte[] typed = noise.clone();
    if (typed.length > 0 && type > 0) {
      typed[0] = (byte) type;
    }
    decodeOrRefuse(Bytes.wrap(typed));
  }

  /// One to three bytes of a good encoding are changed, left out or put in.
  @Property(tries = 5_000)
  void mutatedTransactionsAreRefusedOrReadBack(
      @ForAll("transactions") Transaction tx, @ForAll long seed) {
    Random random = new Random(seed);
    List<Byte> bytes = new ArrayList<>();
    for (byte each : tx.encoded().unsafeArray()) {
      bytes.add(each);
    }
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(3)) {
        case 0 -> bytes.set(at, (byte) random.nextInt());
        case 1 -> bytes.remove(at);
        default -> bytes.add(at, (byte) random.nextInt());
      }
    }
    byte[] mutated = new byte[bytes.size()];
    for (int i = 0; i < mutated.length; i++) {
      mutated[i] = bytes.get(i);
    }
    decodeOrRefuse(Bytes.wrap(mutated));
  }

  /// What is accepted has one encoding: writing the fields again gives the bytes that were read.
  private static void decodeOrRefuse(Bytes encoded) {
    try {
      Transaction tx = Transaction.decode(encoded);
      assertThat(tx.unsigned().withSignature(tx.signature()).encoded()).isEqualTo(encoded);
    } catch (TransactionException refused) {
      assertThat(refused).hasMessageContaining(":");
    }
    try {
      RlpReader body = RlpReader.of(encoded);
      while (body.hasNext()) {
        Transaction.decode(body);
      }
    } catch (TransactionException | RlpException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<Transaction> transactions() {
    return Arbitraries.longs()
        .map(
            seed -> {
              RandomFields fields = new RandomFields(seed);
              return fields.unsigned(fields.random.nextInt(5)).withSignature(fields.signature(1));
            });
  }

  @Provide
  Arbitrary<PrivateKey> keys() {
    return Arbitraries.bigIntegers()
        .between(BigInteger.ONE, BigInteger.ONE.shiftLeft(255))
        .map(secret -> PrivateKey.of(U256.of(secret).toArray32()));
  }

  /// Fields of every length that their type can hold.
  private record RandomFields(Random random) {
    RandomFields(long seed) {
      this(new Random(seed));
    }

    UnsignedTransaction unsigned(int type) {
      TransactionBuilder builder =
          switch (type) {
            case 0 ->
                random.nextBoolean()
                    ? UnsignedTransaction.legacy(u256().shr(2))
                    : UnsignedTransaction.legacyWithoutChainId();
            case 1 -> UnsignedTransaction.accessList(u256());
            case 2 -> UnsignedTransaction.feeMarket(u256());
            case 3 ->
                UnsignedTransaction.blob(u256())
                    .maxFeePerBlobGas(u256())
                    .blobVersionedHashes(list(() -> u256().toHash()));
            default -> UnsignedTransaction.setCode(u256()).authorizationList(list(this::consent));
          };
      if (type < 2) {
        builder.gasPrice(u256());
      } else {
        builder.maxFeePerGas(u256()).maxPriorityFeePerGas(u256());
      }
      if (type > 0) {
        builder.accessList(list(() -> new AccessListEntry(address(), list(this::u256))));
      }
      return builder
          .nonce(uint64())
          .gasLimit(uint64())
          .to(type < 3 && random.nextInt(4) == 0 ? null : address())
          .value(u256())
          .data(data())
          .build();
    }

    Authorization consent() {
      return new Authorization(u256(), address(), uint64(), signature(255));
    }

    Signature signature(int maxParity) {
      return new Signature(u256(), u256(), random.nextInt(maxParity + 1));
    }

    long uint64() {
      return random.nextLong() >>> random.nextInt(64);
    }

    U256 u256() {
      return U256.of(new BigInteger(random.nextInt(257), random));
    }

    Address address() {
      return Address.of(bytes(20));
    }

    Bytes data() {
      return Bytes.wrap(bytes(random.nextInt(random.nextBoolean() ? 3 : 300)));
    }

    byte[] bytes(int size) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      return bytes;
    }

    <T> List<T> list(java.util.function.Supplier<T> element) {
      List<T> all = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        all.add(element.get());
      }
      return all;
    }
  }
}
