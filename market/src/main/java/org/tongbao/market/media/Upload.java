package org.tongbao.market.media;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A picture, voice or video as a user put it in.
///
/// @param id of this user's entry; the content is known by its hash
/// @param hash SHA-256 of the kept bytes, in hex
/// @param size in bytes
/// @param width of what is seen, and `height`; none of what is only heard
/// @param durationMillis none of a picture
/// @param thumbnail hash of a small picture of this one; only a picture has one
public record Upload(
    UUID id,
    String hash,
    UploadKind kind,
    String type,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMillis,
    @Nullable String thumbnail,
    Instant addedAt) {}
