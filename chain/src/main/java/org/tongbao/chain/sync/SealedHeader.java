package org.tongbao.chain.sync;

import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.pow.SealFormatException;
import org.tongbao.chain.rpc.JsonValues;
import org.tongbao.primitives.RlpException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// A header and the work that was done on it: what can be judged before the block itself comes.
record SealedHeader(BlockHeader header, AuxPow seal) {
  static SealedHeader read(JsonNode node) {
    try {
      return new SealedHeader(
          BlockHeader.decode(PeerJson.data(node.path("header"), "header")),
          AuxPow.decode(PeerJson.data(node.path("seal"), "seal")));
    } catch (RlpException | SealFormatException e) {
      throw PeerFault.misbehaved("gives a malformed header: " + e.getMessage());
    }
  }

  void writeTo(JsonGenerator out) {
    out.writeStartObject();
    JsonValues.data(out, "header", header.encoded());
    JsonValues.data(out, "seal", seal.encoded());
    out.writeEndObject();
  }

  /// Bytes that it takes, about.
  int size() {
    return header.encoded().size() + seal.coinbase().encoded().size() + 2_500;
  }
}
