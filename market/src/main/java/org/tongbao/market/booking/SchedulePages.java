package org.tongbao.market.booking;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// When a service can be booked: to see, and to change.
@Controller
final class SchedulePages {
  private static final String SCHEDULE = "/merchant/{merchantId}/products/{id}/schedule";
  private static final int DAYS_SHOWN = 7;
  private static final int SLOTS_SHOWN = 12;

  private final Schedules schedules;
  private final Slots slots;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  SchedulePages(Schedules schedules, Slots slots, ShopDesks desks, Pages pages, Clock clock) {
    this.schedules = schedules;
    this.slots = slots;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(SCHEDULE)
  @Needs(Permission.SHOP_PRODUCTS_READ)
  View show(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_READ);
    Product product = schedules.product(shop, BookingFields.id(id));
    Map<String, String> typed =
        schedules.find(product.id()).map(ScheduleForm::write).orElseGet(ScheduleForm::first);
    return pages.of("shop-schedule", page(caller, frame, product, typed, FormErrors.NONE));
  }

  @PostMapping(SCHEDULE)
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View put(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    Product product = schedules.product(shop, BookingFields.id(id));
    try {
      int tag = tag(typed.getOrDefault("tag", ""));
      Schedule _ = schedules.put(ScheduleForm.read(typed).schedule(product.id(), shop, tag));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("shop-schedule", page(caller, frame, product, typed, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "schedule.saved");
    return pages.seeOther(address(product));
  }

  private static int tag(String typed) {
    if (!typed.matches("[0-9]{1,9}")) {
      throw Fields.malformed("tag");
    }
    return Integer.parseInt(typed);
  }

  private static String address(Product product) {
    return ShopDesks.path(product.merchant(), "/products/" + product.id() + "/schedule");
  }

  private SchedulePage page(
      Caller caller, Frame frame, Product product, Map<String, String> typed, FormErrors errors) {
    MerchantId shop = product.merchant();
    Optional<Schedule> known = schedules.find(product.id());
    String title = product.content().title().in(frame.language());
    String list = ShopDesks.path(shop, "/products");
    return new SchedulePage(
        frame,
        desks.of(
            caller,
            shop,
            frame.texts(),
            "/products",
            Desk.Link.to(frame.texts().get("merchant.products"), list),
            Desk.Link.to(title, list + "/" + product.id())),
        address(product),
        title,
        product.content().kind() == ProductKind.SERVICE,
        known.isPresent(),
        known.map(it -> it.version() + 1).orElse(1),
        caller.may(Permission.SHOP_PRODUCTS_EDIT, shop),
        typed,
        errors,
        known.map(this::next).orElse(List.of()));
  }

  private List<SchedulePage.Upcoming> next(Schedule schedule) {
    LocalDate today = clock.instant().atZone(schedule.zone()).toLocalDate();
    return slots.offered(schedule, today, DAYS_SHOWN).stream()
        .limit(SLOTS_SHOWN)
        .map(it -> new SchedulePage.Upcoming(it.slot().text(), it.places()))
        .toList();
  }
}
