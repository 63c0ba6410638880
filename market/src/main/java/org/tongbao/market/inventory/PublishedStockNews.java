package org.tongbao.market.inventory;

import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.Catalog;

/// Publishes [AvailabilityChanged].
@Component
class PublishedStockNews implements StockNews {
  private final Catalog catalog;
  private final ApplicationEventPublisher events;

  PublishedStockNews(Catalog catalog, ApplicationEventPublisher events) {
    this.catalog = catalog;
    this.events = events;
  }

  @Override
  public void changed(UUID variant, boolean available) {
    catalog
        .productOf(variant)
        .ifPresent(
            product -> events.publishEvent(new AvailabilityChanged(variant, product, available)));
  }
}
