package org.tongbao.primitives.tx;

import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The rules of Osaka that need no state and no block: what a pool checks before anything else, and
/// the state transition before it buys gas.
///
/// Left to the chain, because its settings decide: the cap on a transaction's gas (EIP-7825), the
/// number of blobs, fees against the base fee.
public final class TransactionRules {
  private static final int KZG_VERSION = 1;

  private TransactionRules() {}

  /// Checks everything, the cheap parts first and the signature, which costs about 50 µs, last.
  ///
  /// @throws TransactionException naming the field and its value
  public static void check(Transaction tx, U256 chainId) {
    checkFields(tx, chainId);
    checkSender(tx);
  }

  /// Everything but the recovery of the sender.
  public static void checkFields(Transaction tx, U256 chainId) {
    checkChainId(tx, chainId);
    checkSignatureRange(tx);
    checkNonce(tx);
    checkFees(tx);
    checkBlobs(tx);
    checkAuthorizations(tx);
    checkGas(tx);
  }

  /// That somebody signed it.
  public static void checkSender(Transaction tx) {
    if (tx.sender() == null) {
      refuse(
          TransactionError.SENDER_NOT_RECOVERABLE,
          "signature: no key gives r=%s s=%s".formatted(tx.signature().r(), tx.signature().s()));
    }
  }

  private static void checkChainId(Transaction tx, U256 chainId) {
    U256 own = tx.chainId();
    if (own != null && !own.equals(chainId)) {
      refuse(
          TransactionError.CHAIN_ID_MISMATCH,
          "chainId: %s where %s is due".formatted(own, chainId));
    }
  }

  private static void checkSignatureRange(Transaction tx) {
    if (!tx.signature().isValid()) {
      refuse(
          TransactionError.SIGNATURE_OUT_OF_RANGE,
          "signature: r=%s or s=%s is zero or not below the group order"
              .formatted(tx.signature().r(), tx.signature().s()));
    }
    if (!tx.signature().isLowS()) {
      refuse(
          TransactionError.SIGNATURE_OUT_OF_RANGE,
          "s: %s is above half the group order".formatted(tx.signature().s()));
    }
  }

  private static void checkNonce(Transaction tx) {
    if (tx.nonce() == -1) {
      refuse(TransactionError.NONCE_IS_MAX, "nonce: 2^64 - 1 has no successor");
    }
  }

  private static void checkFees(Transaction tx) {
    if (tx.maxPriorityFeePerGas().compareTo(tx.maxFeePerGas()) > 0) {
      refuse(
          TransactionError.PRIORITY_FEE_ABOVE_MAX_FEE,
          "maxPriorityFeePerGas: %s is above maxFeePerGas %s"
              .formatted(tx.maxPriorityFeePerGas(), tx.maxFeePerGas()));
    }
    try {
      tx.maxFeePerGas().mulExact(U256.ofUnsigned(tx.gasLimit()));
    } catch (ArithmeticException over) {
      refuse(
          TransactionError.COST_OVERFLOW,
          "gasLimit: %s at %s wei exceeds 2^256 - 1 wei"
              .formatted(Long.toUnsignedString(tx.gasLimit()), tx.maxFeePerGas()));
    }
  }

  private static void checkBlobs(Transaction tx) {
    if (tx.type() != 3) {
      return;
    }
    if (tx.blobVersionedHashes().isEmpty()) {
      refuse(TransactionError.BLOBS_MISSING, "blobVersionedHashes: empty");
    }
    for (Hash hash : tx.blobVersionedHashes()) {
      if (hash.toArray()[0] != KZG_VERSION) {
        refuse(
            TransactionError.BLOB_HASH_VERSION,
            "blobVersionedHashes: %s does not begin with 0x01".formatted(hash));
      }
    }
  }

  private static void checkAuthorizations(Transaction tx) {
    if (tx.type() == 4 && tx.authorizationList().isEmpty()) {
      refuse(TransactionError.AUTHORIZATIONS_MISSING, "authorizationList: empty");
    }
  }

  private static void checkGas(Transaction tx) {
    if (tx.to() == null && tx.data().size() > IntrinsicGas.MAX_INIT_CODE_SIZE) {
      refuse(
          TransactionError.INIT_CODE_TOO_LARGE,
          "data: %d bytes of initialisation code, over %d"
              .formatted(tx.data().size(), IntrinsicGas.MAX_INIT_CODE_SIZE));
    }
    requireGas(tx, IntrinsicGas.of(tx), TransactionError.INTRINSIC_GAS_TOO_LOW);
    requireGas(tx, IntrinsicGas.floor(tx.data()), TransactionError.GAS_BELOW_FLOOR);
  }

  private static void requireGas(Transaction tx, long needed, TransactionError code) {
    if (Long.compareUnsigned(tx.gasLimit(), needed) < 0) {
      refuse(
          code,
          "gasLimit: %s, below the %d this transaction takes"
              .formatted(Long.toUnsignedString(tx.gasLimit()), needed));
    }
  }

  private static void refuse(TransactionError code, String message) {
    throw new TransactionException(code, message);
  }
}
