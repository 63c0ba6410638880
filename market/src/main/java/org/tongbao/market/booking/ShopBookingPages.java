package org.tongbao.market.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.booking.BookingWork.Party;
import org.tongbao.market.booking.ShopBookingListPage.Tab;
import org.tongbao.market.booking.ShopBookingPage.Deed;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// A shop's bookings: what waits, day by day, and each with what can be done.
@Controller
final class ShopBookingPages {
  private static final String BOOKINGS = "/merchant/{merchantId}/bookings";
  private static final int MOST = 100;
  private static final int DAYS_AHEAD = 31;
  private static final int MOST_SLOTS = 200;

  private final BookingWork work;
  private final BookingStore store;
  private final Schedules schedules;
  private final Slots slots;
  private final Catalog catalog;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopBookingPages(
      BookingWork work,
      BookingStore store,
      Schedules schedules,
      Slots slots,
      Catalog catalog,
      ShopDesks desks,
      Pages pages,
      Clock clock) {
    this.work = work;
    this.store = store;
    this.schedules = schedules;
    this.slots = slots;
    this.catalog = catalog;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(BOOKINGS)
  @Needs(Permission.SHOP_ORDERS_READ)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_READ);
    Tab tab = Tab.of(show);
    PageOfList<Booking> found =
        switch (tab) {
          case REQUESTED -> bySlot(shop, Booking.State.REQUESTED);
          case CONFIRMED -> bySlot(shop, Booking.State.CONFIRMED);
          case ALL -> {
            PageOfList.Request asked = PageOfList.Request.of(null, cursor);
            yield asked.page(store.list(shop, null, asked), Booking::sellerOrder);
          }
        };
    return pages.of(
        "shop-bookings",
        new ShopBookingListPage(
            frame,
            desks.of(caller, shop, frame.texts(), "/bookings"),
            base(shop),
            tab,
            store.requested(shop),
            found.items().stream().map(it -> row(it, frame.language())).toList(),
            tab != Tab.ALL && found.items().size() == MOST,
            found.next(),
            caller.may(Permission.SHOP_ORDERS_HANDLE, shop)));
  }

  private PageOfList<Booking> bySlot(MerchantId shop, Booking.State state) {
    return new PageOfList<>(store.bySlot(shop, state, MOST), null);
  }

  private ShopBookingListPage.Row row(Booking booking, Language language) {
    Appointment slot = booking.appointment();
    return new ShopBookingListPage.Row(
        booking.sellerOrder().toString(),
        title(slot.product(), language),
        slot.day().toString(),
        time(slot),
        booking.quantity(),
        booking.state().name(),
        booking.proposal() != null,
        booking.state() == Booking.State.REQUESTED && booking.declinedFor() == null);
  }

  /// Without the day, which stands above it.
  private static String time(Appointment slot) {
    return slot.text().substring(slot.day().toString().length()).strip();
  }

  private String title(UUID product, Language language) {
    return catalog
        .find(product)
        .map(it -> it.content().title().in(language))
        .orElseGet(product::toString);
  }

  @GetMapping(BOOKINGS + "/{id}")
  @Needs(Permission.SHOP_ORDERS_READ)
  View one(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_ORDERS_READ);
    Booking booking = work.find(new Party.Shop(shop, caller.user()), BookingFields.id(id));
    return pages.of("shop-booking", page(caller, frame, booking, Failed.NONE));
  }

  @PostMapping(BOOKINGS + "/{id}/{deed}")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  View act(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId merchant = caller.shop(merchantId, Permission.SHOP_ORDERS_HANDLE);
    Party.Shop shop = new Party.Shop(merchant, caller.user());
    Deed wanted = Deed.of(deed).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    UUID order = BookingFields.id(id);
    Booking known = work.find(shop, order);
    try {
      Booking _ = carryOut(shop, order, wanted, typed);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused(
          "shop-booking", page(caller, frame, known, new Failed(wanted, errors, typed)));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "bookings.done." + wanted.path());
    return pages.seeOther(base(merchant) + "/" + order);
  }

  private Booking carryOut(Party.Shop shop, UUID order, Deed deed, Map<String, String> typed) {
    return switch (deed) {
      case CONFIRMATION -> work.confirm(shop, order);
      case REFUSAL ->
          work.decline(shop, order, new BookingFields.Answer(false, typed.get("reason")).text());
      case PROPOSAL ->
          work.propose(shop, order, new BookingFields.Proposed(typed.get("startsAt")).start());
      case AGREEMENT -> work.answer(shop, order, "true".equals(typed.get("accepted")));
      case FULFILMENT ->
          work.fulfil(shop, order, new BookingFields.Done(typed.get("performedBy")).name());
    };
  }

  private static String base(MerchantId shop) {
    return ShopDesks.path(shop, "/bookings");
  }

  /// @param deed that was refused; null when none was
  private record Failed(@Nullable Deed deed, FormErrors errors, Map<String, String> typed) {
    static final Failed NONE = new Failed(null, FormErrors.NONE, Map.of());
  }

  private ShopBookingPage page(Caller caller, Frame frame, Booking booking, Failed failed) {
    MerchantId shop = booking.merchant();
    Appointment slot = booking.appointment();
    List<Deed> deeds = caller.may(Permission.SHOP_ORDERS_HANDLE, shop) ? deeds(booking) : List.of();
    Desk.Link above = Desk.Link.to(frame.texts().get("merchant.bookings"), base(shop));
    return new ShopBookingPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/bookings", above),
        base(shop) + "/" + booking.sellerOrder(),
        ShopDesks.path(shop, "/orders/" + booking.sellerOrder()),
        title(slot.product(), frame.language()),
        slot.text(),
        booking.quantity(),
        booking.state().name(),
        Objects.requireNonNullElse(booking.declinedFor(), ""),
        proposed(booking),
        deeds,
        deeds.contains(Deed.PROPOSAL) ? offered(booking) : List.of(),
        failed.errors,
        failed.deed,
        failed.typed);
  }

  private ShopBookingPage.@Nullable Proposed proposed(Booking booking) {
    Booking.Proposal proposal = booking.proposal();
    if (proposal == null) {
      return null;
    }
    Instant start = proposal.start();
    String time =
        schedules
            .find(booking.appointment().product())
            .flatMap(it -> it.slot(start))
            .map(Appointment::text)
            .orElseGet(start::toString);
    return new ShopBookingPage.Proposed(proposal.by() == Booking.Side.MERCHANT, time);
  }

  /// What the work would let the shop do, as far as the booking alone says.
  private List<Deed> deeds(Booking booking) {
    List<Deed> deeds = new ArrayList<>();
    if (!booking.isOpen() || booking.declinedFor() != null) {
      return deeds;
    }
    Booking.Proposal proposal = booking.proposal();
    if (proposal != null && proposal.by() == Booking.Side.BUYER) {
      deeds.add(Deed.AGREEMENT);
    }
    if (booking.state() == Booking.State.REQUESTED) {
      deeds.add(Deed.CONFIRMATION);
    } else if (!clock.instant().isBefore(booking.appointment().startsAt())) {
      deeds.add(Deed.FULFILMENT);
    }
    deeds.add(Deed.PROPOSAL);
    deeds.add(Deed.REFUSAL);
    return deeds;
  }

  /// Other slots of the next days that have room for it.
  private List<ShopBookingPage.Slot> offered(Booking booking) {
    Schedule schedule = schedules.find(booking.appointment().product()).orElse(null);
    if (schedule == null) {
      return List.of();
    }
    LocalDate today = clock.instant().atZone(schedule.zone()).toLocalDate();
    return slots.offered(schedule, today, DAYS_AHEAD).stream()
        .filter(it -> it.places() >= booking.quantity())
        .map(Slots.Free::slot)
        .filter(it -> !it.slot().equals(booking.appointment().slot()))
        .limit(MOST_SLOTS)
        .map(it -> new ShopBookingPage.Slot(it.startsAt().toString(), it.text()))
        .toList();
  }
}
