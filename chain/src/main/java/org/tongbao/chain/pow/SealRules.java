package org.tongbao.chain.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The rules of AuxPoW as Namecoin and Dogecoin publish them (`CAuxPow::check`), in their order and
/// to the letter, without the exception for seals that lack the magic (blocks of 2011).
///
/// @param hash the function that the parent header's work is measured with
/// @param chainId our id among merge-mined chains, 0 to 65535
public record SealRules(SealHash hash, int chainId) {
  /// Stands just before the chain Merkle root.
  private static final byte[] MAGIC = {(byte) 0xfa, (byte) 0xbe, 'm', 'm'};

  private static final int SIZE_AND_NONCE = 8;
  private static final int MAX_CHAIN_ID = 0xffff;

  public SealRules {
    if (chainId < 0 || chainId > MAX_CHAIN_ID) {
      throw new IllegalArgumentException("AuxPoW chain id " + chainId + " is not in 0..65535");
    }
  }

  /// The first rule that `seal` breaks as a seal of the block `blockHash`, or null when it proves
  /// the work. The block hash is taken as Bitcoin's tools print hashes, most significant byte
  /// first, so pools put the hash that they were given into the coinbase unchanged.
  public @Nullable SealFault check(Hash blockHash, U256 target, AuxPow seal) {
    if (seal.coinbaseBranch().index() != 0) {
      return SealFault.NOT_A_GENERATION;
    }
    if (seal.parent().chainId() == chainId) {
      return SealFault.PARENT_IS_OUR_CHAIN;
    }
    if (seal.chainBranch().length() > MerkleBranch.MAX_LENGTH
        || seal.coinbaseBranch().length() > MerkleBranch.MAX_LENGTH) {
      return SealFault.BRANCH_TOO_LONG;
    }
    Hash merkleRoot = seal.coinbaseBranch().rootFrom(seal.coinbase().id());
    if (!merkleRoot.equals(seal.parent().merkleRoot())) {
      return SealFault.COINBASE_NOT_IN_PARENT;
    }
    SealFault commitment = checkCommitment(blockHash, seal);
    if (commitment != null) {
      return commitment;
    }
    return meets(target, seal.parent()) ? null : SealFault.NOT_ENOUGH_WORK;
  }

  private @Nullable SealFault checkCommitment(Hash blockHash, AuxPow seal) {
    byte[] script = seal.coinbase().script().unsafeArray();
    byte[] root = reversed(seal.chainBranch().rootFrom(Hash.of(reversed(blockHash))));
    int magicAt = indexOf(script, MAGIC, 0);
    int rootAt = indexOf(script, root, 0);
    if (rootAt < 0) {
      return SealFault.ROOT_MISSING;
    }
    if (magicAt < 0) {
      return SealFault.MAGIC_MISSING;
    }
    if (indexOf(script, MAGIC, magicAt + 1) >= 0) {
      return SealFault.MAGIC_REPEATED;
    }
    if (magicAt + MAGIC.length != rootAt) {
      return SealFault.MAGIC_NOT_BEFORE_ROOT;
    }
    return checkSlot(script, rootAt + root.length, seal.chainBranch());
  }

  private @Nullable SealFault checkSlot(byte[] script, int at, MerkleBranch branch) {
    if (script.length - at < SIZE_AND_NONCE) {
      return SealFault.SIZE_AND_NONCE_MISSING;
    }
    ByteBuffer in = ByteBuffer.wrap(script, at, SIZE_AND_NONCE).order(ByteOrder.LITTLE_ENDIAN);
    int size = in.getInt();
    int nonce = in.getInt();
    if (size != 1 << branch.length()) {
      return SealFault.SIZE_MISMATCH;
    }
    return branch.index() == slot(nonce, chainId, branch.length()) ? null : SealFault.WRONG_SLOT;
  }

  /// Where the leaf of a chain stands in a chain Merkle tree of 2^height leaves: two steps of a
  /// linear congruential generator over the nonce and the chain id, 32-bit and wrapping. One place
  /// per chain, so the same work cannot be used twice for it.
  static int slot(int nonce, int chainId, int height) {
    int random = nonce * 1103515245 + 12345;
    random += chainId;
    random = random * 1103515245 + 12345;
    return random & ((1 << height) - 1);
  }

  private boolean meets(U256 target, ParentHeader parent) {
    byte[] littleEndian = hash.of(parent.encoded().unsafeArray());
    return Hash.of(reversed(littleEndian)).toU256().compareTo(target) <= 0;
  }

  private static byte[] reversed(Hash hash) {
    return reversed(hash.toArray());
  }

  static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static int indexOf(byte[] in, byte[] part, int from) {
    for (int at = from; at <= in.length - part.length; at++) {
      int same = 0;
      while (same < part.length && in[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at;
      }
    }
    return -1;
  }
}
