package org.tongbao.market.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.demo.DemoTrade.OpenShop;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Merchants;

/// Fills a new marketplace in the background, once it is up, and only where nobody has begun to use
/// it and no real institution can be paid. Each thing is made in one transaction together with the
/// note that it is there, so that a start after a stop goes on with what is missing.
@Component
@ConditionalOnProperty("tongbao.demo.fill")
class Demonstration {
  private static final Logger log = LoggerFactory.getLogger(Demonstration.class);

  private final DemoOnce once;
  private final DemoPeople people;
  private final DemoShops shops;
  private final DemoOrders orders;
  private final DemoTrade trade;
  private final DemoWaiting waiting;
  private final Merchants merchants;
  private final Catalog catalog;

  Demonstration(
      DemoOnce once,
      DemoPeople people,
      DemoShops shops,
      DemoOrders orders,
      DemoTrade trade,
      DemoWaiting waiting,
      Merchants merchants,
      Catalog catalog) {
    this.once = once;
    this.people = people;
    this.shops = shops;
    this.orders = orders;
    this.trade = trade;
    this.waiting = waiting;
    this.merchants = merchants;
    this.catalog = catalog;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    Thread.ofPlatform().daemon().name("demonstration").start(this::run);
  }

  private void run() {
    try {
      if (orders.canPay() && isWanted() && once.known("done").isEmpty()) {
        log.info(
            "Filling the marketplace with shops and products for demonstration (demo: false"
                + " leaves it empty)");
        fill();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      if (!waiting.isClosed()) {
        log.warn("The demonstration is not whole; the next start goes on with it", failure);
      }
    }
  }

  /// Nobody else has begun to fill it.
  private boolean isWanted() {
    return once.known("begun").isPresent() || catalog.idsAfter(new UUID(0, 0), 1).isEmpty();
  }

  private void fill() throws IOException, InterruptedException {
    UserId reviewer = people.reviewer();
    List<DemoFiles.Shop> all = DemoFiles.shops();
    Map<String, MerchantId> ids = new HashMap<>();
    for (DemoFiles.Shop shop : all) {
      ids.put(shop.key(), approved(shop, reviewer));
    }
    waiting.until(() -> ids.values().stream().allMatch(merchants::sells));
    Map<String, OpenShop> open = new HashMap<>();
    Map<String, UUID> places = new HashMap<>();
    for (DemoFiles.Shop shop : all) {
      MerchantId id = Objects.requireNonNull(ids.get(shop.key()));
      UUID delivery = once.make("furnished " + shop.key(), () -> shops.furnish(shop, id));
      open.put(shop.key(), new OpenShop(shop, id, people.owner(shop), delivery));
      int position = places.size() + 1;
      places.put(
          shop.key(), once.make("category " + shop.key(), () -> shops.category(shop, position)));
    }
    sell(all.stream().map(it -> open.get(it.key())).toList(), places);
    for (DemoFiles.Order row : DemoFiles.orders()) {
      trade.order(row, Objects.requireNonNull(open.get(row.shop())), waiting);
    }
    var _ = once.make("done", reviewer::value);
    log.info("The demonstration is there");
  }

  private MerchantId approved(DemoFiles.Shop shop, UserId reviewer) {
    UserId owner = people.owner(shop);
    MerchantId id = new MerchantId(once.make("shop " + shop.key(), () -> shops.apply(shop, owner)));
    var _ =
        once.make(
            "approved " + shop.key(),
            () -> {
              shops.approve(reviewer, id);
              return id.value();
            });
    return id;
  }

  /// Products go on sale by turns, so that what is new is of all kinds.
  private void sell(List<OpenShop> open, Map<String, UUID> places) {
    List<DemoFiles.Product> products = DemoFiles.products();
    List<List<DemoFiles.Product>> byShop = new ArrayList<>();
    for (OpenShop each : open) {
      byShop.add(products.stream().filter(it -> it.shop().equals(each.shop().key())).toList());
    }
    int most = byShop.stream().mapToInt(List::size).max().orElse(0);
    int made = 0;
    for (int turn = most - 1; turn >= 0; turn--) {
      for (int i = 0; i < open.size(); i++) {
        if (waiting.isClosed()) {
          throw new IllegalStateException("stopped");
        }
        if (turn < byShop.get(i).size()) {
          OpenShop shop = open.get(i);
          DemoFiles.Product product = byShop.get(i).get(turn);
          var _ =
              once.make(
                  "product " + product.picture(),
                  () -> shops.product(shop.shop(), product, shop.id(), shop.owner(), places));
          made++;
          if (made % 50 == 0) {
            log.info("Demonstration: {} of {} products", made, products.size());
          }
        }
      }
    }
  }
}
