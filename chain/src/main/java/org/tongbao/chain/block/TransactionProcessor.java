package org.tongbao.chain.block;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.block.TransactionResult.Reason;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.CallResult;
import org.tongbao.chain.evm.Evm;
import org.tongbao.chain.evm.Message;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.evm.TxContext;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.AccessListEntry;
import org.tongbao.primitives.tx.IntrinsicGas;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;
import org.tongbao.primitives.tx.TransactionRules;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// The state transition of Osaka, transaction after transaction of one block (Yellow Paper §6).
///
/// Keeps count of the gas and blob gas that the block has used. Not thread-safe. Senders are
/// recovered when first asked for: recover those of a whole block in parallel beforehand.
public final class TransactionProcessor {
  private final ChainRules rules;
  private final WorldState world;
  private final BlockContext block;
  private final Evm evm;
  private long gasUsed;
  private long blobGasUsed;

  public TransactionProcessor(
      ChainRules rules, WorldState world, BlockContext block, Tracer tracer) {
    this.rules = rules;
    this.world = world;
    this.block = block;
    this.evm = new Evm(world, block, tracer);
  }

  /// Gas of all transactions executed so far.
  public long gasUsed() {
    return gasUsed;
  }

  /// Blob gas of all transactions executed so far.
  public long blobGasUsed() {
    return blobGasUsed;
  }

  /// Executes a transaction, or refuses it and changes nothing.
  public TransactionResult execute(Transaction tx) {
    Refused malformed = checkAlone(tx);
    if (malformed != null) {
      return malformed;
    }
    Address sender = tx.sender();
    if (sender == null) {
      throw new IllegalStateException("a checked transaction without a sender: " + tx.hash());
    }
    TransactionChecks checks =
        new TransactionChecks(
            rules, block, block.gasLimit() - gasUsed, rules.blobs().maxGas() - blobGasUsed);
    Refused refused = checks.check(tx, world.account(sender));
    if (refused != null) {
      return refused;
    }
    U256 price = tx.effectiveGasPrice(block.baseFee());
    Executed executed = run(sender, tx.unsigned(), price, block.blobBaseFee());
    gasUsed += executed.gasUsed();
    blobGasUsed += blobGas(tx.unsigned());
    return executed;
  }

  /// Executes what was never signed (`eth_call`, `eth_estimateGas`): nonce, signature, code of the
  /// sender, caps and the block's gas are not looked at, and a fee of zero stands below any base
  /// fee. The rest is as in a block.
  public TransactionResult simulate(Address sender, UnsignedTransaction call) {
    Refused refused = checkSimulated(call);
    if (refused == null) {
      refused = TransactionChecks.checkBalance(call, world.account(sender));
    }
    if (refused != null) {
      return refused;
    }
    U256 price = call.maxFeePerGas().isZero() ? U256.ZERO : call.effectiveGasPrice(block.baseFee());
    U256 blobPrice = call.maxFeePerBlobGas().isZero() ? U256.ZERO : block.blobBaseFee();
    return run(sender, call, price, blobPrice);
  }

  private @Nullable Refused checkSimulated(UnsignedTransaction call) {
    long needed = Math.max(intrinsicGas(call), IntrinsicGas.floor(call.data()));
    if (call.gasLimit() < needed) {
      return new Refused(
          Reason.MALFORMED,
          "gas limit %s is not from %d to 2^63 - 1"
              .formatted(Long.toUnsignedString(call.gasLimit()), needed));
    }
    if (isBelow(call.maxFeePerGas(), block.baseFee())) {
      return new Refused(
          Reason.MAX_FEE_BELOW_BASE_FEE,
          "max fee per gas %s is below the base fee %s"
              .formatted(call.maxFeePerGas(), block.baseFee()));
    }
    if (isBelow(call.maxFeePerBlobGas(), block.blobBaseFee())) {
      return new Refused(
          Reason.MAX_BLOB_FEE_BELOW_BASE_FEE,
          "max fee per blob gas %s is below the blob base fee %s"
              .formatted(call.maxFeePerBlobGas(), block.blobBaseFee()));
    }
    return null;
  }

  /// Whether a fee was offered, but not enough.
  private static boolean isBelow(U256 fee, U256 due) {
    return !fee.isZero() && fee.lt(due);
  }

  private static long intrinsicGas(UnsignedTransaction tx) {
    return IntrinsicGas.of(tx.to(), tx.data(), tx.accessList(), tx.authorizationList().size());
  }

  private @Nullable Refused checkAlone(Transaction tx) {
    try {
      TransactionRules.check(tx, rules.chainId());
      return null;
    } catch (TransactionException malformed) {
      return new Refused(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
    }
  }

  private static long blobGas(UnsignedTransaction tx) {
    return tx.blobVersionedHashes().size() * BlobSchedule.GAS_PER_BLOB;
  }

  private Executed run(Address from, UnsignedTransaction tx, U256 price, U256 blobPrice) {
    world.beginTransaction();
    MutableAccount sender = world.account(from);
    long nonce = sender.nonce();
    U256 blobFee = blobPrice.mulExact(U256.of(blobGas(tx)));
    sender.subtractBalance(price.mulExact(U256.of(tx.gasLimit())).addExact(blobFee));
    sender.incrementNonce();
    warm(sender, tx);
    long refund = Delegations.apply(tx.authorizationList(), world, rules.chainId());
    CallResult result = send(from, nonce, tx, price);
    return settle(sender, nonce, tx, price, result, refund + result.refund());
  }

  /// Everything that is warm from the start (EIP-2929, EIP-2930, EIP-3651).
  private void warm(MutableAccount sender, UnsignedTransaction tx) {
    sender.warm();
    world.warm(block.coinbase());
    for (AccessListEntry entry : tx.accessList()) {
      world.warm(entry.address());
      for (U256 key : entry.storageKeys()) {
        world.warmSlot(entry.address(), key);
      }
    }
  }

  private CallResult send(Address from, long nonce, UnsignedTransaction tx, U256 price) {
    long gas = tx.gasLimit() - intrinsicGas(tx);
    TxContext context = new TxContext(from, price, tx.blobVersionedHashes());
    Address to = tx.to();
    if (to == null) {
      Address created = Address.create(from, nonce);
      world.warm(created);
      return evm.create(context, new Message(from, created, tx.value(), tx.data(), gas));
    }
    MutableAccount callee = world.account(to);
    callee.warm();
    Address delegate = callee.code().delegate();
    if (delegate != null) {
      world.warm(delegate);
    }
    return evm.call(context, new Message(from, to, tx.value(), tx.data(), gas));
  }

  /// Refunds and pays what was used (EIP-1559, EIP-3529, EIP-7623), and writes the receipt.
  private Executed settle(
      MutableAccount sender,
      long nonce,
      UnsignedTransaction tx,
      U256 price,
      CallResult result,
      long refund) {
    long unrefunded = tx.gasLimit() - result.gasLeft();
    long refunded = Math.min(unrefunded / rules.fork().refundQuotient(), refund);
    long used = Math.max(unrefunded - refunded, IntrinsicGas.floor(tx.data()));
    sender.addBalance(price.mulExact(U256.of(tx.gasLimit() - used)));
    U256 tip = price.lt(block.baseFee()) ? U256.ZERO : price.sub(block.baseFee());
    world.addBalance(block.coinbase(), tip.mulExact(U256.of(used)));
    world.commitTransaction();
    List<Log> logs = world.takeLogs();
    boolean creates = tx.to() == null && result.success();
    return new Executed(
        Receipt.of(tx.type(), result.success(), gasUsed + used, logs),
        used,
        unrefunded - used,
        price,
        result.output(),
        creates ? Address.create(sender.address(), nonce) : null,
        result.halt());
  }
}
