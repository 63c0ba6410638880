package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.JsonNode;

/// Which block a request is about.
sealed interface BlockSelector {
  BlockSelector LATEST = new Tagged(Tag.LATEST);

  /// The names of blocks. This chain has no finality but work, so `safe` and `finalized` are the
  /// newest block, as on other proof-of-work networks and on anvil.
  enum Tag {
    LATEST,
    PENDING,
    EARLIEST,
    SAFE,
    FINALIZED
  }

  record Tagged(Tag tag) implements BlockSelector {}

  record Numbered(long number) implements BlockSelector {}

  /// By hash (EIP-1898).
  ///
  /// @param canonicalOnly whether a block beside the canonical chain is an error
  record Hashed(Hash hash, boolean canonicalOnly) implements BlockSelector {}

  /// Reads a tag, a number, or the object of EIP-1898; nothing means the newest block.
  static BlockSelector parse(RpcParams params, int index) {
    JsonNode node = params.nodeOrNull(index);
    return node == null ? LATEST : parse(node, "argument " + index);
  }

  static BlockSelector parse(JsonNode node, String where) {
    return node.isObject()
        ? parseObject(node, where)
        : parseText(RpcParams.text(node, where), where);
  }

  private static BlockSelector parseText(String text, String where) {
    return switch (text) {
      case "latest" -> LATEST;
      case "pending" -> new Tagged(Tag.PENDING);
      case "earliest" -> new Tagged(Tag.EARLIEST);
      case "safe" -> new Tagged(Tag.SAFE);
      case "finalized" -> new Tagged(Tag.FINALIZED);
      default -> text.length() == 66 ? byHash(text, where) : new Numbered(number(text, where));
    };
  }

  private static BlockSelector parseObject(JsonNode node, String where) {
    JsonNode hash = node.get("blockHash");
    JsonNode number = node.get("blockNumber");
    if ((hash == null) == (number == null)) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want either blockHash or blockNumber");
    }
    if (number != null) {
      return parseText(RpcParams.text(number, where + ": blockNumber"), where);
    }
    JsonNode canonical = node.get("requireCanonical");
    return new Hashed(
        RpcParams.parse(node.path("blockHash"), where + ": blockHash", "a hash", Hash::fromHex),
        canonical != null && canonical.booleanValue(false));
  }

  private static BlockSelector byHash(String text, String where) {
    try {
      return new Hashed(Hash.fromHex(text), false);
    } catch (IllegalArgumentException e) {
      throw bad(where, e.getMessage());
    }
  }

  private static long number(String text, String where) {
    try {
      return Hex.parseQuantity(text).toLongExact();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw bad(where, e.getMessage());
    }
  }

  private static RpcException bad(String where, @Nullable String problem) {
    return RpcException.invalidParams(
        "invalid " + where + ": want a block number, tag or hash (" + problem + ")");
  }
}
