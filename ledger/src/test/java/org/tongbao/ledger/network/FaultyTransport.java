package org.tongbao.ledger.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Random;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcTransport;

/// Loses requests, loses answers, delivers twice, and lets its user crash: as the seed wants.
public final class FaultyTransport implements RpcTransport {
  private final RpcTransport inner;
  private final Random random;
  private final int oneIn;
  private int faults;

  /// The process ends here: nothing may catch it but the test.
  public static final class Crash extends RuntimeException {
    Crash() {
      super("crash");
    }
  }

  /// @param oneIn of so many requests one goes wrong
  public FaultyTransport(RpcTransport inner, Random random, int oneIn) {
    this.inner = inner;
    this.random = random;
    this.oneIn = oneIn;
  }

  /// How much has gone wrong.
  public int faults() {
    return faults;
  }

  @Override
  public byte[] exchange(long firstId, byte[] request, Duration timeLimit) {
    boolean sends = new String(request, UTF_8).contains("eth_sendRawTransaction");
    if (random.nextInt(sends ? 2 : oneIn) != 0) {
      return inner.exchange(firstId, request, timeLimit);
    }
    faults++;
    int fault = random.nextInt(5);
    if (fault == 0) {
      throw new RpcException.Unreachable("request lost");
    }
    if (fault == 1) {
      throw new Crash();
    }
    inner.exchange(firstId, request, timeLimit);
    if (fault == 2) {
      throw new RpcException.TimedOut("answer lost");
    }
    if (fault == 3) {
      throw new Crash();
    }
    // Twice: the second answer is what counts.
    return inner.exchange(firstId, request, timeLimit);
  }

  @Override
  public void close() {
    inner.close();
  }
}
