package org.tongbao.payments;

import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Bytes;

/// What arrived at a notification address, byte for byte: signatures are over bytes.
public record NotificationMessage(Map<String, List<String>> headers, Bytes body) {
  public NotificationMessage {
    headers = Map.copyOf(headers);
  }
}
