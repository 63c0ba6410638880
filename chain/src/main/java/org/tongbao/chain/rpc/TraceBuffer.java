package org.tongbao.chain.rpc;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/// A JSON array that grows while code is traced, up to a limit in bytes: traces can be far larger
/// than what they trace.
final class TraceBuffer {
  /// Calls nest up to 1,024 deep, and each is an array in an object.
  static final StreamWriteConstraints DEEP =
      StreamWriteConstraints.builder().maxNestingDepth(4 * 1_024).build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamWriteConstraints(DEEP).build();

  private final ResponseBuffer bytes;
  private final JsonGenerator out;

  TraceBuffer(int limit) {
    bytes = new ResponseBuffer(limit);
    out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    out.writeStartArray();
  }

  /// Appends an element.
  ///
  /// @throws RpcException when it does not fit: whoever traces can stop
  void add(RpcResult element) {
    try {
      element.writeTo(out);
    } catch (ResponseBuffer.Full e) {
      throw tooLarge();
    }
  }

  /// The whole array.
  ///
  /// @throws RpcException when it did not fit
  String finish() {
    try {
      out.writeEndArray();
      out.close();
    } catch (ResponseBuffer.Full e) {
      throw tooLarge();
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  private static RpcException tooLarge() {
    return new RpcException(
        RpcError.LIMIT_EXCEEDED,
        "the trace is too large; leave out stack, memory or storage, or set limit");
  }
}
