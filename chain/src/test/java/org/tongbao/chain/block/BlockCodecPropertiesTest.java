package org.tongbao.chain.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tongbao.chain.trie.TrieAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.TransactionException;

/// Encodings of headers, receipts and blocks.
class BlockCodecPropertiesTest {
  private static Bytes bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static Hash hash(Random random) {
    return Hash.of(bytes(random, 32).unsafeArray());
  }

  private static U256 number(Random random) {
    return U256.fromBytes(bytes(random, random.nextInt(33)).unsafeArray());
  }

  private static long uint64(Random random) {
    return random.nextLong() >>> random.nextInt(64);
  }

  private static BlockHeader header(Random random) {
    return BlockHeader.builder()
        .parentHash(hash(random))
        .ommersHash(hash(random))
        .coinbase(Address.of(bytes(random, 20).unsafeArray()))
        .stateRoot(hash(random))
        .transactionsRoot(hash(random))
        .receiptsRoot(hash(random))
        .logsBloom(Bloom.of(bytes(random, 256)))
        .difficulty(number(random))
        .number(uint64(random))
        .gasLimit(uint64(random))
        .gasUsed(uint64(random))
        .timestamp(uint64(random))
        .extraData(bytes(random, random.nextInt(60)))
        .mixHash(hash(random))
        .nonce(bytes(random, 8))
        .baseFeePerGas(number(random))
        .withdrawalsRoot(hash(random))
        .blobGasUsed(uint64(random))
        .excessBlobGas(uint64(random))
        .parentBeaconBlockRoot(hash(random))
        .requestsHash(hash(random))
        .build();
  }

  @Provide
  Arbitrary<Receipt> receipts() {
    Arbitrary<Hash> topics = Arbitraries.bytes().array(byte[].class).ofSize(32).map(Hash::of);
    Arbitrary<Log> logs =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(20).map(Address::of),
                topics.list().ofMaxSize(4),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(80).map(Bytes::copyOf))
            .as(Log::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(true, false),
            Arbitraries.longs(),
            logs.list().ofMaxSize(5))
        .as(Receipt::of);
  }

  @Property(tries = 200)
  void aHeaderIsReadAsItWasWritten(@ForAll Random random) {
    BlockHeader header = header(random);
    BlockHeader read = BlockHeader.decode(header.encoded());
    assertThat(read.toBuilder().build().encoded()).isEqualTo(header.encoded());
    assertThat(read).isEqualTo(header);
    assertThat(read.gasLimit()).isEqualTo(header.gasLimit());
    assertThat(read.requestsHash()).isEqualTo(header.requestsHash());
  }

  @Property(tries = 200)
  void aReceiptIsReadAsItWasWritten(@ForAll("receipts") Receipt receipt) {
    assertThat(Receipt.decode(receipt.encoded())).isEqualTo(receipt);
  }

  @Property(tries = 200)
  void aBloomKnowsEverythingThatIsInTheLogs(@ForAll("receipts") Receipt receipt) {
    Bloom bloom = Bloom.EMPTY;
    for (Log log : receipt.logs()) {
      bloom = bloom.or(Bloom.of(List.of(log)));
      assertThat(receipt.bloom().mayContain(log.address())).isTrue();
      for (Hash topic : log.topics()) {
        assertThat(receipt.bloom().mayContain(topic)).isTrue();
      }
    }
    assertThat(bloom).isEqualTo(receipt.bloom());
    assertThat(Bloom.of(bloom.toBytes())).isEqualTo(bloom);
  }

  @Property(tries = 300)
  void damagedEncodingsAreRefusedOrMeanSomethingElse(
      @ForAll Random random, @ForAll("receipts") Receipt receipt) {
    Block block = new Block(header(random), List.of(TestChain.call(1), TestChain.transfer(2)));
    check(random, block.encoded(), Block::decode, Block::encoded);
    check(random, block.header().encoded(), BlockHeader::decode, BlockHeader::encoded);
    check(random, receipt.encoded(), Receipt::decode, Receipt::encoded);
    check(random, TrieAccount.EMPTY.encoded(), TrieAccount::decode, TrieAccount::encoded);
  }

  /// A decoder accepts only what its encoder writes, and fails only in the ways it says.
  private static <T> void check(
      Random random, Bytes encoded, Function<Bytes, T> decode, Function<T, Bytes> encode) {
    byte[] damaged = encoded.toArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    int end = random.nextInt(3) == 0 ? random.nextInt(damaged.length + 1) : damaged.length;
    Bytes input = Bytes.copyOf(damaged, 0, end);
    try {
      assertThat(encode.apply(decode.apply(input))).isEqualTo(input);
    } catch (RlpException | TransactionException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
