package org.tongbao.chain.pool;

import java.time.Duration;
import java.util.Set;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What a pool accepts and how it shares out blocks. Policy of one node, not consensus.
///
/// @param maxTransactions in all
/// @param maxBytes of all encodings together
/// @param maxPerSender of one sender
/// @param maxQueuedPerSender of one sender behind a missing nonce
/// @param minFeePerGas a lower maximum fee is refused
/// @param acceptUnprotected whether transactions without a chain id (from before EIP-155) are taken
/// @param queuedLifetime a transaction that cannot be mined is dropped after this time
/// @param reservedSenders for whom a share of every block is kept free
/// @param reservedPercent that share of the gas limit, when there are such senders
/// @param quotaPercent the share of the gas limit that any other sender may use of one block
public record PoolOptions(
    int maxTransactions,
    long maxBytes,
    int maxPerSender,
    int maxQueuedPerSender,
    U256 minFeePerGas,
    boolean acceptUnprotected,
    Duration queuedLifetime,
    Set<Address> reservedSenders,
    int reservedPercent,
    int quotaPercent) {
  /// The largest encoding of one transaction, as other nodes have it.
  public static final int MAX_TRANSACTION_BYTES = 128 * 1024;

  /// A new transaction takes an old one's nonce when it pays this much more.
  public static final int REPLACEMENT_PERCENT = 10;

  public static final PoolOptions DEFAULT =
      new PoolOptions(
          100_000, 256L << 20, 8_192, 64, U256.ZERO, false, Duration.ofHours(3), Set.of(), 50, 25);

  public PoolOptions {
    reservedSenders = Set.copyOf(reservedSenders);
    requirePercent("reservedPercent", reservedPercent);
    requirePercent("quotaPercent", quotaPercent);
    if (maxTransactions < 1 || maxBytes < 1 || maxPerSender < 1 || maxQueuedPerSender < 0) {
      throw new IllegalArgumentException("the limits of the pool must be above zero");
    }
  }

  private static void requirePercent(String name, int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(name + " must be 0 to 100, not " + percent);
    }
  }

  public PoolOptions withLimits(int transactions, int perSender, int queuedPerSender) {
    return new PoolOptions(
        transactions,
        maxBytes,
        perSender,
        queuedPerSender,
        minFeePerGas,
        acceptUnprotected,
        queuedLifetime,
        reservedSenders,
        reservedPercent,
        quotaPercent);
  }

  public PoolOptions withMinFeePerGas(U256 wei) {
    return new PoolOptions(
        maxTransactions,
        maxBytes,
        maxPerSender,
        maxQueuedPerSender,
        wei,
        acceptUnprotected,
        queuedLifetime,
        reservedSenders,
        reservedPercent,
        quotaPercent);
  }

  public PoolOptions withShares(Set<Address> reserved, int reservedShare, int quota) {
    return new PoolOptions(
        maxTransactions,
        maxBytes,
        maxPerSender,
        maxQueuedPerSender,
        minFeePerGas,
        acceptUnprotected,
        queuedLifetime,
        reserved,
        reservedShare,
        quota);
  }
}
