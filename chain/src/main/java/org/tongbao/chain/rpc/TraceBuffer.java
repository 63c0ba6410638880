package org.tongbao.chain.rpc;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON array that grows while code is traced, up to a limit in bytes: traces can be far larger
/// than what they trace.
final class TraceBuffer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ResponseBuffer bytes;
  private final JsonGenerator out;
  private boolean full;

  TraceBuffer(int limit) {
    bytes = new ResponseBuffer(limit);
    out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    out.writeStartArray();
  }

  /// Appends an element, or nothing more once the limit has been reached.
  void add(RpcResult element) {
    if (full) {
      return;
    }
    try {
      element.writeTo(out);
    } catch (ResponseBuffer.Full e) {
      full = true;
    }
  }

  /// The whole array.
  ///
  /// @throws RpcException when it did not fit
  String finish() {
    try {
      if (!full) {
        out.writeEndArray();
        out.close();
      }
    } catch (ResponseBuffer.Full e) {
      full = true;
    }
    if (full) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          "the trace is too large; leave out stack, memory or storage, or set limit");
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
