package org.tongbao.app.verify;

import java.util.List;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.RlpWriter;
import tools.jackson.databind.JsonNode;

/// A header as JSON-RPC shows it, encoded again as it is hashed (Yellow Paper §4.4; later fields by
/// EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685, each only where the block has it).
final class JsonHeader {
  private static final List<String> FIELDS =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "#difficulty",
          "#number",
          "#gasLimit",
          "#gasUsed",
          "#timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "?#baseFeePerGas",
          "?withdrawalsRoot",
          "?#blobGasUsed",
          "?#excessBlobGas",
          "?parentBeaconBlockRoot",
          "?requestsHash");

  private JsonHeader() {}

  static Bytes encoded(JsonNode header) {
    var out = new RlpWriter();
    out.beginList();
    for (String field : FIELDS) {
      boolean optional = field.startsWith("?");
      String rest = optional ? field.substring(1) : field;
      boolean quantity = rest.startsWith("#");
      JsonNode value = header.path(quantity ? rest.substring(1) : rest);
      if (optional && (value.isMissingNode() || value.isNull())) {
        continue;
      }
      if (quantity) {
        out.u256(Hex.parseQuantity(value.asString()));
      } else {
        out.bytes(Bytes.fromHex(value.asString()));
      }
    }
    out.endList();
    return out.toBytes();
  }

  static Hash hash(JsonNode header) {
    return encoded(header).keccak256();
  }
}
