package org.tongbao.primitives.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.U256;

/// `secp256k1_ecdsa_sign_recoverable` of the library that the JNI binding has loaded, called
/// directly: the binding's own signing leaves the parity out, and finding it costs more than the
/// signature (docs/adr/0025).
///
/// Has a context of its own, blinded with random bytes against side channels as the library
/// advises, and never changed after that. Thread-safe.
final class NativeSigner {
  /// `SECP256K1_CONTEXT_NONE`; since 0.2.0 every context signs and verifies.
  private static final int CONTEXT_NONE = 1;

  /// `sizeof(secp256k1_ecdsa_recoverable_signature)`.
  private static final int OPAQUE_SIZE = 65;

  private final MethodHandle sign;
  private final MethodHandle serialize;
  private final MemorySegment context;

  private NativeSigner(MethodHandle sign, MethodHandle serialize, MemorySegment context) {
    this.sign = sign;
    this.serialize = serialize;
    this.context = context;
  }

  /// Finds the functions; null where the build of the library does not export them (Windows).
  static @Nullable NativeSigner link() {
    try {
      Functions functions = new Functions(SymbolLookup.loaderLookup());
      FunctionDescriptor create = FunctionDescriptor.of(ADDRESS, JAVA_INT);
      FunctionDescriptor randomize = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
      FunctionDescriptor sign =
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
      FunctionDescriptor serialize =
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
      MemorySegment context =
          (MemorySegment) functions.find("context_create", create).invokeExact(CONTEXT_NONE);
      byte[] blinding = new byte[32];
      new SecureRandom().nextBytes(blinding);
      int blinded =
          (int)
              functions
                  .find("context_randomize", randomize)
                  .invokeExact(context, MemorySegment.ofArray(blinding));
      return blinded == 1
          ? new NativeSigner(
              functions.find("ecdsa_sign_recoverable", sign),
              functions.find("ecdsa_recoverable_signature_serialize_compact", serialize),
              context)
          : null;
    } catch (Throwable notExported) {
      System.getLogger(NativeSigner.class.getName())
          .log(System.Logger.Level.DEBUG, "signing goes through JNI", notExported);
      return null;
    }
  }

  private record Functions(SymbolLookup library) {
    /// May be given arrays of the heap, which the calls are short enough for.
    @SuppressWarnings("restricted") // native access is what this class is for
    MethodHandle find(String name, FunctionDescriptor descriptor) {
      return Linker.nativeLinker()
          .downcallHandle(
              library.findOrThrow("secp256k1_" + name), descriptor, Linker.Option.critical(true));
    }
  }

  /// RFC 6979, low `s`.
  Signature sign(byte[] hash, byte[] secret) {
    MemorySegment opaque = MemorySegment.ofArray(new byte[OPAQUE_SIZE]);
    byte[] compact = new byte[64];
    int[] recoveryId = new int[1];
    if (call(opaque, hash, secret, compact, recoveryId) != 2) {
      throw new IllegalArgumentException("the secret is out of range");
    }
    return new Signature(
        U256.fromBytes(Arrays.copyOf(compact, 32)),
        U256.fromBytes(Arrays.copyOfRange(compact, 32, 64)),
        recoveryId[0]);
  }

  private int call(
      MemorySegment opaque, byte[] hash, byte[] secret, byte[] compact, int[] recoveryId) {
    try {
      int signed =
          (int)
              sign.invokeExact(
                  context,
                  opaque,
                  MemorySegment.ofArray(hash),
                  MemorySegment.ofArray(secret),
                  MemorySegment.NULL,
                  MemorySegment.NULL);
      int serialized =
          (int)
              serialize.invokeExact(
                  context,
                  MemorySegment.ofArray(compact),
                  MemorySegment.ofArray(recoveryId),
                  opaque);
      return signed + serialized;
    } catch (Throwable impossible) {
      throw new IllegalStateException("libsecp256k1 failed to run", impossible);
    }
  }
}
