package org.tongbao.market.backup;

/// A migration that made the tables what they are.
///
/// @param checksum of its text, as Flyway takes it
public record SchemaVersion(String version, int checksum) {}
