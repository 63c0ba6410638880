package org.tongbao.chain.sync;

import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.chain.store.ChainHead;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// The newest block that a node says it has. Only its headers can prove it.
record HeadClaim(long number, Hash hash, U256 totalWork) {
  static HeadClaim of(ChainHead head) {
    return new HeadClaim(head.header().number(), head.header().hash(), head.totalWork());
  }

  static HeadClaim read(JsonNode node) {
    return new HeadClaim(
        PeerJson.number(node.path("number"), "head number"),
        PeerJson.hash(node.path("hash"), "head hash"),
        PeerJson.quantity(node.path("totalWork"), "total work"));
  }

  void writeTo(JsonGenerator out) {
    out.writeStartObject();
    JsonValues.quantity(out, "number", number);
    JsonValues.hash(out, "hash", hash);
    JsonValues.quantity(out, "totalWork", totalWork);
    out.writeEndObject();
  }
}
