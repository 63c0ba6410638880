package org.tongbao.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.tongbao.chain.trie.ListTrie;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The transactions root of a block of ERC-20 transfers of about 180 bytes each.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ListTrieBenchmark {
  private static final int TRANSFER_SIZE = 180;

  @Param({"2000", "10000"})
  public int items = 2_000;

  private final List<Bytes> list = new ArrayList<>();

  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < items; i++) {
      byte[] item = new byte[TRANSFER_SIZE];
      random.nextBytes(item);
      list.add(Bytes.wrap(item));
    }
  }

  @Benchmark
  public Hash listRoot() {
    return ListTrie.root(list);
  }
}
