package org.tongbao.market.order;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.order.SellerOrderStore.DayOfSales;
import org.tongbao.market.order.ShopHomePage.Sales;
import org.tongbao.market.order.ShopHomePage.Tile;
import org.tongbao.market.order.ShopOrderListPage.Row;
import org.tongbao.market.web.Chart;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.market.web.TimeText;

/// The first page of a shop's desk. What was sold counts by the day, in UTC, on which it was
/// ordered, as soon as it is paid; what was given back does not count.
@Controller
final class ShopHomePages {
  private static final int DAYS = 30;
  private static final int NEWEST = 6;

  private final SellerOrderStore orders;
  private final OrderReading reading;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopHomePages(
      SellerOrderStore orders,
      OrderReading reading,
      Merchants merchants,
      ShopDesks desks,
      Pages pages,
      Clock clock) {
    this.orders = orders;
    this.reading = reading;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/merchant/{merchantId}")
  @Needs(Permission.SHOP_READ)
  View home(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId id = caller.shop(merchantId, Permission.SHOP_READ);
    Merchant shop = merchants.require(id);
    Texts texts = frame.texts();
    boolean ordersToo = caller.may(Permission.SHOP_ORDERS_READ, id);
    return pages.of(
        "shop-home",
        new ShopHomePage(
            frame,
            desks.of(caller, id, texts, ""),
            shop,
            ordersToo ? tiles(id) : List.of(),
            caller.may(Permission.SHOP_FINANCE_READ, id) ? sales(shop, texts) : null,
            ordersToo ? newest(id, texts) : List.of(),
            caller.may(Permission.SHOP_DECIDE, id)));
  }

  private List<Tile> tiles(MerchantId shop) {
    SellerOrderStore.Waiting waiting = orders.waiting(shop);
    String base = ShopDesks.path(shop, "/orders");
    return List.of(
        new Tile("merchant.waits.ship", waiting.toShip(), base + "?show=ship", true),
        new Tile("merchant.waits.answer", waiting.toAnswer(), base + "?show=claims", true),
        new Tile("merchant.waits.disputed", waiting.disputed(), base + "?show=claims", false),
        new Tile("merchant.waits.confirm", waiting.toConfirm(), base + "?show=confirm", false));
  }

  private List<Row> newest(MerchantId shop, Texts texts) {
    PageOfList<OrderViews.Brief> found =
        reading.list(
            new SellerOrderStore.Filter(shop, null, null, null, null),
            PageOfList.Request.of(NEWEST, null));
    return found.items().stream().map(it -> row(it, texts)).toList();
  }

  private Row row(OrderViews.Brief order, Texts texts) {
    var due = order.dueAt();
    return new Row(
        order, due == null ? "" : TimeText.left(Duration.between(clock.instant(), due), texts));
  }

  private Sales sales(Merchant shop, Texts texts) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(DAYS - 1L);
    Map<LocalDate, DayOfSales> byDay = new HashMap<>();
    long total = 0;
    long count = 0;
    for (DayOfSales day :
        orders.sales(shop.id(), shop.currency(), first.atStartOfDay(ZoneOffset.UTC).toInstant())) {
      byDay.put(day.day(), day);
      total += day.totalMinor();
      count += day.orders();
    }
    List<String> labels = new ArrayList<>();
    List<Long> sums = new ArrayList<>();
    List<String> texted = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      DayOfSales sold = byDay.get(day);
      long sum = sold == null ? 0 : sold.totalMinor();
      labels.add(day.toString().substring(5));
      sums.add(sum);
      texted.add(MoneyText.of(sum, shop.currency()));
    }
    Chart chart =
        new Chart(
            texts.get("merchant.sales", DAYS),
            Chart.Kind.BARS,
            texts.get("merchant.sales.day"),
            labels,
            List.of(new Chart.Series(texts.get("merchant.sales.sold"), sums, texted)),
            Chart.Scale.money(shop.currency()));
    return new Sales(
        chart,
        MoneyText.of(total, shop.currency()),
        MoneyText.whole(count),
        MoneyText.of(count == 0 ? 0 : total / count, shop.currency()));
  }
}
