package org.tongbao.chain.pow;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The parent block's coinbase transaction in Bitcoin's serialisation without witness.
///
/// @param encoded the whole transaction
/// @param script the signature script of its first input, which commits to our block
public record ParentCoinbase(Bytes encoded, Bytes script) {
  /// More than any coinbase transaction of a real block.
  static final int MAX_SIZE = 100_000;

  private static final int OUTPOINT_SIZE = 36;
  private static final int AMOUNT_SIZE = 8;

  /// The transaction's id in Bitcoin's internal byte order: its leaf in the parent's Merkle tree.
  public Hash id() {
    return Hash.of(Sha256d.hash(encoded.unsafeArray()));
  }

  /// Reads the transaction that stands at the reader's place in `seal`.
  static ParentCoinbase read(SealReader in, Bytes seal) {
    int start = in.position();
    in.int32("coinbase version");
    int inputs = in.count(MAX_SIZE, "number of coinbase inputs");
    if (inputs == 0) {
      throw new SealFormatException("the coinbase transaction has no inputs (or has a witness)");
    }
    Bytes script = Bytes.EMPTY;
    for (int i = 0; i < inputs; i++) {
      in.skip(OUTPOINT_SIZE, "coinbase input");
      byte[] each = in.bytes(in.count(MAX_SIZE, "coinbase script size"), "coinbase script");
      in.int32("coinbase sequence");
      script = i == 0 ? Bytes.wrap(each) : script;
    }
    int outputs = in.count(MAX_SIZE, "number of coinbase outputs");
    for (int i = 0; i < outputs; i++) {
      in.skip(AMOUNT_SIZE, "coinbase output");
      in.skip(in.count(MAX_SIZE, "output script size"), "output script");
    }
    in.int32("coinbase lock time");
    int size = in.position() - start;
    if (size > MAX_SIZE) {
      throw new SealFormatException("the coinbase transaction has " + size + " bytes");
    }
    return new ParentCoinbase(seal.slice(start, size), script);
  }
}
