package org.tongbao.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// RLP of what a legacy token transfer holds, and of a list of 1,000 of them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RlpBenchmark {

  private static final int TRANSFERS = 1000;

  private final Address token;
  private final Bytes data;
  private final U256 r;
  private final U256 s;
  private final byte[] one;
  private final byte[] many;

  public RlpBenchmark() {
    Random random = new Random(1);
    byte[] bytes = new byte[68];
    random.nextBytes(bytes);
    token = Address.of(bytes, 0);
    data = Bytes.copyOf(bytes);
    r = U256.fromBytes(bytes, 0, 32);
    s = U256.fromBytes(bytes, 32, 32);
    one = writeOne();
    many = writeMany();
  }

  @Benchmark
  public final byte[] writeOne() {
    return write(new RlpWriter(), 7).toByteArray();
  }

  @Benchmark
  public final byte[] writeMany() {
    RlpWriter writer = new RlpWriter().beginList();
    for (int i = 0; i < TRANSFERS; i++) {
      writer = write(writer, i);
    }
    return writer.endList().toByteArray();
  }

  private RlpWriter write(RlpWriter writer, long nonce) {
    return writer
        .beginList()
        .uint(nonce)
        .uint(1_000_000_000)
        .uint(65_000)
        .address(token)
        .u256(U256.ZERO)
        .bytes(data)
        .uint(37)
        .u256(r)
        .u256(s)
        .endList();
  }

  @Benchmark
  public void readOne(Blackhole sink) {
    RlpReader reader = RlpReader.of(one);
    read(reader.list(), sink);
    reader.end();
  }

  @Benchmark
  public void readMany(Blackhole sink) {
    RlpReader reader = RlpReader.of(many);
    RlpReader transfers = reader.list();
    reader.end();
    while (transfers.hasNext()) {
      read(transfers.list(), sink);
    }
  }

  private static void read(RlpReader transfer, Blackhole sink) {
    sink.consume(transfer.uint64());
    sink.consume(transfer.u256());
    sink.consume(transfer.uint64());
    sink.consume(transfer.address());
    sink.consume(transfer.u256());
    sink.consume(transfer.bytes());
    sink.consume(transfer.uint64());
    sink.consume(transfer.u256());
    sink.consume(transfer.u256());
    transfer.end();
  }
}
