package org.tongbao.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

/// Keccak-256 beside Bouncy Castle's, whose digest object is kept between hashes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KeccakBenchmark {

  @Param({"32", "64", "136", "1024", "65536"})
  public int size = 32;

  private byte[] input = new byte[0];
  private final byte[] output = new byte[32];
  private final long[] word = new long[4];
  private final KeccakDigest digest = new KeccakDigest(256);

  @Setup
  public void input() {
    input = new byte[size];
    new Random(1).nextBytes(input);
  }

  @Benchmark
  public Hash hash() {
    return Keccak256.hash(input);
  }

  @Benchmark
  public byte[] hashTo() {
    Keccak256.hashTo(input, 0, input.length, output, 0);
    return output;
  }

  @Benchmark
  public long hashToWord() {
    Keccak256.hashToWord(input, 0, input.length, word, 0);
    return word[0];
  }

  @Benchmark
  public byte[] bouncyCastle() {
    digest.update(input, 0, input.length);
    digest.doFinal(output, 0);
    return output;
  }
}
