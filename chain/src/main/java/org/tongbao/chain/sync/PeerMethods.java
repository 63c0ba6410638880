package org.tongbao.chain.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.chain.rpc.RpcError;
import org.tongbao.chain.rpc.RpcException;
import org.tongbao.chain.rpc.RpcMethod;
import org.tongbao.chain.rpc.RpcModule;
import org.tongbao.chain.rpc.RpcParams;
import org.tongbao.chain.rpc.RpcResult;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// What nodes ask each other. Headers and blocks are given to anybody; the rest is for peers, who
/// have said hello.
final class PeerMethods implements RpcModule {
  /// Bytes of headers in one answer, before they become hex.
  private static final int HEADER_BYTES = 4 << 20;

  private static final int MAX_BLOCK_BYTES = 8 << 20;

  private final Blockchain chain;
  private final ChainReader reader;
  private final PeerNetwork network;

  PeerMethods(Blockchain chain, PeerNetwork network) {
    this.chain = chain;
    this.reader = chain.reader();
    this.network = network;
  }

  @Override
  public void register(Map<String, RpcMethod> methods) {
    methods.put("tongbao_hello", this::hello);
    methods.put("tongbao_head", (params, session) -> HeadClaim.of(chain.head())::writeTo);
    methods.put("tongbao_getHeaders", (params, session) -> headers(params));
    methods.put("tongbao_getBlocks", (params, session) -> blocks(params));
    methods.put("tongbao_newHead", this::newHead);
    methods.put("tongbao_wantTransactions", this::wantTransactions);
    methods.put("tongbao_transactions", this::transactions);
  }

  private RpcResult hello(RpcParams params, RpcSession session) {
    params.atMost(1);
    if (!session.acceptsNotifications()) {
      throw new RpcException(RpcError.SERVER_ERROR, "nodes connect by WebSocket");
    }
    try {
      return network.welcome(session, Greeting.read(params.node(0)))::writeTo;
    } catch (PeerFault fault) {
      throw new RpcException(RpcError.SERVER_ERROR, fault.reason());
    }
  }

  /// `[[hash…], limit]`: the headers and seals of our chain after the first of these blocks that is
  /// in it.
  private RpcResult headers(RpcParams params) {
    params.atMost(2);
    long limit = Math.min(params.number(1), HeaderDownload.WINDOW);
    BlockHeader ancestor = null;
    for (Hash hash : hashes(params, Locator.MAX_HASHES)) {
      BlockHeader header = reader.header(hash);
      if (ancestor == null && header != null && reader.isCanonical(header)) {
        ancestor = header;
      }
    }
    List<SealedHeader> headers = ancestor == null ? List.of() : after(ancestor, limit);
    Hash found = ancestor == null ? null : ancestor.hash();
    return out -> {
      out.writeStartObject();
      out.writeName("ancestor");
      if (found == null) {
        out.writeNull();
      } else {
        JsonValues.hash(out, found);
      }
      out.writeArrayPropertyStart("headers");
      headers.forEach(each -> each.writeTo(out));
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  /// The chain can be reorganised meanwhile: what does not follow any more is left out.
  private List<SealedHeader> after(BlockHeader ancestor, long limit) {
    List<SealedHeader> headers = new ArrayList<>();
    BlockHeader last = ancestor;
    long bytes = 0;
    while (headers.size() < limit && bytes < HEADER_BYTES) {
      BlockHeader next = reader.header(last.number() + 1);
      AuxPow seal = next == null ? null : reader.seal(next);
      if (next == null || seal == null || !next.parentHash().equals(last.hash())) {
        return headers;
      }
      SealedHeader sealed = new SealedHeader(next, seal);
      headers.add(sealed);
      bytes += sealed.size();
      last = next;
    }
    return headers;
  }

  /// `[[hash…], bytes]`: these blocks in their consensus encoding, as many from the first on as
  /// there are and as fit, but at least one.
  private RpcResult blocks(RpcParams params) {
    params.atMost(2);
    long limit = Math.min(params.number(1), MAX_BLOCK_BYTES);
    List<Bytes> blocks = new ArrayList<>();
    long bytes = 0;
    for (Hash hash : hashes(params, BlockDownload.BATCH)) {
      Block block = bytes < limit ? reader.block(hash) : null;
      Bytes encoded = block == null ? Bytes.EMPTY : block.encoded();
      bytes += encoded.size();
      if (encoded.isEmpty() || (bytes > limit && !blocks.isEmpty())) {
        break;
      }
      blocks.add(encoded);
    }
    return out -> {
      out.writeStartArray();
      blocks.forEach(each -> JsonValues.data(out, each));
      out.writeEndArray();
    };
  }

  private static List<Hash> hashes(RpcParams params, int most) {
    try {
      return PeerJson.items(params.node(0), "hashes", most).stream()
          .map(each -> PeerJson.hash(each, "hash"))
          .toList();
    } catch (PeerFault fault) {
      throw RpcException.invalidParams("invalid argument 0: " + fault.reason());
    }
  }

  private RpcResult newHead(RpcParams params, RpcSession session) {
    params.atMost(1);
    Peer peer = network.peer(session);
    return judged(peer, () -> network.hasNewHead(peer, HeadClaim.read(params.node(0))));
  }

  private RpcResult wantTransactions(RpcParams params, RpcSession session) {
    params.atMost(0);
    network.peer(session).wantTransactions();
    return RpcResult.of(true);
  }

  private RpcResult transactions(RpcParams params, RpcSession session) {
    params.atMost(1);
    Peer peer = network.peer(session);
    return judged(
        peer,
        () -> {
          List<JsonNode> items =
              PeerJson.items(params.nodeOrNull(0), "transactions", TransactionOutbox.BATCH);
          network.receive(
              peer, items.stream().map(each -> PeerJson.data(each, "transaction")).toList());
        });
  }

  /// What a peer must not say ends the connection to it.
  private RpcResult judged(Peer peer, Runnable action) {
    try {
      action.run();
      return RpcResult.of(true);
    } catch (PeerFault fault) {
      network.drop(peer, fault);
      throw new RpcException(RpcError.SERVER_ERROR, fault.reason());
    }
  }
}
