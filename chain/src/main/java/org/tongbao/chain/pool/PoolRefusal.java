package org.tongbao.chain.pool;

/// Why a transaction was not taken into the pool. The words are those of go-ethereum, which wallets
/// look for.
public enum PoolRefusal {
  MALFORMED("invalid transaction"),
  BLOBS_NOT_SUPPORTED("transaction type not supported"),
  WRONG_CHAIN("invalid chain id for signer"),
  UNPROTECTED("only replay-protected (EIP-155) transactions allowed over RPC"),
  INVALID_SENDER("invalid sender"),
  TOO_LARGE("oversized data"),
  INTRINSIC_GAS("intrinsic gas too low"),
  GAS_ABOVE_CAP("transaction gas limit too high"),
  GAS_ABOVE_BLOCK("exceeds block gas limit"),
  UNDERPRICED("transaction underpriced"),
  ALREADY_KNOWN("already known"),
  NONCE_TOO_LOW("nonce too low"),
  NONCE_GAP("nonce too high"),
  INSUFFICIENT_FUNDS("insufficient funds for gas * price + value"),
  SENDER_HAS_CODE("sender not an eoa"),
  REPLACEMENT_UNDERPRICED("replacement transaction underpriced"),
  SENDER_FULL("account limit exceeded"),
  POOL_FULL("txpool is full");

  private final String words;

  PoolRefusal(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
