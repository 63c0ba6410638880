package org.tongbao.market.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;

/// A key of a user's device.
///
/// @param credentialId what the device calls it
/// @param credential the attested credential data: public key, algorithm, maker of the device
/// @param signCount how often the device says it has signed; 0 where it does not count
/// @param backup whether the key can be, and is, on several devices of its owner
/// @param transports how the device is reached, such as `internal` or `usb`
/// @param name given by the user
record Passkey(
    UUID id,
    UserId user,
    Bytes credentialId,
    Bytes credential,
    long signCount,
    Backup backup,
    List<String> transports,
    String name,
    Instant createdAt,
    Optional<Instant> usedAt) {
  Passkey {
    transports = List.copyOf(transports);
  }

  record Backup(boolean eligible, boolean done) {}
}
