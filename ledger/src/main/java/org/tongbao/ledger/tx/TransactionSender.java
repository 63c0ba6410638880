package org.tongbao.ledger.tx;

import java.time.Duration;
import java.util.Optional;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.Fees;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.TransactionReceipt;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Sends transactions of one account. Sending the same signed transaction again is harmless, so
/// whatever becomes of an answer, the same bytes are sent again.
public final class TransactionSender {
  /// The most gas of one transaction (EIP-7825).
  public static final long MAX_GAS = 1L << 24;

  private static final int TRIES = 5;

  /// What became of a submitted transaction.
  public enum Submission {
    /// The node has it.
    ACCEPTED,
    /// Another transaction of the account with the same nonce was mined: this one never will be.
    NONCE_USED,
    /// Another one waits in the node's pool: which of them is mined is open.
    NONCE_CONTENDED
  }

  private final EthClient client;
  private final Signer signer;
  private final U256 chainId;

  public TransactionSender(EthClient client, Signer signer) {
    this.client = client;
    this.signer = signer;
    this.chainId = client.chainId();
  }

  public Address address() {
    return signer.address();
  }

  /// A signed transaction, not sent.
  ///
  /// @param value wei
  public Transaction sign(long nonce, Address to, U256 value, Bytes data, long gas, Fees fees) {
    UnsignedTransaction unsigned =
        UnsignedTransaction.feeMarket(chainId)
            .nonce(nonce)
            .to(to)
            .value(value)
            .data(data)
            .gasLimit(gas)
            .maxFeePerGas(fees.maxFeePerGas())
            .maxPriorityFeePerGas(fees.maxPriorityFeePerGas())
            .build();
    return unsigned.withSignature(signer.sign(unsigned.signingHash()));
  }

  /// Sends until the node has the transaction or it is certain that it cannot be mined.
  ///
  /// @throws RpcException when the node refuses it for another reason, or stays away
  public Submission submit(Bytes encoded, Hash hash, long nonce) {
    RpcException last = new RpcException.Unreachable("not sent");
    for (int i = 0; i < TRIES; i++) {
      try {
        client.send(encoded);
        return Submission.ACCEPTED;
      } catch (RpcException.Refused e) {
        return refused(e, hash, nonce);
      } catch (RpcException e) {
        last = e;
      }
    }
    throw last;
  }

  /// A node refuses what it knows already, and nonces that are used.
  private Submission refused(RpcException.Refused refusal, Hash hash, long nonce) {
    if (client.knows(hash)) {
      return Submission.ACCEPTED;
    }
    if (client.nonce(address()) > nonce) {
      return client.receipt(hash).isPresent() ? Submission.ACCEPTED : Submission.NONCE_USED;
    }
    if (client.pendingNonce(address()) > nonce) {
      return Submission.NONCE_CONTENDED;
    }
    throw refusal;
  }

  /// Waits until the transaction is in the chain; failures to ask are overlooked until then.
  ///
  /// @return empty when it is not there in time
  public Optional<TransactionReceipt> await(Hash hash, Duration limit) {
    return Polling.until(limit, () -> receipt(hash));
  }

  private Optional<TransactionReceipt> receipt(Hash hash) {
    try {
      return client.receipt(hash);
    } catch (RpcException.TimedOut | RpcException.Unreachable e) {
      return Optional.empty();
    }
  }
}
