package org.tongbao.primitives.tx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;

/// A signed transaction. Immutable and thread-safe; equal when the encodings are.
///
/// Being one means that it could be decoded, no more: [TransactionRules] tells whether its fields
/// and its signature are valid on a chain, and only the state whether it can be executed.
public sealed interface Transaction
    permits LegacyTransaction,
        AccessListTransaction,
        FeeMarketTransaction,
        BlobTransaction,
        SetCodeTransaction {

  /// Reads the canonical encoding of exactly one transaction (EIP-2718): a list, or a type byte and
  /// a list.
  ///
  /// @throws TransactionException naming the field that is wrong
  static Transaction decode(Bytes encoded) {
    return TransactionDecoder.decode(encoded);
  }

  /// Reads a transaction that was verified before and kept beside its sender, which spares the
  /// recovery. The sender is believed.
  ///
  /// @throws TransactionException naming the field that is wrong
  static Transaction decode(Bytes encoded, Address verifiedSender) {
    return TransactionDecoder.decode(encoded, verifiedSender);
  }

  /// Reads the next transaction of a block body: a list, or a string that holds a type byte and a
  /// list.
  ///
  /// @throws TransactionException naming the field that is wrong
  /// @throws org.tongbao.primitives.RlpException when there is no whole item
  static Transaction decode(RlpReader body) {
    return TransactionDecoder.decode(body.nextIsList() ? body.raw() : body.bytes());
  }

  /// The fields under the signature.
  UnsignedTransaction unsigned();

  /// Its parity is 0 or 1; `r` and `s` may be anything.
  Signature signature();

  /// The canonical encoding, as it is hashed, announced and kept.
  Bytes encoded();

  /// The transaction hash: keccak-256 of `encoded`.
  Hash hash();

  /// The account that signed, or null when the signature is invalid: `r`, `s` out of range, a high
  /// `s`, or no such key. Recovered once, by whoever asks first.
  @Nullable Address sender();

  default int type() {
    return unsigned().type();
  }

  /// Null in a legacy transaction from before EIP-155.
  default @Nullable U256 chainId() {
    return unsigned().chainId();
  }

  /// Unsigned.
  default long nonce() {
    return unsigned().nonce();
  }

  /// Unsigned.
  default long gasLimit() {
    return unsigned().gasLimit();
  }

  /// Null creates a contract.
  default @Nullable Address to() {
    return unsigned().to();
  }

  default U256 value() {
    return unsigned().value();
  }

  /// The call's input, or the initialisation code of a new contract.
  default Bytes data() {
    return unsigned().data();
  }

  /// In wei; the gas price of the types 0 and 1.
  default U256 maxFeePerGas() {
    return unsigned().maxFeePerGas();
  }

  /// In wei; the gas price of the types 0 and 1.
  default U256 maxPriorityFeePerGas() {
    return unsigned().maxPriorityFeePerGas();
  }

  default List<AccessListEntry> accessList() {
    return unsigned().accessList();
  }

  /// In wei; zero unless a blob transaction.
  default U256 maxFeePerBlobGas() {
    return unsigned().maxFeePerBlobGas();
  }

  default List<Hash> blobVersionedHashes() {
    return unsigned().blobVersionedHashes();
  }

  default List<Authorization> authorizationList() {
    return unsigned().authorizationList();
  }

  default Hash signingHash() {
    return unsigned().signingHash();
  }

  /// As [UnsignedTransaction#effectiveGasPrice].
  default U256 effectiveGasPrice(U256 baseFeePerGas) {
    return unsigned().effectiveGasPrice(baseFeePerGas);
  }
}
