package org.tongbao.chain.rpc.server;

import java.time.Duration;
import java.util.Set;

/// Where the server listens and what a stranger may ask of it.
///
/// @param host address to bind; `127.0.0.1` unless the operator says otherwise
/// @param port TCP port, 0 for a free one
/// @param maxMessageBytes largest HTTP body or WebSocket message; more is answered with 413 or
///   closed with code 1009
/// @param maxConnections connections at once; further ones are closed on arrival
/// @param maxPendingBytes bytes that may wait for a WebSocket client before it is disconnected
/// @param idleTimeout a connection that sends nothing for so long is closed, unless its request is
///   still being answered (WebSocket clients are pinged at half of it)
/// @param allowedOrigins values of `Origin` that browsers may call from, `*` for any
/// @param allowedHosts values of `Host` (without port) that are answered, `*` for any: protects
///   against DNS rebinding; IP addresses are always answered
/// @param limits what connections may take
public record RpcServerConfig(
    String host,
    int port,
    int maxMessageBytes,
    int maxConnections,
    int maxPendingBytes,
    Duration idleTimeout,
    Set<String> allowedOrigins,
    Set<String> allowedHosts,
    ConnectionLimits limits) {

  public RpcServerConfig {
    requireRange("port", port, 0, 65_535);
    requireRange("maxMessageBytes", maxMessageBytes, 1_024, 256 << 20);
    requireRange("maxConnections", maxConnections, 1, 1_000_000);
    requireRange("maxPendingBytes", maxPendingBytes, 65_536, 1 << 30);
    if (idleTimeout.toSeconds() < 2) {
      throw new IllegalArgumentException("idleTimeout must be 2 s or more, not " + idleTimeout);
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /// The defaults: loopback, 16 MiB messages, 1,000 connections, no cross-origin callers.
  public static RpcServerConfig onLoopback(int port) {
    return new RpcServerConfig(
        "127.0.0.1",
        port,
        16 << 20,
        1_000,
        32 << 20,
        Duration.ofMinutes(2),
        Set.of(),
        Set.of("localhost"),
        ConnectionLimits.DEFAULT);
  }

  boolean allowsOrigin(String origin) {
    return allowedOrigins.contains("*") || allowedOrigins.contains(origin);
  }

  private static void requireRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ", not " + value);
    }
  }
}
