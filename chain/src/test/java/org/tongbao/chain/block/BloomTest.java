package org.tongbao.chain.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

class BloomTest {
  /// The definition of Yellow Paper §4.3.1, on more values than are remembered, several times over.
  @Test
  void setsThreeBitsForEachAddressAndTopic() {
    Random random = new Random(1);
    for (int i = 0; i < 60_000; i++) {
      Hash topic =
          Keccak256.hash(Bytes.fromHex("0x%08x".formatted(random.nextInt(20_000))).toArray());
      Address address = Address.of(topic.toArray(), random.nextInt(13));
      byte[] expected = new byte[Bloom.SIZE];
      set(expected, address.toArray());
      set(expected, topic.toArray());
      Bloom bloom = Bloom.of(List.of(new Log(address, List.of(topic), Bytes.EMPTY)));
      assertThat(bloom.toBytes()).isEqualTo(Bytes.wrap(expected));
    }
  }

  private static void set(byte[] bits, byte[] value) {
    byte[] hash = Keccak256.hash(value).toArray();
    for (int pair = 0; pair < 3; pair++) {
      int bit = ((hash[2 * pair] & 0xff) << 8 | (hash[2 * pair + 1] & 0xff)) % 2048;
      bits[Bloom.SIZE - 1 - bit / 8] |= (byte) (1 << bit % 8);
    }
  }

  @Test
  void containsWhatItWasMadeOf() {
    Random random = new Random(2);
    List<Log> logs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Hash topic = Keccak256.hash(new byte[] {(byte) random.nextInt()});
      logs.add(new Log(Address.of(topic.toArray(), 0), List.of(topic, topic), Bytes.EMPTY));
    }
    Bloom bloom = Bloom.of(logs.subList(0, 10)).or(Bloom.of(logs.subList(10, 20)));
    for (Log log : logs) {
      assertThat(bloom.mayContain(log.address())).isTrue();
      assertThat(log.topics()).allMatch(bloom::mayContain);
    }
    assertThat(bloom.mayContain(Keccak256.hash(new byte[300]))).isFalse();
    assertThat(Bloom.EMPTY.mayContain(logs.getFirst().address())).isFalse();
  }
}
