package org.tongbao.chain.evm.code;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// Codes by hash with what analysis knows of them, shared by everything in the process that
/// executes. Bounded: two generations, of which the older is dropped when the younger is full, so
/// that codes in use survive.
public final class CodeCache {
  /// Bytes of code a generation may hold; analysis takes up to about five times as much again.
  static final long GENERATION_BYTES = 16L << 20;

  private static final CodeCache SHARED = new CodeCache(GENERATION_BYTES);

  private final long generationBytes;
  private volatile ConcurrentMap<Hash, Code> young = new ConcurrentHashMap<>();
  private volatile ConcurrentMap<Hash, Code> old = new ConcurrentHashMap<>();
  private final AtomicLong youngBytes = new AtomicLong();

  CodeCache(long generationBytes) {
    this.generationBytes = generationBytes;
  }

  /// The code with this hash, loaded when it is not known. Thread-safe.
  public static Code get(Hash hash, Function<Hash, byte[]> loader) {
    return SHARED.find(hash, loader);
  }

  Code find(Hash hash, Function<Hash, byte[]> loader) {
    Code known = young.get(hash);
    if (known != null) {
      return known;
    }
    @Nullable Code aged = old.get(hash);
    return keep(aged != null ? aged : Code.of(loader.apply(hash), hash));
  }

  int size() {
    return young.size() + old.size();
  }

  private Code keep(Code code) {
    Code raced = young.putIfAbsent(code.hash(), code);
    if (raced != null) {
      return raced;
    }
    if (youngBytes.addAndGet(code.size() + 64) > generationBytes) {
      turn();
    }
    return code;
  }

  private synchronized void turn() {
    if (youngBytes.get() > generationBytes) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngBytes.set(0);
    }
  }
}
