package org.tongbao.chain.evm.precompile;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import supranational.blst.P1;

/// The C functions of blst, taken from the native library that jblst brings and loads. Its Java
/// classes offer neither the maps to the curves nor multi-scalar multiplication, and cost more per
/// call.
///
/// Structures, in bytes: field element 48; affine point 96 (G1) or 192 (G2); point 144 or 288;
/// element of Fp12 576. A C `bool` is an int here, as the library declares it.
final class Blst {

  static final int FP_BYTES = 48;
  static final int FP12_BYTES = 576;

  private static final ValueLayout POINTER = ValueLayout.ADDRESS;
  private static final ValueLayout INT = ValueLayout.JAVA_INT;
  private static final ValueLayout SIZE = ValueLayout.JAVA_LONG;

  private static final SymbolLookup LIBRARY = library();

  static final MethodHandle FP_FROM_BENDIAN = procedure("blst_fp_from_bendian", POINTER, POINTER);
  static final MethodHandle MILLER_LOOP_N =
      procedure("blst_miller_loop_n", POINTER, POINTER, POINTER, SIZE);
  static final MethodHandle FINAL_EXP = procedure("blst_final_exp", POINTER, POINTER);
  static final MethodHandle FP12_IS_ONE = function("blst_fp12_is_one", INT, POINTER);

  private Blst() {}

  /// A function that gives nothing back.
  static MethodHandle procedure(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.ofVoid(arguments));
  }

  static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(result, arguments));
  }

  @SuppressWarnings("restricted") // Calling native code is what this class is for.
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), descriptor);
  }

  private static SymbolLookup library() {
    P1.generator(); // Makes jblst load its library, with the class loader that loads this class
    // too.
    return SymbolLookup.loaderLookup();
  }

  /// An argument that several structures follow: the address of the first, then null.
  static MemorySegment contiguous(MemorySegment pointers, MemorySegment first) {
    pointers.setAtIndex(ValueLayout.ADDRESS, 0, first);
    pointers.setAtIndex(ValueLayout.ADDRESS, 1, MemorySegment.NULL);
    return pointers;
  }

  /// Downcalls declare Throwable, yet C functions throw nothing.
  static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a call of the native library blst failed", thrown);
  }
}
