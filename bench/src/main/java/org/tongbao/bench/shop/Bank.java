package org.tongbao.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A payer at the pages of payment institutions. For one thread at a time.
final class Bank implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final int CONFLICT = 409;

  private final Map<String, KeptConnection> connections = new HashMap<>();

  /// Opens the page, which may lead to another, and presses its button. What has been paid or
  /// closed before stays as it is.
  void press(URI address) throws IOException {
    Answer opened = exchange("GET", address);
    URI page = opened.status() == 303 ? address.resolve(opened.header("Location")) : address;
    Answer pressed = exchange("POST", page);
    if (pressed.status() != CONFLICT) {
      Person.expect(pressed, 303);
    }
  }

  /// Presses the button of a page that is known to be the last.
  void pay(URI page) throws IOException {
    Person.expect(exchange("POST", page), 303);
  }

  private Answer exchange(String method, URI address) throws IOException {
    String query = address.getRawQuery();
    String path = address.getRawPath() + (query == null ? "" : "?" + query);
    return connections
        .computeIfAbsent(address.getAuthority(), _ -> new KeptConnection(address))
        .exchange(method, path, List.of(), NOTHING);
  }

  @Override
  public void close() throws IOException {
    for (KeptConnection each : connections.values()) {
      each.close();
    }
  }
}
