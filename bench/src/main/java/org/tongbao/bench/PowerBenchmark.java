package org.tongbao.bench;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
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
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Words;

/// Powers modulo 2^256: of two, of ten to the eighteenth, and the longest there is.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PowerBenchmark {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  @Param({"2^200", "10^18", "MAX^MAX"})
  public String power = "10^18";

  private BigInteger base = BigInteger.TEN;
  private BigInteger exponent = BigInteger.TEN;
  private U256 baseObject = U256.ZERO;
  private U256 exponentObject = U256.ZERO;
  private final long[] w = new long[8];

  @Setup
  public void operands() {
    int caret = power.indexOf('^');
    base = number(power.substring(0, caret));
    exponent = number(power.substring(caret + 1));
    baseObject = U256.of(base);
    exponentObject = U256.of(exponent);
  }

  private static BigInteger number(String text) {
    return text.equals("MAX") ? U256.MAX.toBigInteger() : new BigInteger(text);
  }

  @Benchmark
  public long expWords() {
    baseObject.toWord(w, 0);
    exponentObject.toWord(w, 4);
    Words.exp(w, 0, 4);
    return w[7];
  }

  @Benchmark
  public U256 expObjects() {
    return baseObject.exp(exponentObject);
  }

  @Benchmark
  public BigInteger expBigIntegers() {
    return base.modPow(exponent, MODULUS);
  }
}
