package org.tongbao.chain.rpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One client's connection as the methods see it: where notifications of its subscriptions go, and
/// what must end with it.
public interface RpcSession {
  /// A client that asks and is answered, and can be told nothing afterwards (plain HTTP).
  RpcSession REQUEST_ONLY =
      new RpcSession() {
        @Override
        public boolean acceptsNotifications() {
          return false;
        }

        @Override
        public void push(byte[] message) {
          throw new IllegalStateException("This connection takes no notifications");
        }

        @Override
        public void onClose(Runnable action) {
          throw new IllegalStateException("This connection has no end to wait for");
        }
      };

  /// Counts one request of this client.
  ///
  /// @return null, or why it is one too many
  default @Nullable String refusal() {
    return null;
  }

  /// Whether `eth_subscribe` can work here.
  boolean acceptsNotifications();

  /// Sends a notification without waiting. A client that does not read fast enough is disconnected
  /// instead of filling the node's memory.
  void push(byte[] message);

  /// Runs `action` once when the connection ends; at once when it has ended already.
  void onClose(Runnable action);

  /// Ends the connection.
  default void close() {
    throw new IllegalStateException("This connection ends with its answer");
  }

  /// Where the client is, for the operator to read; empty when that is not known.
  default String remote() {
    return "";
  }

  /// Lets `taker` have the client's responses to requests that were pushed to it. Without one they
  /// are refused like every message that is no request.
  default void onResponse(Consumer<JsonNode> taker) {
    throw new IllegalStateException("This connection takes no requests");
  }

  /// Hands a message without a method to whoever waits for responses; false when nobody does.
  default boolean takeResponse(JsonNode response) {
    return false;
  }
}
