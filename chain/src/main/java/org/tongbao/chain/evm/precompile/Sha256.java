package org.tongbao.chain.evm.precompile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// 0x02: SHA-256 (Yellow Paper appendix E).
final class Sha256 implements Precompile {

  @Override
  public long gas(byte[] input) {
    return Inputs.gasByWords(60, 12, input.length);
  }

  @Override
  public byte[] run(byte[] input) {
    return hash(input);
  }

  static byte[] hash(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
