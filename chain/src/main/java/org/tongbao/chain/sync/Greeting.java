package org.tongbao.chain.sync;

import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// What two nodes tell each other first.
///
/// @param protocol version of the methods between nodes
/// @param nodeId 16 random bytes of this run of the node, by which it knows itself
record Greeting(long protocol, Bytes nodeId, U256 chainId, Hash genesis, HeadClaim head) {
  static final long PROTOCOL = 1;
  static final int NODE_ID_BYTES = 16;

  static Greeting read(JsonNode node) {
    Bytes nodeId = PeerJson.data(node.path("nodeId"), "node id");
    if (nodeId.size() != NODE_ID_BYTES) {
      throw PeerFault.misbehaved("gives a node id of " + nodeId.size() + " bytes");
    }
    return new Greeting(
        PeerJson.number(node.path("protocol"), "protocol version"),
        nodeId,
        PeerJson.quantity(node.path("chainId"), "chain id"),
        PeerJson.hash(node.path("genesis"), "genesis hash"),
        HeadClaim.read(node.path("head")));
  }

  void writeTo(JsonGenerator out) {
    out.writeStartObject();
    JsonValues.quantity(out, "protocol", protocol);
    JsonValues.data(out, "nodeId", nodeId);
    JsonValues.quantity(out, "chainId", chainId);
    JsonValues.hash(out, "genesis", genesis);
    out.writeName("head");
    head.writeTo(out);
    out.writeEndObject();
  }

  /// @throws PeerFault when a node that greets so cannot be a peer of ours
  void requireSameChain(Greeting ours) {
    if (protocol != ours.protocol) {
      throw PeerFault.misbehaved(
          "speaks version %d between nodes, not %d".formatted(protocol, ours.protocol));
    }
    if (!chainId.equals(ours.chainId)) {
      throw PeerFault.misbehaved("is of chain %s, not %s".formatted(chainId, ours.chainId));
    }
    if (!genesis.equals(ours.genesis)) {
      throw PeerFault.misbehaved("began with block %s, not %s".formatted(genesis, ours.genesis));
    }
  }
}
