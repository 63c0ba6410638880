package org.tongbao.chain.rpc;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes single JSON values as UTF-8 bytes.
final class JsonBytes {
  private final JsonFactory factory = new JsonFactory();

  byte[] write(RpcResult value) {
    var bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator out =
        factory.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      value.writeTo(out);
    }
    return bytes.toByteArray();
  }
}
