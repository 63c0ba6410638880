package org.tongbao.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Asks a node one thing at a time; bodies for many requests at once.
final class Rpc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpConnection connection;

  Rpc(int port) throws IOException {
    connection = new HttpConnection(port);
  }

  /// The body of one request.
  ///
  /// @param params a JSON array
  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  static byte[] body(String request) {
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] batch(List<String> requests) {
    return body("[" + String.join(",", requests) + "]");
  }

  JsonNode call(String method, String params) throws IOException {
    JsonNode answer = JSON.readTree(connection.post(body(request(1, method, params))));
    if (!answer.has("result")) {
      throw new IOException(method + " failed: " + answer);
    }
    return answer.get("result");
  }

  long number(String method, String params) throws IOException {
    return Long.decode(call(method, params).stringValue());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
