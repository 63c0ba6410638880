package org.tongbao.ledger.network;

import java.time.Duration;
import java.time.Instant;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.primitives.crypto.PrivateKey;

/// A network of chain id 31337 whose first account of the test mnemonic has money.
public interface TestNetwork extends AutoCloseable {
  /// The first account of the test mnemonic.
  PrivateKey RICH =
      PrivateKey.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  /// A connection of its own; the caller closes it.
  RpcTransport connect();

  EthClient client();

  /// Lets time pass: the next block is at least so much later than the newest one.
  void advance(Duration duration);

  /// The chain's present: what `block.timestamp` will be about.
  default Instant now() {
    return client().head().timestamp();
  }

  @Override
  void close();
}
