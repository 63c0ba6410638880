package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.address;
import static org.tongbao.chain.rpc.JsonValues.data;
import static org.tongbao.chain.rpc.JsonValues.hash;
import static org.tongbao.chain.rpc.JsonValues.quantity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;
import org.tongbao.primitives.tx.AccessListEntry;
import org.tongbao.primitives.tx.Authorization;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.core.JsonGenerator;

/// A transaction as the `eth_` methods show it, in a block or waiting for one.
final class TransactionJson {
  private TransactionJson() {}

  /// @param block the block that has it, or null while it waits; then `index` means nothing
  static void write(JsonGenerator out, Transaction tx, @Nullable BlockHeader block, int index) {
    out.writeStartObject();
    writePlace(out, block, index);
    writeCommon(out, tx);
    writePrices(out, tx, block);
    if (tx.type() >= 1) {
      writeAccessList(out, tx.accessList());
    }
    if (tx.type() == 3) {
      quantity(out, "maxFeePerBlobGas", tx.maxFeePerBlobGas());
      writeHashes(out, "blobVersionedHashes", tx.blobVersionedHashes());
    }
    if (tx.type() == 4) {
      writeAuthorizations(out, tx.authorizationList());
    }
    writeSignature(out, tx);
    out.writeEndObject();
  }

  private static void writePlace(JsonGenerator out, @Nullable BlockHeader block, int index) {
    if (block == null) {
      out.writeNullProperty("blockHash");
      out.writeNullProperty("blockNumber");
      out.writeNullProperty("blockTimestamp");
      out.writeNullProperty("transactionIndex");
      return;
    }
    hash(out, "blockHash", block.hash());
    quantity(out, "blockNumber", block.number());
    quantity(out, "blockTimestamp", block.timestamp());
    quantity(out, "transactionIndex", index);
  }

  private static void writeCommon(JsonGenerator out, Transaction tx) {
    hash(out, "hash", tx.hash());
    quantity(out, "type", tx.type());
    quantity(out, "nonce", tx.nonce());
    address(out, "from", tx.sender());
    address(out, "to", tx.to());
    quantity(out, "value", tx.value());
    quantity(out, "gas", tx.gasLimit());
    data(out, "input", tx.data());
    U256 chainId = tx.chainId();
    if (chainId != null) {
      quantity(out, "chainId", chainId);
    }
  }

  /// `gasPrice` of the newer types is what was paid in a block, and the most that will be paid
  /// while waiting.
  private static void writePrices(JsonGenerator out, Transaction tx, @Nullable BlockHeader block) {
    boolean feeMarket = tx.type() >= 2;
    U256 price =
        feeMarket && block != null
            ? tx.effectiveGasPrice(block.baseFeePerGas())
            : tx.maxFeePerGas();
    quantity(out, "gasPrice", price);
    if (feeMarket) {
      quantity(out, "maxFeePerGas", tx.maxFeePerGas());
      quantity(out, "maxPriorityFeePerGas", tx.maxPriorityFeePerGas());
    }
  }

  static void writeAccessList(JsonGenerator out, List<AccessListEntry> entries) {
    out.writeArrayPropertyStart("accessList");
    for (AccessListEntry entry : entries) {
      out.writeStartObject();
      address(out, "address", entry.address());
      out.writeArrayPropertyStart("storageKeys");
      for (U256 key : entry.storageKeys()) {
        data(out, key.toArray32());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeHashes(JsonGenerator out, String name, List<Hash> hashes) {
    out.writeArrayPropertyStart(name);
    hashes.forEach(value -> hash(out, value));
    out.writeEndArray();
  }

  private static void writeAuthorizations(JsonGenerator out, List<Authorization> list) {
    out.writeArrayPropertyStart("authorizationList");
    for (Authorization authorization : list) {
      out.writeStartObject();
      quantity(out, "chainId", authorization.chainId());
      address(out, "address", authorization.address());
      quantity(out, "nonce", authorization.nonce());
      writeParity(out, authorization.signature());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeParity(JsonGenerator out, Signature signature) {
    quantity(out, "yParity", signature.yParity());
    quantity(out, "r", signature.r());
    quantity(out, "s", signature.s());
  }

  private static void writeSignature(JsonGenerator out, Transaction tx) {
    Signature signature = tx.signature();
    if (tx.type() > 0) {
      quantity(out, "v", signature.yParity());
      writeParity(out, signature);
      return;
    }
    U256 chainId = tx.chainId();
    U256 v =
        chainId == null
            ? U256.ofUnsigned(27 + signature.yParity())
            : chainId.add(chainId).add(U256.ofUnsigned(35 + signature.yParity()));
    quantity(out, "v", v);
    quantity(out, "r", signature.r());
    quantity(out, "s", signature.s());
  }
}
