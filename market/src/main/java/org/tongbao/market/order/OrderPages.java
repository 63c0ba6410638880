package org.tongbao.market.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.order.OrderPage.Deed;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// One's own orders: the list, an order with its time line, and what a buyer can do with it.
@Controller
final class OrderPages {
  private static final int SHOWN = 10;
  private static final Map<OrderError, String> FIELDS = Map.of(OrderError.BAD_AMOUNT, "amount");

  private final OrderReading reading;
  private final OrderWork work;
  private final Orders orders;
  private final PartViews parts;
  private final Merchants merchants;
  private final Appointments appointments;
  private final Pages pages;

  OrderPages(
      OrderReading reading,
      OrderWork work,
      Orders orders,
      PartViews parts,
      Merchants merchants,
      Appointments appointments,
      Pages pages) {
    this.reading = reading;
    this.work = work;
    this.orders = orders;
    this.parts = parts;
    this.merchants = merchants;
    this.appointments = appointments;
    this.pages = pages;
  }

  @GetMapping("/orders")
  @Needs(Permission.OWN_ACCOUNT)
  View list(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String cursor) {
    PageOfList<OrderViews.Whole> found =
        reading.list(caller.user(), PageOfList.Request.of(SHOWN, cursor));
    Map<UUID, String> shops = new HashMap<>();
    found.items().stream()
        .flatMap(it -> it.parts().stream())
        .forEach(it -> shops.computeIfAbsent(it.merchantId(), this::shop));
    return pages.of("orders", new OrderListPage(frame, found.items(), shops, found.next()));
  }

  private String shop(UUID merchant) {
    return merchants.find(new MerchantId(merchant)).map(Merchant::name).orElse("");
  }

  @GetMapping("/orders/{number}")
  @Needs(Permission.OWN_ACCOUNT)
  View one(Caller caller, Frame frame, @PathVariable String number) {
    WholeOrder order = reading.require(caller.user(), number);
    return pages.of("order", page(frame, order, FormErrors.NONE, null));
  }

  @PostMapping("/orders/{number}/parts/{id}/{deed}")
  @Needs(Permission.OWN_ACCOUNT)
  View act(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    WholeOrder order = reading.require(caller.user(), number);
    UUID part = Uuid7.parse(id).orElseThrow(OrderPages::notFound);
    SellerOrder known = reading.requirePart(order, part);
    Deed wanted = deed(deed);
    try {
      SellerOrder _ = work.buyer(caller.user(), known.id(), wish(wanted, typed, known));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("order", page(frame, order, errors, part + "/" + wanted.path()));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "order.done." + wanted.path());
    return pages.seeOther("/orders/" + order.number().value());
  }

  private static Deed deed(String path) {
    for (Deed deed : Deed.values()) {
      if (deed.path().equals(path)) {
        return deed;
      }
    }
    throw notFound();
  }

  private Command.Wish wish(Deed deed, Map<String, String> typed, SellerOrder order) {
    StepKind step = PartViews.step(deed);
    String reason = typed.getOrDefault("reason", "");
    return switch (deed) {
      case RECEIPT, WITHDRAWAL -> Command.Wish.of(step, "");
      case CANCELLATION -> Command.Wish.of(step, Fields.optionalLine("reason", reason, 1000));
      case DISPUTE, APPEAL -> Command.Wish.of(step, Fields.line("reason", reason, 1000));
      case REFUND -> {
        RefundForm asked = RefundForm.of(typed, orders.lines(order), order.currency());
        yield Command.Wish.of(step, asked.amountMinor(), asked.reason());
      }
    };
  }

  private OrderPage page(
      Frame frame, WholeOrder order, FormErrors errors, @Nullable String failed) {
    OrderViews.Whole whole = reading.whole(order);
    List<OrderPage.PartView> shown =
        orders.parts(order.id()).stream().map(it -> parts.of(it, frame.texts())).toList();
    boolean payable =
        whole.due().amountMinor() > 0 && whole.parts().stream().anyMatch(OrderListPage::isOpen);
    Map<UUID, Appointments.Note> times = new HashMap<>();
    for (SellerOrder part : orders.parts(order.id())) {
      appointments.of(part.id()).ifPresent(it -> times.put(part.id(), it));
    }
    return new OrderPage(frame, whole, shown, times, payable, errors, failed);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
