package org.tongbao.chain.statetest;

import java.math.BigInteger;
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
import org.tongbao.primitives.tx.TransactionError;
import org.tongbao.primitives.tx.TransactionException;
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
    U256 price = u256(maxFee == null ? fields.get("gasPrice") : maxFee);
    U256 tip = maxFee == null ? price : u256(fields.get("maxPriorityFeePerGas"));
    return new UnsignedTransaction(
        type,
        type > 0 || replayProtected ? chainId : null,
        uint64(fields.get("nonce")),
        tip,
        price,
        uint64(element("gasLimit", indexes.gas())),
        to(),
        u256(element("value", indexes.value())),
        element("data", indexes.data()).bytes(),
        accessList(indexes),
        fields.find("maxFeePerBlobGas", TransactionTemplate::u256, U256.ZERO),
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
        u256(fields.get("chainId")),
        fields.get("address").address(),
        uint64(fields.get("nonce")),
        new Signature(
            u256(fields.get("r")),
            u256(fields.get("s")),
            (int) fits(parity == null ? fields.get("v") : parity, 8).longValue()));
  }

  private static U256 u256(Fields field) {
    return U256.of(fits(field, 256));
  }

  private static long uint64(Fields field) {
    return fits(field, 64).longValue();
  }

  /// A number that is too large for its field makes no transaction: that may be what is tested.
  private static BigInteger fits(Fields field, int bits) {
    BigInteger number = field.number();
    if (number.bitLength() > bits) {
      throw new TransactionException(
          TransactionError.MALFORMED, field.path() + " is over " + bits + " bits");
    }
    return number;
  }
}
