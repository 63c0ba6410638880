package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// Accounts and slots as bytes. Nothing there is the empty byte string.
final class StateCodec {
  private static final byte[] NOTHING = new byte[0];

  private StateCodec() {}

  /// `[nonce, balance]`, and the code hash when there is code.
  static byte[] encode(@Nullable Account account) {
    if (account == null) {
      return NOTHING;
    }
    RlpWriter out = new RlpWriter();
    out.beginList();
    out.uint(account.nonce());
    out.u256(account.balance());
    if (!account.codeHash().equals(Hash.EMPTY_KECCAK)) {
      out.hash(account.codeHash());
    }
    out.endList();
    return out.toByteArray();
  }

  static @Nullable Account account(byte @Nullable [] encoded) {
    if (encoded == null || encoded.length == 0) {
      return null;
    }
    RlpReader in = RlpReader.of(Bytes.wrap(encoded)).list();
    long nonce = in.uint64();
    U256 balance = in.u256();
    return new Account(nonce, balance, in.hasNext() ? in.hash() : Hash.EMPTY_KECCAK);
  }

  /// The value without leading zeros.
  static byte[] encode(U256 value) {
    return value.isZero() ? NOTHING : value.toMinimalArray();
  }

  static U256 value(byte @Nullable [] encoded) {
    return encoded == null || encoded.length == 0 ? U256.ZERO : U256.fromBytes(encoded);
  }
}
