package org.tongbao.market.secondfactor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.QrCode;

/// One's own second factor: whether there is one, and what is shown once while it is set up.
///
/// @param since null when there is none
/// @param secret null but while it is set up
/// @param recoveryCodes empty but when they have just been made
public record SecondFactorPage(
    Frame frame,
    @Nullable Instant since,
    int recoveryCodesLeft,
    @Nullable Secret secret,
    List<String> recoveryCodes,
    FormErrors errors) {
  public SecondFactorPage {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  /// @param text in base 32, to be typed
  /// @param uri the same, for an app on this device
  public record Secret(String text, String uri, QrCode code) {
    /// In groups of four, as people type.
    public String spaced() {
      return text.replaceAll("(.{4})(?!$)", "$1 ");
    }
  }
}
