package org.tongbao.chain.evm.code;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

/// The code of an account or the initialisation code of a creation. Immutable and shared between
/// threads; what analysis finds out is kept with it.
public final class Code {
  /// No code.
  public static final Code EMPTY = new Code(new byte[0], Hash.EMPTY_KECCAK);

  /// Bytes appended so that execution running off the end finds STOP, and PUSH32 its data.
  static final int PADDING = 33;

  private static final int RUNS_BEFORE_ANALYSIS = 1;
  private static final int DELEGATION_SIZE = 3 + Address.SIZE;

  private final byte[] padded;
  private final int size;
  private volatile @Nullable Hash hash;
  private volatile long @Nullable [] jumpDestinations;
  private volatile @Nullable Program program;

  /// How often it has run; lost counts do no harm.
  private int runs;

  private Code(byte[] bytes, @Nullable Hash hash) {
    this.padded = Arrays.copyOf(bytes, bytes.length + PADDING);
    this.size = bytes.length;
    this.hash = hash;
  }

  /// Code whose hash is known.
  public static Code of(byte[] bytes, Hash hash) {
    return bytes.length == 0 ? EMPTY : new Code(bytes, hash);
  }

  /// Code whose hash is computed when it is asked for.
  public static Code of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Code(bytes, null);
  }

  /// The designator of EIP-7702 that delegates to an account.
  public static Code delegatingTo(Address target) {
    byte[] bytes = new byte[DELEGATION_SIZE];
    bytes[0] = (byte) 0xef;
    bytes[1] = 0x01;
    target.writeTo(bytes, 3);
    return of(bytes);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Keccak256.hash(padded, 0, size);
      hash = known;
    }
    return known;
  }

  /// A copy of the code.
  public byte[] toArray() {
    return Arrays.copyOf(padded, size);
  }

  /// A copy of the code.
  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  /// The code followed by [#PADDING] zeros. Read only by contract.
  public byte[] padded() {
    return padded;
  }

  /// The program by blocks once the code has shown that it runs more than once, since analysis
  /// takes longer than one short run; null before that, and for code too large to analyse.
  public @Nullable Program program() {
    Program known = program;
    if (known != null) {
      return known;
    }
    if (runs++ < RUNS_BEFORE_ANALYSIS || size > Analysis.MAX_SIZE) {
      return null;
    }
    known = Analysis.blocks(this);
    program = known;
    return known;
  }

  /// Whether a JUMPDEST stands as an instruction at the position in the word at `w[at]` (Yellow
  /// Paper §9.4.3).
  public boolean isJumpDestination(long[] w, int at) {
    return isJumpDestination(jumpDestinations(), w, at);
  }

  static boolean isJumpDestination(long[] destinations, long[] w, int at) {
    long position = w[at];
    boolean high = (w[at + 1] | w[at + 2] | w[at + 3]) != 0 || position < 0;
    return !high
        && position >>> 6 < destinations.length
        && ((destinations[(int) (position >>> 6)] >>> position) & 1) != 0;
  }

  /// A bit for each position: whether a JUMPDEST stands there that is not immediate data.
  long[] jumpDestinations() {
    long[] known = jumpDestinations;
    if (known == null) {
      known = Analysis.jumpDestinations(this);
      jumpDestinations = known;
    }
    return known;
  }

  /// The account this code delegates to (EIP-7702), or null.
  public @Nullable Address delegate() {
    boolean designator =
        size == DELEGATION_SIZE && padded[0] == (byte) 0xef && padded[1] == 1 && padded[2] == 0;
    return designator ? Address.of(padded, 3) : null;
  }
}
