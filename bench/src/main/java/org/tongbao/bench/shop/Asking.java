package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/// A `POST` that is repeated, unchanged and with its key, until it has been answered for good.
///
/// @param headers further lines
record Asking(UUID key, String path, String json, List<String> headers) {
  Asking {
    headers = List.copyOf(headers);
  }

  static Asking of(String path, String json, String... headers) {
    return new Asking(UUID.randomUUID(), path, json, List.of(headers));
  }

  Answer ask(Person person) throws IOException {
    return person.write(key, "POST", path, json, headers.toArray(String[]::new));
  }
}
