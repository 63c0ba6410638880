package org.tongbao.chain.rpc;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.rpc.BlockSelector.Hashed;
import org.tongbao.chain.rpc.BlockSelector.Numbered;
import org.tongbao.chain.rpc.BlockSelector.Tagged;
import org.tongbao.chain.store.StateUnavailableException;
import org.tongbao.chain.store.StateView;

/// Finds the block or the state that a request means.
///
/// `pending` is the newest block: what waits in the pool is executed when it is mined, some
/// milliseconds later, and not before.
final class BlockResolver {
  private final ChainReader reader;

  BlockResolver(ChainReader reader) {
    this.reader = reader;
  }

  /// The header, or null when there is no such block.
  @Nullable BlockHeader find(BlockSelector selector) {
    return switch (selector) {
      case Tagged tagged ->
          tagged.tag() == BlockSelector.Tag.EARLIEST ? reader.header(0) : reader.head().header();
      case Numbered numbered -> reader.header(numbered.number());
      case Hashed hashed -> byHash(hashed);
    };
  }

  private @Nullable BlockHeader byHash(Hashed hashed) {
    BlockHeader header = reader.header(hashed.hash());
    if (header != null && hashed.canonicalOnly() && !reader.isCanonical(header)) {
      throw new RpcException(RpcError.SERVER_ERROR, "hash is not currently canonical");
    }
    return header;
  }

  /// The header; an error when there is no such block.
  BlockHeader require(BlockSelector selector) {
    BlockHeader header = find(selector);
    if (header == null) {
      throw new RpcException(
          RpcError.SERVER_ERROR,
          selector instanceof Numbered numbered
              ? "block not found: " + numbered.number() + " (head is " + headNumber() + ")"
              : "block not found");
    }
    return header;
  }

  /// The state after the block; to be closed.
  StateView state(BlockSelector selector) {
    BlockHeader header = require(selector);
    try {
      return reader.stateAt(header);
    } catch (StateUnavailableException e) {
      throw new RpcException(
          RpcError.SERVER_ERROR, "missing trie node: " + String.valueOf(e.getMessage()));
    }
  }

  private long headNumber() {
    return reader.head().header().number();
  }
}
