package org.tongbao.primitives.tx;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Signature;

/// The fields of a transaction of any type, without its signature. Fields that a type does not have
/// are empty or zero; `gasPrice` of the types 0 and 1 stands in both fee fields.
///
/// Only what the type's encoding can hold is a transaction; whether a chain takes it is for
/// [TransactionRules].
///
/// @param type 0 legacy, 1 access list (EIP-2930), 2 fee market (EIP-1559), 3 blob (EIP-4844), 4
///   set code (EIP-7702)
/// @param chainId null in a legacy transaction from before EIP-155
/// @param nonce unsigned
/// @param gasLimit unsigned
/// @param to null creates a contract from `data`
public record UnsignedTransaction(
    int type,
    @Nullable U256 chainId,
    long nonce,
    U256 maxPriorityFeePerGas,
    U256 maxFeePerGas,
    long gasLimit,
    @Nullable Address to,
    U256 value,
    Bytes data,
    List<AccessListEntry> accessList,
    U256 maxFeePerBlobGas,
    List<Hash> blobVersionedHashes,
    List<Authorization> authorizationList) {

  public UnsignedTransaction {
    accessList = List.copyOf(accessList);
    blobVersionedHashes = List.copyOf(blobVersionedHashes);
    authorizationList = List.copyOf(authorizationList);
    requireType(type >= 0 && type <= 4, type, "is not a transaction type");
    requireType(type == 0 || chainId != null, type, "needs a chainId");
    requireType(
        type > 0 || chainId == null || chainId.compareTo(LegacyTransaction.MAX_CHAIN_ID) <= 0,
        type,
        "cannot hold chainId " + chainId);
    requireType(type >= 1 || accessList.isEmpty(), type, "has no accessList");
    requireType(
        type >= 2 || maxPriorityFeePerGas.equals(maxFeePerGas), type, "has one gasPrice, not two");
    requireType(
        type == 3 || (blobVersionedHashes.isEmpty() && maxFeePerBlobGas.isZero()),
        type,
        "has no blobVersionedHashes and no maxFeePerBlobGas");
    requireType(type == 4 || authorizationList.isEmpty(), type, "has no authorizationList");
    if (type >= 3 && to == null) {
      throw new TransactionException(
          TransactionError.RECIPIENT_MISSING, "to: empty in a transaction of type " + type);
    }
  }

  /// A legacy transaction with replay protection (EIP-155).
  public static TransactionBuilder legacy(U256 chainId) {
    return new TransactionBuilder(0, chainId);
  }

  /// A legacy transaction for any chain, as deterministic deployments still need it.
  public static TransactionBuilder legacyWithoutChainId() {
    return new TransactionBuilder(0, null);
  }

  /// A transaction with an access list and one gas price (EIP-2930).
  public static TransactionBuilder accessList(U256 chainId) {
    return new TransactionBuilder(1, chainId);
  }

  /// The usual transaction (EIP-1559).
  public static TransactionBuilder feeMarket(U256 chainId) {
    return new TransactionBuilder(2, chainId);
  }

  /// A transaction with blobs (EIP-4844).
  public static TransactionBuilder blob(U256 chainId) {
    return new TransactionBuilder(3, chainId);
  }

  /// A transaction that sets code of accounts (EIP-7702).
  public static TransactionBuilder setCode(U256 chainId) {
    return new TransactionBuilder(4, chainId);
  }

  /// What a unit of gas costs in a block of this base fee: the base fee and the priority fee, at
  /// most the maximum (EIP-1559). Meaningful when the maximum is not below the base fee.
  public U256 effectiveGasPrice(U256 baseFeePerGas) {
    return baseFeePerGas.add(maxPriorityFeePerGas.min(maxFeePerGas.sub(baseFeePerGas)));
  }

  /// The chain id of a type that always has one.
  U256 requireChainId() {
    return requireNonNull(chainId);
  }

  /// What is hashed and signed: for legacy transactions the list of fields (EIP-155), for the
  /// others the type and the list.
  public Bytes encodedForSigning() {
    return TransactionEncoder.forSigning(this).toBytes();
  }

  public Hash signingHash() {
    return TransactionEncoder.forSigning(this).keccak256();
  }

  public Transaction sign(PrivateKey key) {
    Signature signature = key.sign(signingHash());
    SignedTransaction signed = SignedTransaction.of(this, signature, null);
    signed.knowSender(key.address());
    return (Transaction) signed;
  }

  /// With a signature made elsewhere, which is not verified here.
  ///
  /// @throws TransactionException when the parity is neither 0 nor 1
  public Transaction withSignature(Signature signature) {
    return (Transaction) SignedTransaction.of(this, signature, null);
  }

  private static void requireType(boolean holds, int type, String what) {
    if (!holds) {
      throw new TransactionException(
          type < 0 || type > 4
              ? TransactionError.TYPE_NOT_SUPPORTED
              : TransactionError.FIELD_NOT_IN_TYPE,
          "type " + type + " " + what);
    }
  }
}
