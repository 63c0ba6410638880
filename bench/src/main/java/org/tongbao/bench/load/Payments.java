package org.tongbao.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Signs the transactions of the load. Every node starts from the same accounts, so one signed set
/// serves all of them.
final class Payments {
  /// The address of the token: the first contract of the endowed account.
  static final Address TOKEN = Address.create(Accounts.ENDOWED.address(), 0);

  private static final U256 CHAIN_ID = U256.of(31_337);
  private static final U256 MAX_FEE = U256.of(10_000_000_000L);
  private static final U256 TIP = U256.of(1_000_000);
  private static final U256 ENDOWMENT = U256.of(1_000_000_000_000_000_000L);
  private static final long TOKEN_GAS = 60_000;

  private final Accounts accounts;

  Payments(Accounts accounts) {
    this.accounts = accounts;
  }

  static String balanceOf(Address account) {
    return "0x70a08231" + word(account);
  }

  /// Creates the token and gives every account coins and tokens.
  List<Transaction> preparation() {
    List<Transaction> all = new ArrayList<>();
    all.add(sign(Accounts.ENDOWED, 0, 2_000_000, null, U256.ZERO, creationCode()));
    for (int i = 0; i < accounts.count(); i++) {
      Address to = accounts.address(i);
      all.add(sign(Accounts.ENDOWED, all.size(), 21_000, to, ENDOWMENT, Bytes.EMPTY));
      all.add(token(Accounts.ENDOWED, all.size(), to, ENDOWMENT));
    }
    return all;
  }

  /// For each connection batches of requests, every account's nonces in order: `perAccount` token
  /// transfers of each account from `firstNonce` on.
  List<List<byte[]>> tokenTransfers(int connections, int batch, long firstNonce, int perAccount) {
    return batches(connections, batch, firstNonce, perAccount, this::tokenTransfer);
  }

  /// The same with transfers of the chain's coin.
  List<List<byte[]>> coinTransfers(int connections, int batch, long firstNonce, int perAccount) {
    return batches(connections, batch, firstNonce, perAccount, this::coinTransfer);
  }

  /// One token transfer of each account, as a batch, with the nonces given.
  byte[] oneOfEach(long... nonces) {
    return Rpc.batch(
        IntStream.range(0, accounts.count())
            .mapToObj(i -> send(i, tokenTransfer(i, nonces[i])))
            .toList());
  }

  /// Transfers of the endowed accounts to each other, in batches.
  static List<byte[]> endowedTransfers(int batch, int count) {
    List<PrivateKey> keys = Accounts.endowed();
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PrivateKey from = keys.get(i % keys.size());
      Address to = keys.get((i + 1) % keys.size()).address();
      requests.add(send(i, sign(from, i / keys.size(), 21_000, to, U256.ONE, Bytes.EMPTY)));
    }
    return grouped(requests, batch);
  }

  /// One token transfer of an account.
  Transaction tokenTransfer(int account, long nonce) {
    return token(accounts.key(account), nonce, payee(account, nonce), U256.ONE);
  }

  private Transaction coinTransfer(int account, long nonce) {
    Address to = payee(account, nonce);
    return sign(accounts.key(account), nonce, 21_000, to, U256.ONE, Bytes.EMPTY);
  }

  private Address payee(int account, long nonce) {
    return accounts.address((int) ((account * 31L + nonce * 7 + 1) % accounts.count()));
  }

  private interface Signer {
    Transaction sign(int account, long nonce);
  }

  private List<List<byte[]>> batches(
      int connections, int batch, long firstNonce, int perAccount, Signer signer) {
    return IntStream.range(0, connections)
        .parallel()
        .mapToObj(
            connection -> {
              List<String> requests = new ArrayList<>();
              for (long nonce = firstNonce; nonce < firstNonce + perAccount; nonce++) {
                for (int a = connection; a < accounts.count(); a += connections) {
                  requests.add(send(requests.size(), signer.sign(a, nonce)));
                }
              }
              return grouped(requests, batch);
            })
        .toList();
  }

  private static List<byte[]> grouped(List<String> requests, int batch) {
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < requests.size(); i += batch) {
      bodies.add(Rpc.batch(requests.subList(i, Math.min(i + batch, requests.size()))));
    }
    return bodies;
  }

  static String send(int id, Transaction transaction) {
    return Rpc.request(id, "eth_sendRawTransaction", "[\"" + transaction.encoded().toHex() + "\"]");
  }

  private static Transaction token(PrivateKey from, long nonce, Address to, U256 amount) {
    byte[] data = new byte[68];
    System.arraycopy(Bytes.fromHex("0xa9059cbb").toArray(), 0, data, 0, 4);
    to.writeTo(data, 16);
    amount.writeTo(data, 36);
    return sign(from, nonce, TOKEN_GAS, TOKEN, U256.ZERO, Bytes.wrap(data));
  }

  private static Transaction sign(
      PrivateKey from, long nonce, long gas, @Nullable Address to, U256 value, Bytes data) {
    return UnsignedTransaction.feeMarket(CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(MAX_FEE)
        .maxPriorityFeePerGas(TIP)
        .gasLimit(gas)
        .to(to)
        .value(value)
        .data(data)
        .sign(from);
  }

  private static String word(Address address) {
    return "0".repeat(24) + address.toHex().substring(2);
  }

  private static Bytes creationCode() {
    try (InputStream in = Payments.class.getResourceAsStream("LoadToken.hex")) {
      byte[] text = Objects.requireNonNull(in, "LoadToken.hex").readAllBytes();
      return Bytes.fromHex(new String(text, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
