package org.tongbao.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tongbao.primitives.Words;

/// Division by divisors of different sizes; times of words include copying the operands in.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Operands.COUNT)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class DivisionBenchmark {

  /// Bits of the dividend and of the divisor.
  @Param({"63/32", "256/32", "256/64", "256/120", "256/180", "256/250"})
  public String bits = "256/64";

  private Operands a = new Operands(256, 1);
  private Operands b = new Operands(64, 2);
  private final long[] w = new long[8];

  @Setup
  public void operands() {
    int slash = bits.indexOf('/');
    a = new Operands(Integer.parseInt(bits.substring(0, slash)), 1);
    b = new Operands(Integer.parseInt(bits.substring(slash + 1)), 2);
  }

  @Benchmark
  public void divWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      Words.div(w, 0, 4);
      sink.consume(w[4]);
    }
  }

  @Benchmark
  public void divObjects(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.objects[i].div(b.objects[i]));
    }
  }

  @Benchmark
  public void divBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].divide(b.bigIntegers[i]));
    }
  }

  @Benchmark
  public void modWords(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      a.load(i, w, 0);
      b.load(i, w, 4);
      Words.mod(w, 0, 4);
      sink.consume(w[4]);
    }
  }

  @Benchmark
  public void modBigIntegers(Blackhole sink) {
    for (int i = 0; i < Operands.COUNT; i++) {
      sink.consume(a.bigIntegers[i].mod(b.bigIntegers[i]));
    }
  }
}
