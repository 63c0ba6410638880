package org.tongbao.market.statistics;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.booking.ShopBookings;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.inventory.LowStock;
import org.tongbao.market.inventory.LowStock.Low;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.order.ShopOrders;
import org.tongbao.market.review.ShopReviews;
import org.tongbao.market.statistics.ShopHomePage.Tile;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// The first page of a shop's desk.
@Controller
final class ShopHomePages {
  private static final int STANDARD_DAYS = 30;
  private static final int NEWEST = 6;
  private static final int LOW = 5;

  private final ShopFigures figures;
  private final ShopOrders orders;
  private final ShopReviews reviews;
  private final ShopBookings bookings;
  private final LowStock stock;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;

  ShopHomePages(
      ShopFigures figures,
      ShopOrders orders,
      ShopReviews reviews,
      ShopBookings bookings,
      LowStock stock,
      Merchants merchants,
      ShopDesks desks,
      Pages pages) {
    this.figures = figures;
    this.orders = orders;
    this.reviews = reviews;
    this.bookings = bookings;
    this.stock = stock;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
  }

  /// @param days of the figures: one of [ShopHomePage#PERIODS]
  @GetMapping("/merchant/{merchantId}")
  @Needs(Permission.SHOP_READ)
  View home(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String days) {
    MerchantId id = caller.shop(merchantId, Permission.SHOP_READ);
    Merchant shop = merchants.require(id);
    boolean ordersToo = caller.may(Permission.SHOP_ORDERS_READ, id);
    List<Low> low = caller.may(Permission.SHOP_PRODUCTS_READ, id) ? stock.of(id, LOW) : List.of();
    return pages.of(
        "shop-home",
        new ShopHomePage(
            frame,
            desks.of(caller, id, frame.texts(), ""),
            shop,
            tiles(caller, id, low),
            low,
            caller.may(Permission.SHOP_FINANCE_READ, id)
                ? figures.of(shop, period(days), frame.language())
                : null,
            ordersToo ? orders.newest(id, NEWEST) : List.of(),
            caller.may(Permission.SHOP_DECIDE, id)));
  }

  private static int period(String days) {
    return ShopHomePage.PERIODS.stream()
        .filter(it -> String.valueOf(it).equals(days))
        .findFirst()
        .orElse(STANDARD_DAYS);
  }

  private List<Tile> tiles(Caller caller, MerchantId shop, List<Low> low) {
    List<Tile> tiles = new ArrayList<>();
    if (caller.may(Permission.SHOP_ORDERS_READ, shop)) {
      ShopOrders.Waiting waiting = orders.waiting(shop);
      String list = ShopDesks.path(shop, "/orders");
      tiles.add(new Tile("merchant.waits.ship", waiting.toShip(), list + "?show=ship", true));
      tiles.add(new Tile("merchant.waits.answer", waiting.toAnswer(), list + "?show=claims", true));
      tiles.add(new Tile("dashboard.waits.appeal", waiting.ruled(), list + "?show=claims", true));
      tiles.add(
          new Tile("merchant.waits.disputed", waiting.disputed(), list + "?show=claims", false));
      tiles.add(
          new Tile(
              "dashboard.waits.bookings",
              bookings.toAnswer(shop),
              ShopDesks.path(shop, "/bookings"),
              true));
      tiles.add(
          new Tile(
              "dashboard.waits.reviews",
              reviews.unanswered(shop),
              ShopDesks.path(shop, "/reviews?show=unanswered"),
              false));
      tiles.add(confirm(caller, shop, waiting.toConfirm()));
    }
    if (caller.may(Permission.SHOP_PRODUCTS_READ, shop)) {
      long few = low.isEmpty() ? 0 : low.getFirst().ofAll();
      tiles.add(
          new Tile(
              "dashboard.waits.stock",
              few,
              few == 0 ? ShopDesks.path(shop, "/products") : "#low-stock",
              false));
    }
    return tiles;
  }

  private static Tile confirm(Caller caller, MerchantId shop, long count) {
    boolean money = caller.may(Permission.SHOP_FINANCE_READ, shop);
    String place = ShopDesks.path(shop, money ? "/money?show=waiting" : "/orders?show=confirm");
    return new Tile("merchant.waits.confirm", count, place, false);
  }
}
