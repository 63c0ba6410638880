package org.tongbao.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.HttpTransport;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.ledger.rpc.SubscriptionListener;
import org.tongbao.ledger.rpc.WebSocketTransport;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// A node somewhere else: ours in another process, or any Ethereum node.
final class RemoteChain implements ChainNode {
  /// The chain id of local development networks, whose accounts everybody has the keys of.
  private static final U256 DEVELOPMENT = U256.of(31_337);

  /// The first account of the test mnemonic of anvil and Hardhat.
  private static final String DEVELOPMENT_KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  private static final U256 COIN = U256.of(1_000_000_000_000_000_000L);
  private static final U256 ENOUGH = U256.of(200_000_000_000_000_000L);
  private static final long TRANSFER_GAS = 21_000;
  private static final Duration MINED_WITHIN = Duration.ofMinutes(2);

  private final URI url;
  private final @Nullable Path fundingKey;

  /// @param url `http`, `https`, `ws` or `wss`
  /// @param fundingKey a file with the private key, in hex, of who pays for gas; null for none
  RemoteChain(URI url, @Nullable Path fundingKey) {
    this.url = url;
    this.fundingKey = fundingKey;
  }

  @Override
  public void begin(Address relayer) {
    try (var client = client()) {
      client.chainId();
    } catch (RpcException failure) {
      throw new StartException(
          "The chain at "
              + url
              + " does not answer: "
              + failure.getMessage()
              + ". Start the node, or name another with --chain.url URL.");
    }
  }

  private EthClient client() {
    return new EthClient(connect(), RpcLimits.DEFAULT);
  }

  @Override
  public RpcTransport connect() {
    return String.valueOf(url.getScheme()).startsWith("ws")
        ? new WebSocketTransport(url, RpcLimits.DEFAULT)
        : new HttpTransport(url, RpcLimits.DEFAULT);
  }

  /// Sends a coin where gas costs something and the account has little.
  @Override
  public void fund(Signer account) {
    try (var client = client()) {
      if (client.head().baseFeePerGas().isZero()
          || client.balance(account.address()).compareTo(ENOUGH) >= 0) {
        return;
      }
      send(client, account.address());
    }
  }

  private void send(EthClient client, Address to) {
    PrivateKey key = payer(client, to);
    try {
      var sender = new TransactionSender(client, Signer.of(key));
      Transaction transfer =
          sender.sign(
              client.pendingNonce(sender.address()),
              to,
              COIN,
              Bytes.EMPTY,
              TRANSFER_GAS,
              client.fees());
      sender.submit(transfer.encoded(), transfer.hash(), transfer.nonce());
      if (sender.await(transfer.hash(), MINED_WITHIN).isEmpty()) {
        throw new StartException("The chain at " + url + " did not mine the payment for gas.");
      }
    } finally {
      key.destroy();
    }
  }

  private PrivateKey payer(EthClient client, Address to) {
    if (fundingKey != null) {
      return KeyFile.read(fundingKey);
    }
    if (client.chainId().equals(DEVELOPMENT)) {
      return PrivateKey.fromHex(DEVELOPMENT_KEY);
    }
    throw new StartException(
        "Gas costs money on the chain at %s, and the account %s has too little. Send it a coin, or name a file with a payer's key with --chain.funding-key-file FILE."
            .formatted(url, to.toChecksumHex()));
  }

  @Override
  public AutoCloseable onNewHead(Runnable listener) {
    if (!(connect() instanceof WebSocketTransport socket)) {
      return () -> {};
    }
    AutoCloseable heads =
        socket.subscribe(
            List.of("newHeads"),
            new SubscriptionListener() {
              @Override
              public void notified(JsonNode result) {
                listener.run();
              }

              @Override
              public void resumed() {
                listener.run();
              }
            });
    return () -> {
      heads.close();
      socket.close();
    };
  }
}
