package org.tongbao.ledger.rpc;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/// A node in the same process, as a function from request bytes to answer bytes.
public final class InProcessTransport implements RpcTransport {
  private final UnaryOperator<byte[]> node;
  private final int maxAnswerBytes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public InProcessTransport(UnaryOperator<byte[]> node, RpcLimits limits) {
    this.node = node;
    this.maxAnswerBytes = limits.maxAnswerBytes();
  }

  @Override
  public byte[] exchange(long firstId, byte[] request, Duration timeLimit) {
    Future<byte[]> answer;
    try {
      answer = threads.submit(() -> node.apply(request));
    } catch (RejectedExecutionException e) {
      throw new RpcException.Unreachable("the connection is closed", e);
    }
    try {
      byte[] bytes = answer.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
      if (bytes.length > maxAnswerBytes) {
        throw new RpcException.TooLarge(maxAnswerBytes);
      }
      return bytes;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RpcException.TimedOut("no answer within " + timeLimit);
    } catch (ExecutionException e) {
      throw new RpcException.Unreachable("the node failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException.TimedOut("interrupted while waiting for an answer");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
