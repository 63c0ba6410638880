package org.tongbao.market.walletsignin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// The wallets that sign one in.
public record WalletSignInPage(Frame frame, List<Row> wallets, FormErrors errors) {
  public WalletSignInPage {
    wallets = List.copyOf(wallets);
  }

  /// @param usedAt null when it has never signed anybody in
  public record Row(String wallet, Instant createdAt, @Nullable Instant usedAt) {}
}
