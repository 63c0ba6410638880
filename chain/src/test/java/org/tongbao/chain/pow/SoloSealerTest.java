package org.tongbao.chain.pow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

@Timeout(30)
class SoloSealerTest {
  private static final Hash BLOCK = Keccak256.hash(new byte[] {1});

  @ParameterizedTest
  @CsvSource({"SHA256D, 1, 3000", "SHA256D, 2, 3000", "SHA256D, 5, 3000", "SCRYPT, 3, 8"})
  void anyNumberOfThreadsFindsAValidSeal(SealHash hash, int threads, long difficulty) {
    U256 target = Target.ofDifficulty(U256.of(difficulty));
    AuxPow seal = new SoloSealer(hash).seal(BLOCK, target, 0, threads, () -> false);
    SealRules rules = new SealRules(hash, 0x5442);
    assertThat(rules.check(BLOCK, target, requireNonNull(seal))).isNull();
  }

  @Test
  void allThreadsSearchAndAllStopAtOnceWhenTold() {
    Set<Thread> searching = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(4);
    AuxPow seal =
        new SoloSealer(SealHash.SHA256D)
            .seal(
                BLOCK,
                U256.ZERO,
                0,
                4,
                () -> {
                  if (searching.add(Thread.currentThread())) {
                    all.countDown();
                  }
                  return all.getCount() == 0;
                });
    assertThat(seal).isNull();
    assertThat(searching).hasSize(4).contains(Thread.currentThread());
    searching.remove(Thread.currentThread());
    assertThat(searching)
        .allSatisfy(thread -> assertThat(thread.join(Duration.ofSeconds(5))).isTrue());
  }
}
