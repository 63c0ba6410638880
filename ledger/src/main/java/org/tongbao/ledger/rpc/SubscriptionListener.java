package org.tongbao.ledger.rpc;

import tools.jackson.databind.JsonNode;

/// Hears what a subscription tells, one call at a time. It may make requests.
public interface SubscriptionListener {
  /// What the node sent, such as a block header for `newHeads`.
  void notified(JsonNode result);

  /// The connection was lost and is there again: something may have been missed meanwhile.
  void resumed();
}
