package org.tongbao.market.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the bytes of media lie, by the hash of the bytes. All processes use the same storage.
interface MediaStorage {
  /// Keeps the bytes for good before it returns; does nothing when they are there.
  void put(String hash, byte[] content) throws IOException;

  /// A part of the bytes, to be read and closed by the caller; nothing when they are not there.
  ///
  /// @param from the first byte, which is there
  /// @param length how many, all of which are there
  Optional<InputStream> open(String hash, long from, long length) throws IOException;

  /// Does nothing when they are not there.
  void remove(String hash) throws IOException;

  /// Everything put in before `before`, of those whose hash begins with these two characters.
  List<String> olderThan(Instant before, String prefix) throws IOException;
}
