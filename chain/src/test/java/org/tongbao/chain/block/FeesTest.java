package org.tongbao.chain.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.U256;

/// The price rules of gas and blob gas.
class FeesTest {
  /// The cases of EIP-1559's reference: a full block raises the fee by an eighth, an empty one
  /// lowers it as much, and it rises by one wei at least.
  @ParameterizedTest
  @CsvSource({
    "1000000000, 20000000, 10000000, 1000000000",
    "1000000000, 20000000,  9000000,  987500000",
    "1000000000, 20000000, 11000000, 1012500000",
    "1000000000, 20000000, 20000000, 1125000000",
    "1000000000, 20000000,        0,  875000000",
    "         7, 20000000, 20000000,          8",
    "         0, 20000000, 10000001,          1",
    "         1, 20000000,        0,          1",
    "         8, 20000000,        0,          7",
  })
  void theBaseFeeFollowsTheGasUsed(long fee, long gasLimit, long gasUsed, long next) {
    BlockHeader parent =
        BlockHeader.builder()
            .baseFeePerGas(U256.of(fee))
            .gasLimit(gasLimit)
            .gasUsed(gasUsed)
            .build();
    assertThat(BaseFee.Eip1559.ETHEREUM.after(parent)).isEqualTo(U256.of(next));
    assertThat(BaseFee.NONE.after(parent)).isEqualTo(U256.ZERO);
  }

  /// e^(excess / 5,007,716), rounded down term by term.
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "3471000, 1",
    "3472000, 2",
    "5007716, 2",
    "11531000, 10",
    "50077160, 22026",
    "100154320, 485165195",
  })
  void thePriceOfBlobGasIsAnExponentialOfTheExcess(long excess, long price) {
    assertThat(BlobSchedule.OSAKA.baseFee(excess)).isEqualTo(U256.of(price));
  }

  @ParameterizedTest
  @CsvSource({"-1", "1000000000"})
  void anAbsurdExcessHasThePriceOfTheLargestNumber(long excess) {
    assertThat(BlobSchedule.OSAKA.baseFee(excess)).isEqualTo(U256.MAX);
  }

  /// Target 6 and maximum 9 blobs of 131,072 gas (EIP-7691, EIP-7918).
  @ParameterizedTest
  @CsvSource({
    // parent excess, blobs used, base fee, excess
    "      0, 6,          1,       0",
    "      0, 9,          1,  393216",
    "      0, 5, 1000000000,       0",
    // execution is dear: the excess never falls by the target, it grows by a third of what is used
    "      0, 9, 1000000000,  393216",
    "1000000, 6, 1000000000, 1262144",
    "1000000, 6,          1, 1000000",
    " 786432, 0,         16,       0",
    " 786432, 0,         17,  786432",
  })
  void excessBlobGasFallsOnlyWhileBlobsAreDearEnough(
      long parentExcess, int blobs, long fee, long excess) {
    BlockHeader parent =
        BlockHeader.builder()
            .excessBlobGas(parentExcess)
            .blobGasUsed(blobs * BlobSchedule.GAS_PER_BLOB)
            .baseFeePerGas(U256.of(fee))
            .build();
    assertThat(BlobSchedule.OSAKA.excessAfter(parent)).isEqualTo(excess);
  }
}
