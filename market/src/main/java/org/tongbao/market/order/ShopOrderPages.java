package org.tongbao.market.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.order.ShopOrderListPage.Tab;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.market.web.TimeText;

/// A shop's orders: the list, an order with its time line, and what the shop can do with it.
@Controller
final class ShopOrderPages {
  private static final String ORDERS = "/merchant/{merchantId}/orders";
  private static final int TEXT_LIMIT = 1000;
  private static final Map<OrderError, String> FIELDS = Map.of(OrderError.BAD_AMOUNT, "amount");

  private final OrderReading reading;
  private final OrderWork work;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopOrderPages(OrderReading reading, OrderWork work, ShopDesks desks, Pages pages, Clock clock) {
    this.reading = reading;
    this.work = work;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(ORDERS)
  @Needs(Permission.SHOP_ORDERS_READ)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_READ);
    Tab tab = Tab.of(show);
    PageOfList<OrderViews.Brief> found =
        reading.list(
            new SellerOrderStore.Filter(shop, null, tab.state(), null, tab.open()),
            PageOfList.Request.of(null, cursor));
    return pages.of(
        "shop-orders",
        new ShopOrderListPage(
            frame,
            desks.of(caller, shop, frame.texts(), "/orders"),
            ShopDesks.path(shop, "/orders"),
            tab,
            found.items().stream().map(it -> row(it, frame.texts())).toList(),
            found.next(),
            caller.may(Permission.SHOP_ORDERS_HANDLE, shop)));
  }

  private ShopOrderListPage.Row row(OrderViews.Brief order, Texts texts) {
    return new ShopOrderListPage.Row(order, left(order.dueAt(), texts));
  }

  private String left(@Nullable Instant due, Texts texts) {
    return due == null ? "" : TimeText.left(Duration.between(clock.instant(), due), texts);
  }

  @GetMapping(ORDERS + "/{id}")
  @Needs(Permission.SHOP_ORDERS_READ)
  View one(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_READ);
    SellerOrder order = reading.require(shop, OrderFields.id(id));
    return pages.of("shop-order", page(caller, frame, order, FormErrors.NONE, null, Map.of()));
  }

  /// Confirms that the money has come, which is for those who look after it.
  @PostMapping(ORDERS + "/{id}/payout")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  View payout(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_DECIDE);
    SellerOrder order = reading.require(shop, OrderFields.id(id));
    return done(caller, frame, order, ShopDeed.PAYOUT, Map.of(), redirect);
  }

  @PostMapping(ORDERS + "/{id}/{deed}")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View act(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    SellerOrder order = reading.require(shop, OrderFields.id(id));
    ShopDeed wanted =
        ShopDeed.of(deed)
            .filter(it -> it != ShopDeed.PAYOUT)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    return done(caller, frame, order, wanted, typed, redirect);
  }

  private View done(
      Caller caller,
      Frame frame,
      SellerOrder order,
      ShopDeed deed,
      Map<String, String> typed,
      RedirectAttributes redirect) {
    try {
      SellerOrder _ = carryOut(caller, order, deed, typed);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("shop-order", page(caller, frame, order, errors, deed, typed));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.done." + deed.path());
    return pages.seeOther(ShopDesks.path(order.ref().merchant(), "/orders/" + order.id()));
  }

  private SellerOrder carryOut(
      Caller caller, SellerOrder order, ShopDeed deed, Map<String, String> typed) {
    MerchantId shop = order.ref().merchant();
    return switch (deed) {
      case SHIPMENT -> work.ship(shop, caller.user(), parcel(typed).of(order.id()));
      case PICKUP ->
          work.handOver(
              shop, caller.user(), order.id(), Fields.line("code", typed.get("code"), 20));
      case ANSWER -> {
        boolean granted = Fields.line("granted", typed.get("granted"), 5).equals("true");
        yield work.answer(shop, caller.user(), order.id(), granted, reason(typed, !granted));
      }
      case REFUND ->
          work.merchant(
              shop,
              caller.user(),
              order.id(),
              Command.Wish.of(
                  deed.step(),
                  AmountText.minor("amount", typed.get("amount"), order.currency()),
                  reason(typed, true)));
      case APPEAL ->
          work.merchant(
              shop, caller.user(), order.id(), Command.Wish.of(deed.step(), reason(typed, true)));
      case CANCELLATION ->
          work.merchant(
              shop, caller.user(), order.id(), Command.Wish.of(deed.step(), reason(typed, true)));
      case PAYOUT ->
          work.merchant(shop, caller.user(), order.id(), Command.Wish.of(deed.step(), ""));
    };
  }

  private static OrderFields.Parcel parcel(Map<String, String> typed) {
    return new OrderFields.Parcel(
        null, typed.get("carrier"), typed.get("trackingNumber"), typed.get("shippedOn"));
  }

  private static String reason(Map<String, String> typed, boolean needed) {
    return needed
        ? Fields.line("reason", typed.get("reason"), TEXT_LIMIT)
        : Fields.optionalLine("reason", typed.get("reason"), TEXT_LIMIT);
  }

  private ShopOrderPage page(
      Caller caller,
      Frame frame,
      SellerOrder order,
      FormErrors errors,
      @Nullable ShopDeed failed,
      Map<String, String> typed) {
    MerchantId shop = order.ref().merchant();
    Texts texts = frame.texts();
    String base = ShopDesks.path(shop, "/orders");
    return new ShopOrderPage(
        frame,
        desks.of(caller, shop, texts, "/orders", Desk.Link.to(texts.get("merchant.orders"), base)),
        base,
        reading.part(order, order.terms().merchant()),
        next(order),
        order.dueAt(),
        left(order.dueAt(), texts),
        deeds(caller, order),
        MoneyText.plain(order.books().remaining(), order.currency().code()),
        LocalDate.now(clock).toString(),
        errors,
        failed,
        typed);
  }

  private static String next(SellerOrder order) {
    if (order.claim().isOpen()) {
      return "merchant.next.claim." + order.claim().state().name().toLowerCase(Locale.ROOT);
    }
    return switch (order.state()) {
      case PAID -> order.pickup() ? "merchant.next.pickup" : "merchant.next.paid";
      case COMPLETED ->
          order.times().released() ? "merchant.next.released" : "merchant.next.completed";
      case NEW, PLACED, SHIPPED, RECEIVED, SETTLED, CANCELLED, REFUNDED, VOID ->
          "merchant.next." + order.state().name().toLowerCase(Locale.ROOT);
    };
  }

  /// What is possible by the very rules that a step is held to, and open to the caller.
  private List<ShopDeed> deeds(Caller caller, SellerOrder order) {
    List<ShopDeed> deeds = new ArrayList<>();
    if (order.pending() != null) {
      return deeds;
    }
    for (ShopDeed deed : ShopDeed.values()) {
      Permission permission =
          deed == ShopDeed.PAYOUT ? Permission.SHOP_FINANCE_DECIDE : Permission.SHOP_ORDERS_HANDLE;
      boolean fits =
          switch (deed) {
            case SHIPMENT -> !order.pickup();
            case PICKUP -> order.pickup();
            case ANSWER, APPEAL, REFUND, CANCELLATION, PAYOUT -> true;
          };
      if (fits && caller.may(permission, order.ref().merchant()) && isPossible(order, deed)) {
        deeds.add(deed);
      }
    }
    return deeds;
  }

  private boolean isPossible(SellerOrder order, ShopDeed deed) {
    try {
      StepRules.require(order, deed.step(), 1, clock.instant());
      return true;
    } catch (DomainException refused) {
      return false;
    }
  }
}
