package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.TransactionProcessor;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.state.WorldState;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.TransactionBuilder;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Executes calls that never become part of a block.
final class Simulator {
  private final ChainReader reader;
  private final ChainRules rules;
  private final RpcLimits limits;

  Simulator(ChainReader reader, ChainRules rules, RpcLimits limits) {
    this.reader = reader;
    this.rules = rules;
    this.limits = limits;
  }

  /// What code sees when it runs as if it were in the block of this header.
  BlockContext context(BlockHeader header) {
    BlockHeader parent = reader.header(header.parentHash());
    BlockHashes hashes = parent == null ? number -> Hash.ZERO : reader.hashesUpTo(parent);
    return new BlockContext(
        header.coinbase(),
        header.number(),
        header.timestamp(),
        header.gasLimit(),
        header.mixHash(),
        header.baseFeePerGas(),
        rules.blobs().baseFee(header.excessBlobGas()),
        rules.chainId(),
        hashes);
  }

  /// Runs a call and gives what came of it.
  ///
  /// @param gas unsigned
  /// @throws RpcException when it could not even begin
  Executed run(StateReader state, BlockContext block, CallRequest call, long gas, Tracer tracer) {
    var processor = new TransactionProcessor(rules, new WorldState(state), block, tracer);
    TransactionResult result =
        processor.simulate(call.from(), transaction(call, gas, state, block));
    return switch (result) {
      case Executed executed -> executed;
      case Refused refused -> throw refusal(refused);
    };
  }

  /// In the words of go-ethereum, which wallets look for.
  private static RpcException refusal(Refused refused) {
    String words =
        switch (refused.reason()) {
          case INSUFFICIENT_FUNDS -> "insufficient funds for gas * price + value";
          case MAX_FEE_BELOW_BASE_FEE -> "max fee per gas less than block base fee";
          case MAX_BLOB_FEE_BELOW_BASE_FEE -> "max fee per blob gas less than block blob gas fee";
          case NONCE_TOO_LOW -> "nonce too low";
          case NONCE_TOO_HIGH -> "nonce too high";
          // All that a simulated call can be malformed in.
          case MALFORMED -> "intrinsic gas too low";
          case SENDER_HAS_CODE,
              GAS_LIMIT_ABOVE_CAP,
              GAS_LIMIT_ABOVE_BLOCK,
              BLOB_GAS_ABOVE_BLOCK,
              TOO_MANY_BLOBS ->
              "invalid transaction";
        };
    return new RpcException(RpcError.SERVER_ERROR, words + ": " + refused.message());
  }

  /// The gas a call may use: what it asks for, or the most this node allows.
  long gas(CallRequest call) {
    Long asked = call.gas();
    return asked == null || Long.compareUnsigned(asked, limits.callGas()) > 0
        ? limits.callGas()
        : asked;
  }

  /// The most gas that the sender can pay for at the price of the call.
  long affordable(CallRequest call, StateReader state, long gas) {
    U256 price = call.gasPrice() == null ? call.maxFeePerGas() : call.gasPrice();
    if (price == null || price.isZero()) {
      return gas;
    }
    Account sender = state.account(call.from());
    U256 balance = sender == null ? U256.ZERO : sender.balance();
    if (balance.compareTo(call.value()) < 0) {
      throw new RpcException(RpcError.SERVER_ERROR, "insufficient funds for transfer");
    }
    U256 payable = balance.sub(call.value()).div(price);
    return payable.compareTo(U256.ofUnsigned(gas)) < 0 ? payable.lowLong() : gas;
  }

  /// The error of a call that did not succeed.
  static RpcException failure(Executed executed) {
    if (executed.halt() != null) {
      return new RpcException(RpcError.SERVER_ERROR, executed.halt().text());
    }
    return new RpcException(
        RpcError.EXECUTION_REVERTED, RevertReason.message(executed.output()), executed.output());
  }

  private UnsignedTransaction transaction(
      CallRequest call, long gas, StateReader state, BlockContext block) {
    TransactionBuilder builder = builder(call);
    requireThisChain(call.chainId());
    Account sender = state.account(call.from());
    Long nonce = call.nonce();
    U256 maxFee = call.gasPrice() == null ? call.maxFeePerGas() : call.gasPrice();
    U256 tip = call.gasPrice() == null ? call.maxPriorityFeePerGas() : call.gasPrice();
    if (maxFee == null) {
      maxFee = tip == null ? U256.ZERO : block.baseFee().add(tip);
    }
    return builder
        .nonce(nonce != null ? nonce : sender == null ? 0 : sender.nonce())
        .maxFeePerGas(maxFee)
        .maxPriorityFeePerGas(tip == null ? U256.ZERO : tip)
        .gasLimit(gas)
        .to(call.to())
        .value(call.value())
        .data(call.data())
        .accessList(call.accessList())
        .build();
  }

  /// The newest type that has all the fields of the call.
  private TransactionBuilder builder(CallRequest call) {
    if (!call.authorizations().isEmpty()) {
      return UnsignedTransaction.setCode(rules.chainId()).authorizationList(call.authorizations());
    }
    if (!call.blobHashes().isEmpty()) {
      U256 maxFee = call.maxFeePerBlobGas();
      return UnsignedTransaction.blob(rules.chainId())
          .blobVersionedHashes(call.blobHashes())
          .maxFeePerBlobGas(maxFee == null ? U256.ZERO : maxFee);
    }
    return UnsignedTransaction.feeMarket(rules.chainId());
  }

  private void requireThisChain(@Nullable U256 chainId) {
    if (chainId != null && !chainId.equals(rules.chainId())) {
      throw RpcException.invalidParams(
          "chainId does not match node's (have=" + chainId + ", want=" + rules.chainId() + ")");
    }
  }
}
