package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// Shops in one state, the newest first.
public record MerchantReviewListPage(
    Frame frame, Desk desk, Merchant.State state, List<Line> lines, @Nullable String next) {
  public MerchantReviewListPage {
    lines = List.copyOf(lines);
  }

  public List<Merchant.State> states() {
    return List.of(Merchant.State.values());
  }

  public String address(Merchant.State other) {
    return desk.current() + "?state=" + other;
  }

  /// @param since when it applied first
  /// @param underWay whether the chain has been asked for something
  public record Line(
      UUID id,
      String name,
      String company,
      String country,
      String currency,
      int documents,
      @Nullable Instant since,
      boolean underWay,
      boolean sells) {
    static Line of(Dossier dossier) {
      Merchant merchant = dossier.merchant();
      return new Line(
          merchant.id().value(),
          merchant.name(),
          dossier.company().companyName(),
          dossier.company().country(),
          merchant.currency(),
          dossier.company().documents().size(),
          dossier.history().stream().map(Decision::at).min(Instant::compareTo).orElse(null),
          dossier.step().pending() != null,
          merchant.sells());
    }
  }
}
