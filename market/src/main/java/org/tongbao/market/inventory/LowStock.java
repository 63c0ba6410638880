package org.tongbao.market.inventory;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;

/// What a shop should order anew. Thread-safe.
@Component
public class LowStock {
  /// So many are few.
  public static final int FEW = 5;

  private final StockStore stocks;

  LowStock(StockStore stocks) {
    this.stocks = stocks;
  }

  /// A variant of goods on sale.
  ///
  /// @param left that can be sold
  /// @param ofAll how many such variants the shop has
  public record Low(
      UUID product, String titleZh, String titleEn, String sku, int left, long ofAll) {}

  /// Those of which at most [#FEW] are left, the least first.
  public List<Low> of(MerchantId shop, int limit) {
    return stocks.low(shop, FEW, limit);
  }
}
