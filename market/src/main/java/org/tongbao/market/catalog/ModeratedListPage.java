package org.tongbao.market.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Links;

/// Everybody's products, for the platform's staff.
///
/// @param show which of them
/// @param q what was searched for
public record ModeratedListPage(
    Frame frame, Desk desk, String show, String q, List<Line> lines, @Nullable String next) {
  public ModeratedListPage {
    lines = List.copyOf(lines);
  }

  /// @param title in the page's language, if there is one
  public record Line(
      UUID id,
      String title,
      @Nullable String picture,
      String shop,
      ProductState state,
      boolean suspended,
      Instant changedAt) {}

  public List<String> shows() {
    return List.of("ALL", "ON_SALE", "SUSPENDED");
  }

  /// The address of the same search among others.
  public String address(String of) {
    return Links.to(PlatformDesk.PRODUCTS, "show", of, "q", q);
  }

  public @Nullable String nextAddress() {
    return next == null
        ? null
        : Links.to(PlatformDesk.PRODUCTS, "show", show, "q", q, "cursor", next);
  }
}
