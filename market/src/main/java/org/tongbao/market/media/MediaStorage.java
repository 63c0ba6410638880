package org.tongbao.market.media;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the bytes of media lie, by the hash of the bytes. All processes use the same storage.
interface MediaStorage {
  /// Keeps the bytes for good before it returns; does nothing when they are there.
  void put(String hash, byte[] content) throws IOException;

  Optional<byte[]> get(String hash) throws IOException;

  /// Does nothing when they are not there.
  void remove(String hash) throws IOException;

  /// Everything put in before `before`, of those whose hash begins with these two characters.
  List<String> olderThan(Instant before, String prefix) throws IOException;
}
