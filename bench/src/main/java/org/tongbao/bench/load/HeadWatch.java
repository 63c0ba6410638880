package org.tongbao.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Notes every block that a node announces to a subscriber of `newHeads`.
final class HeadWatch implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Long, String> announced = new ConcurrentSkipListMap<>();
  private final StringBuilder message = new StringBuilder();
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable WebSocket socket;

  /// Follows a node from now on; what an earlier one announced stays noted.
  void follow(Target target) {
    message.setLength(0);
    WebSocket opened =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + target.port()), this)
            .join();
    opened.sendText(Rpc.request(1, "eth_subscribe", "[\"newHeads\"]"), true).join();
    socket = opened;
  }

  /// Hashes of the announced blocks by their numbers.
  Map<Long, String> announced() {
    return announced;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      note(JSON.readTree(message.toString()));
      message.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  private void note(JsonNode notification) {
    JsonNode block = notification.path("params").path("result");
    if (block.has("hash")) {
      announced.put(
          Long.decode(block.get("number").stringValue()), block.get("hash").stringValue());
    }
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    // The node was killed: that is what this is about.
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    http.shutdownNow();
  }
}
