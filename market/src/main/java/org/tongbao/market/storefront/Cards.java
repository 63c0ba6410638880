package org.tongbao.market.storefront;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.merchant.MerchantChanged;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.search.Briefly;
import org.tongbao.market.search.ItemView;
import org.tongbao.market.search.ItemView.PriceView;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;

/// Makes cards of what was found. Thread-safe.
@Component
final class Cards {
  private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
  private static final int MOST_KNOWN = 1_000;

  private final Merchants merchants;
  private final Briefly<Set<UUID>, Map<UUID, String>> names;

  Cards(Merchants merchants, Clock clock) {
    this.merchants = merchants;
    this.names = new Briefly<>(KNOWN_FOR, MOST_KNOWN, clock);
  }

  @TransactionalEventListener(MerchantChanged.class)
  void changed() {
    names.forget();
  }

  List<ProductCard> of(List<ItemView> items, Frame frame) {
    Set<UUID> shops =
        items.stream().map(ItemView::merchantId).collect(Collectors.toUnmodifiableSet());
    Map<UUID, String> named = names.get(shops, () -> merchants.names(shops));
    return items.stream()
        .map(it -> card(it, frame, named.getOrDefault(it.merchantId(), "")))
        .toList();
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
