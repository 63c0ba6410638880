package org.tongbao.chain.evm.precompile;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HexFormat;

/// The two groups of BLS12-381 with the encodings of EIP-2537, over the native library.
///
/// A field element is 64 bytes, big-endian, the first 16 of them zero. A point is x then y, of G2
/// each with the coefficient of the imaginary unit second. Infinity is all zeros.
enum BlsGroup {
  G1("p1", "g1", 2),
  G2("p2", "g2", 4);

  /// What an encoded point is.
  enum Decoded {
    INVALID,
    INFINITY,
    POINT
  }

  static final int FIELD_BYTES = 64;
  private static final int PADDING = FIELD_BYTES - Blst.FP_BYTES;

  private static final byte[] MODULUS =
      HexFormat.of()
          .parseHex(
              "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
                  + "1eabfffeb153ffffb9feffffffffaaab");

  /// Field elements in an affine point.
  private final int elements;

  private final MethodHandle deserialize;
  private final MethodHandle serialize;
  private final MethodHandle inGroup;
  private final MethodHandle isInfinity;
  private final MethodHandle fromAffine;
  private final MethodHandle addAffine;
  private final MethodHandle multiply;
  private final MethodHandle multiplyAll;
  private final MethodHandle scratchSize;
  private final MethodHandle map;

  BlsGroup(String type, String group, int elements) {
    this.elements = elements;
    String prefix = "blst_" + type;
    deserialize = Blst.function(prefix + "_deserialize", JAVA_INT, ADDRESS, ADDRESS);
    serialize = Blst.procedure(prefix + "_serialize", ADDRESS, ADDRESS);
    inGroup = Blst.function(prefix + "_affine_in_" + group, JAVA_INT, ADDRESS);
    isInfinity = Blst.function(prefix + "_is_inf", JAVA_INT, ADDRESS);
    fromAffine = Blst.procedure(prefix + "_from_affine", ADDRESS, ADDRESS);
    addAffine = Blst.procedure(prefix + "_add_or_double_affine", ADDRESS, ADDRESS, ADDRESS);
    multiply = Blst.procedure(prefix + "_mult", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    multiplyAll =
        Blst.procedure(
            prefix + "s_mult_pippenger", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
    scratchSize = Blst.function(prefix + "s_mult_pippenger_scratch_sizeof", JAVA_LONG, JAVA_LONG);
    map = Blst.procedure("blst_map_to_" + group, ADDRESS, ADDRESS, ADDRESS);
  }

  /// Length of an encoded point.
  int encodedBytes() {
    return elements * FIELD_BYTES;
  }

  int affineBytes() {
    return elements * Blst.FP_BYTES;
  }

  int pointBytes() {
    return elements / 2 * 3 * Blst.FP_BYTES;
  }

  /// Decodes a point to an affine structure; checks the encoding and the curve, not the subgroup.
  Decoded decode(byte[] input, int offset, MemorySegment affine, SegmentAllocator memory) {
    if (isZero(input, offset, encodedBytes())) {
      return Decoded.INFINITY;
    }
    // blst's own form has no padding, and the imaginary part first.
    MemorySegment packed = memory.allocate(affineBytes());
    for (int i = 0; i < elements; i++) {
      int at = offset + FIELD_BYTES * i;
      if (!isFieldElement(input, at)) {
        return Decoded.INVALID;
      }
      int slot = elements == 2 ? i : i ^ 1;
      MemorySegment.copy(
          input,
          at + PADDING,
          packed,
          ValueLayout.JAVA_BYTE,
          (long) slot * Blst.FP_BYTES,
          Blst.FP_BYTES);
    }
    try {
      return (int) deserialize.invokeExact(affine, packed) == 0 ? Decoded.POINT : Decoded.INVALID;
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  byte[] encode(MemorySegment point, SegmentAllocator memory) {
    byte[] output = new byte[encodedBytes()];
    try {
      if ((int) isInfinity.invokeExact(point) != 0) {
        return output;
      }
      MemorySegment packed = memory.allocate(affineBytes());
      serialize.invokeExact(packed, point);
      for (int i = 0; i < elements; i++) {
        int slot = elements == 2 ? i : i ^ 1;
        MemorySegment.copy(
            packed,
            ValueLayout.JAVA_BYTE,
            (long) slot * Blst.FP_BYTES,
            output,
            FIELD_BYTES * i + PADDING,
            Blst.FP_BYTES);
      }
      return output;
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  boolean isInSubgroup(MemorySegment affine) {
    try {
      return (int) inGroup.invokeExact(affine) != 0;
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  /// `point ← affine`.
  void set(MemorySegment point, MemorySegment affine) {
    try {
      fromAffine.invokeExact(point, affine);
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  /// `point ← point + affine`, for any points of the curve.
  void add(MemorySegment point, MemorySegment affine) {
    try {
      addAffine.invokeExact(point, point, affine);
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  /// `point ← Σ scalars[i] · affines[i]`, for `count` ≥ 1 points of the subgroup other than
  /// infinity and scalars below the order, 32 bytes each, little-endian.
  void multiply(
      MemorySegment point,
      MemorySegment affines,
      MemorySegment scalars,
      long count,
      SegmentAllocator memory) {
    try {
      if (count == 1) {
        fromAffine.invokeExact(point, affines);
        multiply.invokeExact(point, point, scalars, BlsMsm.SCALAR_BITS);
        return;
      }
      MemorySegment scratch = memory.allocate((long) scratchSize.invokeExact(count), 8);
      multiplyAll.invokeExact(
          point,
          Blst.contiguous(memory.allocate(ADDRESS, 2), affines),
          count,
          Blst.contiguous(memory.allocate(ADDRESS, 2), scalars),
          BlsMsm.SCALAR_BITS,
          scratch);
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  /// Maps the field element (of Fp for G1, of Fp2 for G2) encoded in the input, whose parts are
  /// checked already, to the subgroup (RFC 9380 §6.6.3 and §7, without hashing).
  void map(byte[] input, MemorySegment point, SegmentAllocator memory) {
    MemorySegment element = memory.allocate((long) elements / 2 * Blst.FP_BYTES, 8);
    MemorySegment bytes = memory.allocate(Blst.FP_BYTES);
    try {
      for (int i = 0; i < elements / 2; i++) {
        MemorySegment.copy(
            input, FIELD_BYTES * i + PADDING, bytes, ValueLayout.JAVA_BYTE, 0, Blst.FP_BYTES);
        MemorySegment part = element.asSlice((long) i * Blst.FP_BYTES);
        Blst.FP_FROM_BENDIAN.invokeExact(part, bytes);
      }
      map.invokeExact(point, element, MemorySegment.NULL);
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }

  /// Whether the 64 bytes are 16 zeros and a number below the modulus.
  static boolean isFieldElement(byte[] input, int offset) {
    int number = offset + PADDING;
    return isZero(input, offset, PADDING)
        && Arrays.compareUnsigned(input, number, offset + FIELD_BYTES, MODULUS, 0, Blst.FP_BYTES)
            < 0;
  }

  private static boolean isZero(byte[] input, int offset, int length) {
    int bits = 0;
    for (int i = offset; i < offset + length; i++) {
      bits |= input[i];
    }
    return bits == 0;
  }
}
