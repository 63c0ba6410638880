package org.tongbao.market.storefront;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.search.ItemView;
import org.tongbao.market.search.ItemView.PriceView;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;

/// Makes cards of what was found.
@Component
final class Cards {
  private final Merchants merchants;

  Cards(Merchants merchants) {
    this.merchants = merchants;
  }

  List<ProductCard> of(List<ItemView> items, Frame frame) {
    Map<UUID, String> names = new HashMap<>();
    return items.stream()
        .map(it -> card(it, frame, names.computeIfAbsent(it.merchantId(), this::name)))
        .toList();
  }

  private String name(UUID merchant) {
    return merchants.find(new MerchantId(merchant)).map(Merchant::name).orElse("");
  }

  private static ProductCard card(ItemView item, Frame frame, String shop) {
    PriceView lowest = item.lowest();
    return new ProductCard(
        item.id(),
        item.title().in(frame.language()),
        item.picture(),
        lowest == null ? null : MoneyText.of(lowest.amountMinor(), lowest.currency()),
        lowest != null && !lowest.equals(item.highest()),
        item.merchantId(),
        shop,
        item.inStock(),
        item.kind() == ProductKind.SERVICE);
  }
}
