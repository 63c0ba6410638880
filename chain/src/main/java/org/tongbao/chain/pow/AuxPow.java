package org.tongbao.chain.pow;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The seal of a block: auxiliary proof of work in the byte layout that Namecoin, Dogecoin and the
/// pools that mine for them use. It shows that an 80-byte parent header, on which the work was
/// done, commits to our block:
///
/// ```text
/// coinbase transaction      without witness; its script holds the chain Merkle root
/// parent block hash    32   not checked, pools often send zeros
/// coinbase branch           compact size, 32 bytes each; then the index, int32
/// chain branch              compact size, 32 bytes each; then the index, int32
/// parent header        80
/// ```
///
/// Integers are little-endian. The seal is stored beside the block and is not part of its hash.
///
/// @param parentHash the parent block's hash as the miner sent it, internal byte order
/// @param coinbaseBranch from the coinbase transaction to the parent header's Merkle root
/// @param chainBranch from our block to the chain Merkle root in the coinbase script
public record AuxPow(
    ParentCoinbase coinbase,
    Hash parentHash,
    MerkleBranch coinbaseBranch,
    MerkleBranch chainBranch,
    ParentHeader parent) {
  /// More bytes than a seal with two branches of 30 and the largest coinbase can have.
  public static final int MAX_SIZE = ParentCoinbase.MAX_SIZE + 4096;

  /// Reads a seal.
  ///
  /// @throws SealFormatException when it is malformed or bytes follow it
  public static AuxPow decode(Bytes encoded) {
    if (encoded.size() > MAX_SIZE) {
      throw new SealFormatException("a seal of " + encoded.size() + " bytes is too large");
    }
    SealReader in = new SealReader(encoded);
    AuxPow seal =
        new AuxPow(
            ParentCoinbase.read(in, encoded),
            Hash.of(in.bytes(Sha256d.SIZE, "parent hash")),
            branch(in, "coinbase branch"),
            branch(in, "chain branch"),
            new ParentHeader(Bytes.wrap(in.bytes(ParentHeader.SIZE, "parent header"))));
    in.end();
    return seal;
  }

  private static MerkleBranch branch(SealReader in, String what) {
    int length = in.count(MerkleBranch.MAX_LENGTH, "length of the " + what);
    List<Hash> siblings = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      siblings.add(Hash.of(in.bytes(Sha256d.SIZE, what)));
    }
    return new MerkleBranch(siblings, in.int32("index of the " + what));
  }

  /// The layout above; the inverse of [#decode].
  public Bytes encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(coinbase.encoded().unsafeArray());
    out.writeBytes(parentHash.toArray());
    write(out, coinbaseBranch);
    write(out, chainBranch);
    out.writeBytes(parent.encoded().unsafeArray());
    return Bytes.wrap(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, MerkleBranch branch) {
    out.write(branch.length());
    branch.siblings().forEach(sibling -> out.writeBytes(sibling.toArray()));
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(branch.index() >>> shift);
    }
  }
}
