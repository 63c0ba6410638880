package org.tongbao.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// The OpenZeppelin ERC-20 token of the benchmarks: Erc20Bench.sol, solc 0.8.37, optimiser at 200
/// runs.
final class Erc20Token {
  static final Bytes CODE = load();

  private Erc20Token() {}

  /// Call data of `transfer(address,uint256)`.
  static Bytes transfer(Address to, U256 amount) {
    byte[] data = new byte[68];
    System.arraycopy(Bytes.fromHex("0xa9059cbb").toArray(), 0, data, 0, 4);
    to.writeTo(data, 16);
    amount.writeTo(data, 36);
    return Bytes.wrap(data);
  }

  /// The slot of `_balances[account]`, a mapping in slot 0.
  static U256 balanceSlot(Address account) {
    byte[] key = new byte[64];
    account.writeTo(key, 12);
    return Keccak256.hash(key).toU256();
  }

  private static Bytes load() {
    try (InputStream in = Erc20Token.class.getResourceAsStream("Erc20Bench.hex")) {
      byte[] text = Objects.requireNonNull(in, "Erc20Bench.hex").readAllBytes();
      return Bytes.fromHex(new String(text, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
