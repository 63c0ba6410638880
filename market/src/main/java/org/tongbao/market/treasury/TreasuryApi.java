package org.tongbao.market.treasury;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

/// The platform's books of money, for its finance.
@RestController
@RequestMapping("/api/v1/platform/treasury")
final class TreasuryApi {
  private final Reserves reserves;

  TreasuryApi(Reserves reserves) {
    this.reserves = reserves;
  }

  @GetMapping
  @Needs(Permission.MONEY_READ)
  Books books() {
    return new Books(reserves.figures());
  }

  /// Amounts in minor units.
  record Books(List<TreasuryFigures> currencies) {}
}
