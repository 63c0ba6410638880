package org.tongbao.payments;

/// What every institution accepts as a reference: Alipay takes up to 64 characters and WeChat Pay 6
/// to 32, both letters, digits, `-` and `_`.
final class References {
  private References() {}

  static void check(String value) {
    if (!value.matches("[A-Za-z0-9_-]{6,32}")) {
      throw new IllegalArgumentException("not a reference: " + value);
    }
  }
}
