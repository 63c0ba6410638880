package org.tongbao.chain.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A WebSocket server that plays a node: it gives a chain of blocks as they are, true or not, and
/// answers single methods as a test says.
final class ScriptedPeer implements AutoCloseable, RpcEndpoint {
  private static final String NODE_ID = "0x000102030405060708090a0b0c0d0e0f";

  private final RpcServer server;
  private final BlockHeader genesis;
  private final U256 chainId;
  private final Map<String, Function<JsonNode, @Nullable String>> scripts = new HashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile List<SealedBlock> chain = List.of();
  private volatile U256 claimedWork = U256.ZERO;
  private volatile @Nullable RpcEndpoint honest;
  private volatile @Nullable RpcSession session;

  ScriptedPeer(BlockHeader genesis, U256 chainId) {
    this.genesis = genesis;
    this.chainId = chainId;
    this.server = RpcServer.start(RpcServerConfig.onLoopback(0), this);
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + server.port());
  }

  /// Gives these blocks, which follow the first block of the chain, and claims their work.
  ScriptedPeer gives(List<SealedBlock> blocks) {
    chain = List.copyOf(blocks);
    U256 work = genesis.difficulty();
    for (SealedBlock block : blocks) {
      work = work.addExact(block.block().header().difficulty());
    }
    return claims(work);
  }

  ScriptedPeer claims(U256 work) {
    claimedWork = work;
    return this;
  }

  /// Answers a method with this JSON; null for no answer at all.
  ScriptedPeer answers(String method, Function<JsonNode, @Nullable String> result) {
    scripts.put(method, result);
    return this;
  }

  /// From now on everything is answered by a real node.
  void becomesHonest(RpcEndpoint node) {
    honest = node;
  }

  /// Says something to the node that connected.
  void says(String method, String params) {
    RpcSession open = session;
    if (open == null) {
      throw new IllegalStateException("nobody has connected");
    }
    open.push(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, params)
            .getBytes(UTF_8));
  }

  @Override
  public byte[] handle(byte[] request, RpcSession from) {
    RpcEndpoint real = honest;
    if (real != null) {
      return real.handle(request, from);
    }
    JsonNode message = JsonMapper.shared().readTree(request);
    if (!message.has("method")) {
      var _ = from.takeResponse(message);
      return new byte[0];
    }
    session = from;
    String method = message.path("method").asString();
    asked.add(method);
    String result =
        scripts.getOrDefault(method, params -> usual(method, params)).apply(message.path("params"));
    return result == null || !message.has("id")
        ? new byte[0]
        : "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
            .formatted(message.path("id"), result)
            .getBytes(UTF_8);
  }

  private String usual(String method, JsonNode params) {
    return switch (method) {
      case "tongbao_hello" -> hello(chainId, genesis);
      case "tongbao_head" -> head();
      case "tongbao_getHeaders" -> headers(params);
      case "tongbao_getBlocks" -> blocks(params);
      default -> "true";
    };
  }

  String hello(U256 ofChain, BlockHeader first) {
    return """
        {"protocol":"0x1","nodeId":"%s","chainId":"%s","genesis":"%s","head":%s}"""
        .formatted(NODE_ID, ofChain.toHex(), first.hash(), head());
  }

  String head() {
    BlockHeader last = chain.isEmpty() ? genesis : chain.getLast().block().header();
    return """
        {"number":"0x%x","hash":"%s","totalWork":"%s"}"""
        .formatted(last.number(), last.hash(), claimedWork.toHex());
  }

  private String headers(JsonNode params) {
    List<String> locator = new ArrayList<>();
    params.get(0).forEach(each -> locator.add(each.asString()));
    int from = -1;
    for (int i = chain.size(); i >= 0 && from < 0; i--) {
      BlockHeader header = i == 0 ? genesis : chain.get(i - 1).block().header();
      from = locator.contains(header.hash().toHex()) ? i : -1;
    }
    if (from < 0) {
      return "{\"ancestor\":null,\"headers\":[]}";
    }
    BlockHeader ancestor = from == 0 ? genesis : chain.get(from - 1).block().header();
    int to = Math.min(chain.size(), from + HeaderDownload.WINDOW);
    return headers(ancestor, chain.subList(from, to));
  }

  static String headers(BlockHeader ancestor, List<SealedBlock> blocks) {
    List<String> items = new ArrayList<>();
    for (SealedBlock each : blocks) {
      items.add(
          "{\"header\":\"%s\",\"seal\":\"%s\"}"
              .formatted(each.block().header().encoded().toHex(), each.seal().encoded().toHex()));
    }
    return "{\"ancestor\":\"%s\",\"headers\":[%s]}"
        .formatted(ancestor.hash(), String.join(",", items));
  }

  private String blocks(JsonNode params) {
    List<String> items = new ArrayList<>();
    for (JsonNode hash : params.get(0)) {
      for (SealedBlock block : chain) {
        if (block.block().hash().toHex().equals(hash.asString())) {
          items.add('"' + block.block().encoded().toHex() + '"');
        }
      }
    }
    return "[" + String.join(",", items) + "]";
  }

  @Override
  public void close() {
    server.close();
  }
}
