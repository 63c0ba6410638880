package org.tongbao.chain.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Reads what Solidity returns on a revert: `Error(string)` and `Panic(uint256)`.
final class RevertReason {
  private static final Bytes ERROR = Bytes.fromHex("0x08c379a0");
  private static final Bytes PANIC = Bytes.fromHex("0x4e487b71");
  private static final int MAX_TEXT = 4_096;

  /// The panic codes of the Solidity documentation ("Panic via assert and Error via require").
  private static final Map<Long, String> PANICS =
      Map.of(
          0x00L, "generic panic",
          0x01L, "assert(false)",
          0x11L, "arithmetic underflow or overflow",
          0x12L, "division or modulo by zero",
          0x21L, "enum overflow",
          0x22L, "invalid encoded storage byte array accessed",
          0x31L, "out-of-bounds array access; popping on an empty array",
          0x32L, "out-of-bounds access of an array or bytesN",
          0x41L, "out of memory",
          0x51L, "uninitialized function");

  private RevertReason() {}

  /// The message of an `eth_call` error.
  static String message(Bytes output) {
    String reason = reason(output);
    return reason == null ? "execution reverted" : "execution reverted: " + reason;
  }

  private static @Nullable String reason(Bytes output) {
    if (output.size() < 36) {
      return null;
    }
    Bytes selector = output.slice(0, 4);
    if (selector.equals(PANIC) && output.size() == 36) {
      U256 code = word(output, 0);
      String known = code.fitsLong() ? PANICS.get(code.lowLong()) : null;
      return known == null ? "unknown panic code: " + code.toHex() : known;
    }
    return selector.equals(ERROR) ? text(output) : null;
  }

  private static @Nullable String text(Bytes output) {
    U256 offset = word(output, 0);
    if (!offset.equals(U256.of(32)) || output.size() < 68) {
      return null;
    }
    U256 length = word(output, 1);
    if (length.compareTo(U256.of(Math.min(MAX_TEXT, output.size() - 68))) > 0) {
      return null;
    }
    Bytes text = output.slice(68, (int) length.lowLong());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.toArray())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static U256 word(Bytes output, int index) {
    return U256.fromBytes(output.slice(4 + 32 * index, 32).toArray());
  }
}
