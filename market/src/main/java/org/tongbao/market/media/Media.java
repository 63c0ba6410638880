package org.tongbao.market.media;

import java.time.Instant;
import java.util.UUID;

/// A picture as a merchant put it in.
///
/// @param id of this merchant's entry; the content is known by its hash
/// @param hash SHA-256 of the kept bytes, in hex
/// @param size in bytes
public record Media(
    UUID id, String hash, String type, long size, int width, int height, Instant addedAt) {
  /// Where everybody can get the content of the picture with this hash.
  public static String path(String hash) {
    return "/media/" + hash;
  }
}
