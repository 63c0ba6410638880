package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.json.JsonMapper;

/// Accounts that are contracts: what their owner signs counts as theirs (ERC-1271).
final class SmartAccount {
  /// The deterministic deployment proxy, which every chain of ours has.
  private static final Address PROXY =
      Address.fromHex("0x4e59b44847b379578588920ca78fbf26c0b4956c");

  private static final long GAS = 1_000_000;

  private SmartAccount() {}

  /// Deploys one for this owner, by whoever may.
  static Address deploy(RunningApplication app, Signer owner) {
    EthClient client = app.bean(EthClient.class);
    app.bean(ChainNode.class).fund(owner);
    Hash salt = Hash.EMPTY_KECCAK;
    Bytes code = code().concat(word(owner.address()));
    Bytes place =
        Bytes.fromHex("0xff")
            .concat(PROXY.toBytes())
            .concat(salt.toBytes())
            .concat(code.keccak256().toBytes());
    Address account =
        Address.of(place.keccak256().toBytes().slice(32 - Address.SIZE, Address.SIZE).toArray());
    var sender = new TransactionSender(client, owner);
    Transaction deployment =
        sender.sign(
            client.pendingNonce(owner.address()),
            PROXY,
            U256.ZERO,
            salt.toBytes().concat(code),
            GAS,
            client.fees());
    sender.submit(deployment.encoded(), deployment.hash(), deployment.nonce());
    assertThat(sender.await(deployment.hash(), Duration.ofSeconds(30))).isPresent();
    assertThat(client.code(account).isEmpty()).as("there is code at %s", account).isFalse();
    return account;
  }

  private static Bytes word(Address address) {
    return Bytes.wrap(new byte[32 - Address.SIZE]).concat(address.toBytes());
  }

  private static Bytes code() {
    try (InputStream file =
        Objects.requireNonNull(SmartAccount.class.getResourceAsStream("/smart-account.json"))) {
      return Bytes.fromHex(JsonMapper.shared().readTree(file).path("bytecode").asString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
