package org.tongbao.market.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One's own passkeys.
public record PasskeyPage(Frame frame, List<Row> passkeys, FormErrors errors) {
  public PasskeyPage {
    passkeys = List.copyOf(passkeys);
  }

  /// @param usedAt null when it has never signed anybody in
  public record Row(
      UUID id, String name, boolean synced, Instant createdAt, @Nullable Instant usedAt) {}
}
