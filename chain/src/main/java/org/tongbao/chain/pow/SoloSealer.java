package org.tongbao.chain.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Mines a block without a parent chain: builds a coinbase transaction that commits to the block
/// and nothing else, a parent header over it, and tries nonces. When the 2^32 nonces are used up
/// the coinbase's extra nonce goes up.
public final class SoloSealer {
  private static final int NONCES_BETWEEN_STOP_CHECKS = 1 << 10;
  private static final int PARENT_VERSION = 1;

  private final SealHash hash;

  public SoloSealer(SealHash hash) {
    this.hash = hash;
  }

  /// A seal of the block, or null when `stop` said so. Runs on the calling thread.
  ///
  /// @param time seconds since 1970, written into the parent header, not part of any rule
  public @Nullable AuxPow seal(Hash blockHash, U256 target, long time, BooleanSupplier stop) {
    for (long extraNonce = 0; !stop.getAsBoolean(); extraNonce++) {
      ParentCoinbase coinbase = coinbase(blockHash, extraNonce);
      ParentHeader header =
          ParentHeader.of(PARENT_VERSION, coinbase.id(), (int) time, Target.toCompact(target));
      ParentHeader found = search(header, target, stop);
      if (found != null) {
        return new AuxPow(coinbase, Hash.ZERO, MerkleBranch.NONE, MerkleBranch.NONE, found);
      }
    }
    return null;
  }

  /// One input without a previous output, whose script is the magic, the block hash, tree size 1,
  /// tree nonce 0 and the extra nonce; no outputs.
  static ParentCoinbase coinbase(Hash blockHash, long extraNonce) {
    ByteBuffer script = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN);
    script.put(new byte[] {(byte) 0xfa, (byte) 0xbe, 'm', 'm'}).put(blockHash.toArray());
    script.putInt(1).putInt(0).putLong(extraNonce);
    ByteBuffer out = ByteBuffer.allocate(103).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(1).put((byte) 1).put(new byte[32]).putInt(-1);
    out.put((byte) script.capacity()).put(script.array()).putInt(-1);
    out.put((byte) 0).putInt(0);
    return new ParentCoinbase(Bytes.wrap(out.array()), Bytes.wrap(script.array()));
  }

  private @Nullable ParentHeader search(ParentHeader start, U256 target, BooleanSupplier stop) {
    byte[] header = start.encoded().toArray();
    byte[] goal = target.toArray32();
    byte[] digest = new byte[Sha256d.SIZE];
    MessageDigest sha256 = SealHash.sha256();
    ByteBuffer words = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    for (long nonce = 0; nonce < 1L << 32; nonce++) {
      if (nonce % NONCES_BETWEEN_STOP_CHECKS == 0 && nonce > 0 && stop.getAsBoolean()) {
        return null;
      }
      words.putInt(ParentHeader.NONCE_OFFSET, (int) nonce);
      if (meets(work(sha256, header, digest), goal)) {
        return new ParentHeader(Bytes.copyOf(header));
      }
    }
    return null;
  }

  private byte[] work(MessageDigest sha256, byte[] header, byte[] out) {
    return switch (hash) {
      case SHA256D -> {
        Sha256d.hashInto(sha256, header, out);
        yield out;
      }
      case SCRYPT -> hash.of(header);
    };
  }

  /// Whether a hash, least significant byte first, is at most a goal, most significant first.
  private static boolean meets(byte[] littleEndian, byte[] goal) {
    for (int i = 0; i < goal.length; i++) {
      int byteOfHash = littleEndian[goal.length - 1 - i] & 0xff;
      int byteOfGoal = goal[i] & 0xff;
      if (byteOfHash != byteOfGoal) {
        return byteOfHash < byteOfGoal;
      }
    }
    return true;
  }
}
