package org.tongbao.primitives.tx;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;

/// The encodings of the five types, signed and for signing (EIP-155, 2718, 2930, 1559, 4844, 7702).
final class TransactionEncoder {
  private TransactionEncoder() {}

  static RlpWriter forSigning(UnsignedTransaction tx) {
    RlpWriter out = begin(tx);
    if (tx.type() == 0 && tx.chainId() != null) {
      out.u256(tx.chainId()).uint(0).uint(0);
    }
    return out.endList();
  }

  static RlpWriter signed(UnsignedTransaction tx, Signature signature) {
    RlpWriter out = begin(tx);
    if (tx.type() == 0) {
      out.u256(LegacyTransaction.v(tx.chainId(), signature.yParity()));
    } else {
      out.uint(signature.yParity());
    }
    return out.u256(signature.r()).u256(signature.s()).endList();
  }

  private static RlpWriter begin(UnsignedTransaction tx) {
    RlpWriter out = new RlpWriter(256 + tx.data().size());
    if (tx.type() == 0) {
      out.beginList();
    } else {
      out.raw(new byte[] {(byte) tx.type()}).beginList().u256(tx.requireChainId());
    }
    out.uint(tx.nonce());
    if (tx.type() >= 2) {
      out.u256(tx.maxPriorityFeePerGas());
    }
    out.u256(tx.maxFeePerGas()).uint(tx.gasLimit());
    Address to = tx.to();
    if (to == null) {
      out.bytes(new byte[0]);
    } else {
      out.address(to);
    }
    out.u256(tx.value()).bytes(tx.data());
    typedFields(out, tx);
    return out;
  }

  private static void typedFields(RlpWriter out, UnsignedTransaction tx) {
    if (tx.type() >= 1) {
      accessList(out, tx.accessList());
    }
    if (tx.type() == 3) {
      out.u256(tx.maxFeePerBlobGas()).beginList();
      for (Hash hash : tx.blobVersionedHashes()) {
        out.hash(hash);
      }
      out.endList();
    }
    if (tx.type() == 4) {
      authorizations(out, tx.authorizationList());
    }
  }

  private static void accessList(RlpWriter out, List<AccessListEntry> accessList) {
    out.beginList();
    for (AccessListEntry entry : accessList) {
      out.beginList().address(entry.address()).beginList();
      for (U256 key : entry.storageKeys()) {
        out.bytes(key.toArray32());
      }
      out.endList().endList();
    }
    out.endList();
  }

  private static void authorizations(RlpWriter out, List<Authorization> authorizations) {
    out.beginList();
    for (Authorization each : authorizations) {
      Signature signature = each.signature();
      out.beginList().u256(each.chainId()).address(each.address()).uint(each.nonce());
      out.uint(signature.yParity()).u256(signature.r()).u256(signature.s()).endList();
    }
    out.endList();
  }
}
