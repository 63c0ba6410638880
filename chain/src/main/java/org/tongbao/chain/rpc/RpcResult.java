package org.tongbao.chain.rpc;

import tools.jackson.core.JsonGenerator;

/// A method's result, ready to be written: whatever can fail has been done before.
@FunctionalInterface
public interface RpcResult {
  RpcResult NULL = JsonGenerator::writeNull;

  /// Writes exactly one JSON value.
  void writeTo(JsonGenerator out);

  static RpcResult of(boolean value) {
    return out -> out.writeBoolean(value);
  }

  static RpcResult of(String value) {
    return out -> out.writeString(value);
  }

  static RpcResult quantity(long unsigned) {
    return out -> JsonValues.quantity(out, unsigned);
  }
}
