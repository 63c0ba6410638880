package org.tongbao.chain.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Mines a block without a parent chain: builds a coinbase transaction that commits to the block
/// and nothing else, a parent header over it, and tries nonces. When the 2^32 nonces are used up
/// the coinbase's extra nonce goes up. Several threads share out the extra nonces.
public final class SoloSealer {
  private static final int PARENT_VERSION = 1;

  private final SealHash hash;

  public SoloSealer(SealHash hash) {
    this.hash = hash;
  }

  /// A seal of the block, or null when `stop` said so. Runs on the calling thread.
  ///
  /// @param time seconds since 1970, written into the parent header, not part of any rule
  public @Nullable AuxPow seal(Hash blockHash, U256 target, long time, BooleanSupplier stop) {
    return seal(new Work(blockHash, target, time), 0, 1, stop);
  }

  /// As the other, on so many threads, of which the calling one is the first. The first seal found
  /// ends the search of all; when this returns, none is searching any more.
  public @Nullable AuxPow seal(
      Hash blockHash, U256 target, long time, int threads, BooleanSupplier stop) {
    Work work = new Work(blockHash, target, time);
    AtomicReference<@Nullable AuxPow> found = new AtomicReference<>();
    BooleanSupplier over = () -> found.get() != null || stop.getAsBoolean();
    List<FutureTask<@Nullable Void>> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      int first = i;
      FutureTask<@Nullable Void> task =
          new FutureTask<>(() -> offer(found, seal(work, first, threads, over)), null);
      others.add(task);
      Thread.ofPlatform().name("seal-" + i).daemon().start(task);
    }
    offer(found, seal(work, 0, threads, over));
    others.forEach(SoloSealer::await);
    return found.get();
  }

  private static void offer(AtomicReference<@Nullable AuxPow> found, @Nullable AuxPow seal) {
    if (seal != null) {
      found.compareAndSet(null, seal);
    }
  }

  /// The task is about to end: an interrupt is kept for later.
  private static void await(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("searching for a seal failed", e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// What is to be sealed.
  private record Work(Hash blockHash, U256 target, long time) {}

  /// @param first extra nonce
  /// @param step to the next, so that threads do not try the same
  private @Nullable AuxPow seal(Work work, int first, int step, BooleanSupplier stop) {
    U256 target = work.target();
    for (long extraNonce = first; !stop.getAsBoolean(); extraNonce += step) {
      ParentCoinbase coinbase = coinbase(work.blockHash(), extraNonce);
      ParentHeader header =
          ParentHeader.of(
              PARENT_VERSION, coinbase.id(), (int) work.time(), Target.toCompact(target));
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
    int between = noncesBetweenStopChecks();
    for (long nonce = 0; nonce < 1L << 32; nonce++) {
      if (nonce % between == 0 && nonce > 0 && stop.getAsBoolean()) {
        return null;
      }
      words.putInt(ParentHeader.NONCE_OFFSET, (int) nonce);
      if (meets(work(sha256, header, digest), goal)) {
        return new ParentHeader(Bytes.copyOf(header));
      }
    }
    return null;
  }

  /// Less than some milliseconds' work in either case.
  private int noncesBetweenStopChecks() {
    return switch (hash) {
      case SHA256D -> 1 << 10;
      case SCRYPT -> 1;
    };
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
