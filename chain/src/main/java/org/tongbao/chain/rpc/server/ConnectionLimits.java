package org.tongbao.chain.rpc.server;

import java.time.Duration;

/// What one connection, one address and all connections together may take.
///
/// @param requestsPerSecond of one connection, each request of a batch counted; one second's worth
///   may come at once; 0: no limit
/// @param connectionsPerAddress at once; those of this machine do not count
/// @param messageTime a message that has not arrived whole so long after its first byte, or an
///   answer that has not been taken so long after it was ready, ends the connection
/// @param bufferedBytes of messages that arrive and answers that wait to be taken, of all
///   connections together; the one that goes beyond is closed
public record ConnectionLimits(
    int requestsPerSecond, int connectionsPerAddress, Duration messageTime, long bufferedBytes) {
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(0, 256, Duration.ofSeconds(30), 512L << 20);

  public ConnectionLimits {
    if (requestsPerSecond < 0 || connectionsPerAddress < 1 || bufferedBytes < 65_536) {
      throw new IllegalArgumentException("a limit of connections is too small");
    }
    if (messageTime.toMillis() < 100) {
      throw new IllegalArgumentException("messageTime must be 100 ms or more, not " + messageTime);
    }
  }

  /// The same with another rate.
  public ConnectionLimits withRequestsPerSecond(int rate) {
    return new ConnectionLimits(rate, connectionsPerAddress, messageTime, bufferedBytes);
  }
}
