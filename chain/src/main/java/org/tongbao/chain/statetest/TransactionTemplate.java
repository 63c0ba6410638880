package org.tongbao.chain.statetest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Signature;
import org.tongbao.primitives.tx.AccessListEntry;
import org.tongbao.primitives.tx.Authorization;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// The `transaction` of a state test: several transactions that differ in data, gas and value.
/// Values are read when a transaction is made, since a test may be that they cannot be.
record TransactionTemplate(Fields fields, U256 chainId) {
  /// Which data, gas limit and value.
  record Indexes(int data, int gas, int value) {
    static Indexes parse(Fields indexes) {
      return new Indexes(
          indexes.get("data").index(), indexes.get("gas").index(), indexes.get("value").index());
    }

    @Override
    public String toString() {
      return "d" + data + " g" + gas + " v" + value;
    }
  }

  /// The account that is said to send it, or null when the fixture does not say.
  @Nullable Address sender() {
    return fields.find("sender", Fields::address, null);
  }

  /// The transaction, signed with the key of the fixture, or null without a key.
  ///
  /// @param replayProtected whether a legacy transaction names the chain
  /// @throws org.tongbao.primitives.tx.TransactionException when there is no such transaction
  @Nullable Transaction sign(Indexes indexes, boolean replayProtected) {
    Fields key = fields.find("secretKey");
    if (key == null) {
      return null;
    }
    return unsigned(indexes, replayProtected).sign(key.parsed(() -> PrivateKey.of(key.hash())));
  }

  private UnsignedTransaction unsigned(Indexes indexes, boolean replayProtected) {
    int type = type(indexes);
    Fields maxFee = fields.find("maxFeePerGas");
    U256 price = maxFee == null ? fields.get("gasPrice").u256() : maxFee.u256();
    U256 tip = maxFee == null ? price : fields.get("maxPriorityFeePerGas").u256();
    return new UnsignedTransaction(
        type,
        type > 0 || replayProtected ? chainId : null,
        fields.get("nonce").uint64(),
        tip,
        price,
        element("gasLimit", indexes.gas()).uint64(),
        to(),
        element("value", indexes.value()).u256(),
        element("data", indexes.data()).bytes(),
        accessList(indexes),
        fields.find("maxFeePerBlobGas", Fields::u256, U256.ZERO),
        fields.find("blobVersionedHashes", list -> list.list(Fields::hash), List.<Hash>of()),
        fields.find(
            "authorizationList",
            list -> list.list(TransactionTemplate::authorization),
            List.<Authorization>of()));
  }

  private int type(Indexes indexes) {
    if (fields.find("authorizationList") != null) {
      return 4;
    }
    if (fields.find("maxFeePerBlobGas") != null || fields.find("blobVersionedHashes") != null) {
      return 3;
    }
    if (fields.find("maxFeePerGas") != null) {
      return 2;
    }
    return accessListAt(indexes) == null ? 0 : 1;
  }

  private @Nullable Address to() {
    Fields to = fields.find("to");
    return to == null || to.text().isEmpty() || to.text().equals("0x") ? null : to.address();
  }

  private Fields element(String name, int index) {
    Fields all = fields.get(name);
    if (!all.node().isArray()) {
      return all;
    }
    if (index >= all.node().size()) {
      throw all.problem("has no element " + index);
    }
    return new Fields(all.node().get(index), all.path() + "[" + index + "]");
  }

  private @Nullable Fields accessListAt(Indexes indexes) {
    if (fields.find("accessLists") == null) {
      return null;
    }
    Fields list = element("accessLists", indexes.data());
    return list.node().isNull() ? null : list;
  }

  private List<AccessListEntry> accessList(Indexes indexes) {
    Fields list = accessListAt(indexes);
    return list == null ? List.of() : list.list(TransactionTemplate::accessListEntry);
  }

  private static AccessListEntry accessListEntry(Fields entry) {
    return new AccessListEntry(
        entry.get("address").address(), entry.get("storageKeys").list(Fields::u256));
  }

  private static Authorization authorization(Fields fields) {
    Fields parity = fields.find("yParity");
    return new Authorization(
        fields.get("chainId").u256(),
        fields.get("address").address(),
        fields.get("nonce").uint64(),
        new Signature(
            fields.get("r").u256(),
            fields.get("s").u256(),
            parity == null ? fields.get("v").index() : parity.index()));
  }
}
