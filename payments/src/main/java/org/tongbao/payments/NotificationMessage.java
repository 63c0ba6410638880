package org.tongbao.payments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.primitives.Bytes;

/// What arrived at a notification address, byte for byte: signatures are over bytes.
public record NotificationMessage(Map<String, List<String>> headers, Bytes body) {
  public NotificationMessage {
    headers = Map.copyOf(headers);
  }

  /// The value of the header of this name in any case, when it came exactly once.
  public Optional<String> header(String name) {
    List<String> values =
        headers.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .flatMap(entry -> entry.getValue().stream())
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
