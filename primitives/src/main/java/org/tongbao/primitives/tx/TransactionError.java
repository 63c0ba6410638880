package org.tongbao.primitives.tx;

/// Why a transaction is refused, before any state is looked at.
public enum TransactionError {
  /// Not the RLP the type asks for: a wrong kind, size or number of fields, or bytes too many.
  MALFORMED,
  /// The first byte names no transaction type of this fork (EIP-2718).
  TYPE_NOT_SUPPORTED,
  /// A blob transaction in its network form: this chain has no blob network (EIP-4844).
  SIDECAR_NOT_ACCEPTED,
  /// A field that the transaction's type does not have.
  FIELD_NOT_IN_TYPE,
  /// A nonce of 2^64 − 1 could never be followed (EIP-2681).
  NONCE_IS_MAX,
  /// Signed for another chain, or a `v` that names no chain (EIP-155).
  CHAIN_ID_MISMATCH,
  /// `r` or `s` out of range, a high `s` (EIP-2), or a parity other than 0 and 1.
  SIGNATURE_OUT_OF_RANGE,
  /// No key can have made the signature.
  SENDER_NOT_RECOVERABLE,
  /// EIP-1559.
  PRIORITY_FEE_ABOVE_MAX_FEE,
  /// The gas alone could cost 2^256 wei or more (with the value on top it may: then no balance
  /// suffices).
  COST_OVERFLOW,
  /// Initialisation code over 49,152 bytes (EIP-3860).
  INIT_CODE_TOO_LARGE,
  /// The gas limit does not pay for the transaction itself.
  INTRINSIC_GAS_TOO_LOW,
  /// The gas limit is below the floor of calldata (EIP-7623).
  GAS_BELOW_FLOOR,
  /// A blob or set-code transaction must have a recipient (EIP-4844, EIP-7702).
  RECIPIENT_MISSING,
  /// A blob transaction without blobs (EIP-4844).
  BLOBS_MISSING,
  /// A blob hash whose first byte is not the KZG version 0x01 (EIP-4844).
  BLOB_HASH_VERSION,
  /// A set-code transaction without authorisations (EIP-7702).
  AUTHORIZATIONS_MISSING,
}
