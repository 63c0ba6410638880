package org.tongbao.primitives.tx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;

/// Collects the fields of a transaction; what is not set is zero or empty. Made by
/// [UnsignedTransaction]; not thread-safe.
public final class TransactionBuilder {
  private final int type;
  private final @Nullable U256 chainId;
  private long nonce;
  private U256 maxPriorityFeePerGas = U256.ZERO;
  private U256 maxFeePerGas = U256.ZERO;
  private long gasLimit;
  private @Nullable Address to;
  private U256 value = U256.ZERO;
  private Bytes data = Bytes.EMPTY;
  private List<AccessListEntry> accessList = List.of();
  private U256 maxFeePerBlobGas = U256.ZERO;
  private List<Hash> blobVersionedHashes = List.of();
  private List<Authorization> authorizationList = List.of();

  TransactionBuilder(int type, @Nullable U256 chainId) {
    this.type = type;
    this.chainId = chainId;
  }

  /// Unsigned.
  public TransactionBuilder nonce(long nonce) {
    this.nonce = nonce;
    return this;
  }

  /// The one price of the types 0 and 1.
  public TransactionBuilder gasPrice(U256 wei) {
    this.maxPriorityFeePerGas = wei;
    this.maxFeePerGas = wei;
    return this;
  }

  public TransactionBuilder maxPriorityFeePerGas(U256 wei) {
    this.maxPriorityFeePerGas = wei;
    return this;
  }

  public TransactionBuilder maxFeePerGas(U256 wei) {
    this.maxFeePerGas = wei;
    return this;
  }

  /// Unsigned.
  public TransactionBuilder gasLimit(long gasLimit) {
    this.gasLimit = gasLimit;
    return this;
  }

  /// Null creates a contract.
  public TransactionBuilder to(@Nullable Address to) {
    this.to = to;
    return this;
  }

  public TransactionBuilder value(U256 wei) {
    this.value = wei;
    return this;
  }

  public TransactionBuilder data(Bytes data) {
    this.data = data;
    return this;
  }

  public TransactionBuilder accessList(List<AccessListEntry> accessList) {
    this.accessList = accessList;
    return this;
  }

  public TransactionBuilder maxFeePerBlobGas(U256 wei) {
    this.maxFeePerBlobGas = wei;
    return this;
  }

  public TransactionBuilder blobVersionedHashes(List<Hash> hashes) {
    this.blobVersionedHashes = hashes;
    return this;
  }

  public TransactionBuilder authorizationList(List<Authorization> authorizations) {
    this.authorizationList = authorizations;
    return this;
  }

  /// @throws TransactionException when a field is set that the type does not have
  public UnsignedTransaction build() {
    return new UnsignedTransaction(
        type,
        chainId,
        nonce,
        maxPriorityFeePerGas,
        maxFeePerGas,
        gasLimit,
        to,
        value,
        data,
        accessList,
        maxFeePerBlobGas,
        blobVersionedHashes,
        authorizationList);
  }

  /// Builds and signs.
  public Transaction sign(PrivateKey key) {
    return build().sign(key);
  }
}
