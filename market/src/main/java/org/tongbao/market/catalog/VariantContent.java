package org.tongbao.market.catalog;

import java.util.List;
import org.tongbao.primitives.money.Money;

/// What a merchant says about a variant; checked.
///
/// @param sku the merchant's own number, unique in its shop
/// @param options how it differs from its sisters, all of which have the same names in this order
/// @param prices at most one for each currency, by code
public record VariantContent(
    String sku,
    List<NamedValue> options,
    int weightGrams,
    List<String> pictures,
    List<Money> prices) {
  public VariantContent {
    options = List.copyOf(options);
    pictures = List.copyOf(pictures);
    prices = List.copyOf(prices);
  }
}
