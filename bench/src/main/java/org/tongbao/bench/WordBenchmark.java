package org.tongbao.bench;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tongbao.primitives.Words;

/// Sums and products of 256-bit numbers in the three forms: words (what the EVM runs), `U256`
/// objects and `BigInteger`. Times of words include copying the operands in, which `copy` measures.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Operands.COUNT)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class WordBenchmark {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger MASK = MODULUS.subtract(BigInteger.ONE);

  private final Operands a = new Operands(256, 1);
  private final Operands b = new Operands(256, 2);
  private final Operands small = new Operands(63, 3);
  private final Operands n = new Operands(254, 4);
  private final long[] w = new long[12];

  @Benchmark
  public void copy(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      sink.consume(w[4]);
    }
  }

  @Benchmark
  public void addWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      Words.add(w, 0, 4);
      sink.consume(w[7]);
    }
  }

  @Benchmark
  public void addObjects(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.objects[i].add(b.objects[i]));
    }
  }

  @Benchmark
  public void addBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].add(b.bigIntegers[i]).and(MASK));
    }
  }

  @Benchmark
  public void subWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      Words.sub(w, 0, 4);
      sink.consume(w[7]);
    }
  }

  @Benchmark
  public void mulWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      Words.mul(w, 0, 4);
      sink.consume(w[7]);
    }
  }

  @Benchmark
  public void mulSmallWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      small.load(i, w, 0);
      small.load(Operands.COUNT - 1 - i, w, 4);
      Words.mul(w, 0, 4);
      sink.consume(w[7]);
    }
  }

  @Benchmark
  public void mulObjects(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.objects[i].mul(b.objects[i]));
    }
  }

  @Benchmark
  public void mulBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].multiply(b.bigIntegers[i]).and(MASK));
    }
  }

  @Benchmark
  public void addModWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      n.load(i, w, 8);
      Words.addMod(w, 0, 4, 8);
      sink.consume(w[8]);
    }
  }

  @Benchmark
  public void addModObjects(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.objects[i].addMod(b.objects[i], n.objects[i]));
    }
  }

  @Benchmark
  public void addModBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].add(b.bigIntegers[i]).mod(n.bigIntegers[i]));
    }
  }

  @Benchmark
  public void mulModWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      n.load(i, w, 8);
      Words.mulMod(w, 0, 4, 8);
      sink.consume(w[8]);
    }
  }

  @Benchmark
  public void mulModObjects(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.objects[i].mulMod(b.objects[i], n.objects[i]));
    }
  }

  @Benchmark
  public void mulModBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].multiply(b.bigIntegers[i]).mod(n.bigIntegers[i]));
    }
  }
}
