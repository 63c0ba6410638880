package org.tongbao.market.order;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// Shipping many orders at once: a look at what will happen, then all of it or nothing.
@Controller
final class ShopShipmentPages {
  private static final String SHIPMENTS = "/merchant/{merchantId}/shipments";
  private static final int OFFERED = 50;

  private final OrderReading reading;
  private final SellerOrderStore orders;
  private final BulkShipment bulk;
  private final ShopDesks desks;
  private final Pages pages;

  ShopShipmentPages(
      OrderReading reading,
      SellerOrderStore orders,
      BulkShipment bulk,
      ShopDesks desks,
      Pages pages) {
    this.reading = reading;
    this.orders = orders;
    this.bulk = bulk;
    this.desks = desks;
    this.pages = pages;
  }

  /// `order` are ids that were chosen in the list; without any, all that wait.
  @GetMapping(SHIPMENTS)
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View offer(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable List<String> order,
      @RequestParam(defaultValue = "") String carrier) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    String by = Fields.optionalLine("carrier", carrier, 60);
    List<SellerOrder> chosen =
        order == null || order.isEmpty()
            ? waiting(shop)
            : order.stream()
                .limit(BulkShipment.MOST)
                .map(it -> reading.require(shop, OrderFields.id(it)))
                .toList();
    String lines =
        chosen.stream()
            .map(it -> it.ref().number().value() + ", " + by + ", ")
            .collect(Collectors.joining("\n"));
    return pages.of("shop-shipments", page(caller, frame, shop, lines, List.of(), FormErrors.NONE));
  }

  private List<SellerOrder> waiting(MerchantId shop) {
    return orders
        .list(
            new SellerOrderStore.Filter(shop, null, OrderState.PAID, null, false),
            PageOfList.Request.of(OFFERED, null))
        .stream()
        .filter(it -> !it.pickup() && it.pending() == null)
        .toList();
  }

  /// Says what the lines would do.
  @PostMapping(SHIPMENTS + "/check")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View check(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String lines) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    try {
      ShopShipmentPage shown =
          page(caller, frame, shop, lines, bulk.read(shop, lines), FormErrors.NONE);
      return shown.isReady()
          ? pages.of("shop-shipments", shown)
          : pages.refused("shop-shipments", shown);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, lines, refused);
    }
  }

  @PostMapping(SHIPMENTS)
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View ship(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String lines,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    try {
      List<BulkShipment.Line> read = bulk.read(shop, lines);
      ShopShipmentPage shown = page(caller, frame, shop, lines, read, FormErrors.NONE);
      if (!shown.isReady()) {
        return pages.refused("shop-shipments", shown);
      }
      int _ = bulk.ship(shop, caller.user(), read);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, lines, refused);
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.shipments.done");
    return pages.seeOther(ShopDesks.path(shop, "/orders"));
  }

  private View refused(
      Caller caller, Frame frame, MerchantId shop, String lines, DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    return pages.refused("shop-shipments", page(caller, frame, shop, lines, List.of(), errors));
  }

  private ShopShipmentPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      String lines,
      List<BulkShipment.Line> read,
      FormErrors errors) {
    return new ShopShipmentPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/shipments"),
        ShopDesks.path(shop, ""),
        lines,
        waiting(shop).size(),
        read.stream().map(it -> checked(it, shop, frame.texts())).toList(),
        (int) read.stream().filter(it -> it.refusal() == null).count(),
        errors);
  }

  private static ShopShipmentPage.Checked checked(
      BulkShipment.Line line, MerchantId shop, Texts texts) {
    SellerOrder order = line.order();
    OrderWork.Parcel parcel = line.parcel();
    DomainException refusal = line.refusal();
    return new ShopShipmentPage.Checked(
        line.number(),
        order == null ? line.text() : order.ref().number().value(),
        order == null ? null : ShopDesks.path(shop, "/orders/" + order.id()),
        parcel == null ? "" : parcel.carrier(),
        parcel == null ? "" : parcel.trackingNumber(),
        parcel == null ? "" : parcel.shippedOn().toString(),
        refusal == null ? null : problem(refusal, texts));
  }

  private static String problem(DomainException refusal, Texts texts) {
    if (refusal.code() == RequestError.NOT_FOUND) {
      return texts.get("merchant.shipments.unknown");
    }
    FormErrors errors = FormErrors.of(refusal, texts, Map.of());
    String general = errors.general();
    return general != null
        ? general
        : errors.byField().entrySet().stream()
            .map(it -> texts.get("merchant.shipments.field." + it.getKey()) + ": " + it.getValue())
            .collect(Collectors.joining(" "));
  }
}
