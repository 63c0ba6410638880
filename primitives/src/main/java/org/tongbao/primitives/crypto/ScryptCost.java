package org.tongbao.primitives.crypto;

/// What opening a keystore costs, and guessing its password.
public enum ScryptCost {
  /// 256 MiB and about a second, as geth and ethers write by default.
  STANDARD(1 << 18, 1),
  /// 4 MiB and about 0.1 s, where the file is protected by other means (geth's `--lightkdf`).
  LIGHT(1 << 12, 6);

  static final int BLOCK_SIZE = 8;

  final int n;
  final int p;

  ScryptCost(int n, int p) {
    this.n = n;
    this.p = p;
  }
}
