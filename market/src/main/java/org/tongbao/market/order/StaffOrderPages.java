package org.tongbao.market.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Everybody's orders, and disputes about them, for the platform's staff: the same rulings as by
/// REST.
@Controller
final class StaffOrderPages {
  private static final int REASON_LIMIT = 1000;
  private static final List<ClaimState> HEARD = List.of(ClaimState.DISPUTED, ClaimState.APPEALED);

  private final OrderReading reading;
  private final OrderAccess access;
  private final OrderWork work;
  private final Merchants merchants;
  private final Users users;
  private final Pages pages;

  StaffOrderPages(
      OrderReading reading,
      OrderAccess access,
      OrderWork work,
      Merchants merchants,
      Users users,
      Pages pages) {
    this.reading = reading;
    this.access = access;
    this.work = work;
    this.merchants = merchants;
    this.users = users;
    this.pages = pages;
  }

  /// @param number of an order; nothing else counts where it is given
  @GetMapping(PlatformDesk.ORDERS)
  @Needs(Permission.ORDERS_READ)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String number,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    String asked = Fields.optionalLine("number", number, 40);
    OrderState wanted = constant(OrderState.values(), state);
    PageOfList<OrderViews.Brief> found =
        asked.isEmpty()
            ? listed(wanted, null, null, cursor)
            : new PageOfList<>(byNumber(caller, asked), null);
    return page(caller, frame, new StaffOrderListPage.Asked(asked, state, false), found);
  }

  /// @param state which claims; all that are open when it is empty
  @GetMapping(PlatformDesk.DISPUTES)
  @Needs(Permission.ORDERS_READ)
  View disputes(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "DISPUTED") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    ClaimState wanted = state.equals("OPEN") ? null : constant(ClaimState.values(), state);
    PageOfList<OrderViews.Brief> found =
        listed(null, wanted, wanted == null ? Boolean.TRUE : null, cursor);
    return page(caller, frame, new StaffOrderListPage.Asked("", state, true), found);
  }

  private PageOfList<OrderViews.Brief> listed(
      @Nullable OrderState state,
      @Nullable ClaimState claim,
      @Nullable Boolean open,
      @Nullable String cursor) {
    return reading.list(
        new SellerOrderStore.Filter(null, null, state, claim, open),
        PageOfList.Request.of(null, cursor));
  }

  private List<OrderViews.Brief> byNumber(Caller caller, String number) {
    try {
      return access.visible(caller, number).stream().map(OrderViews.Part::order).toList();
    } catch (DomainException nothing) {
      return List.of();
    }
  }

  private View page(
      Caller caller,
      Frame frame,
      StaffOrderListPage.Asked asked,
      PageOfList<OrderViews.Brief> found) {
    String here = asked.disputes() ? PlatformDesk.DISPUTES : PlatformDesk.ORDERS;
    List<StaffOrderListPage.Line> lines =
        found.items().stream()
            .map(it -> new StaffOrderListPage.Line(it, shop(it.merchantId())))
            .toList();
    return pages.of(
        "platform-orders",
        new StaffOrderListPage(
            frame, PlatformDesk.of(caller, frame.texts(), here), asked, lines, found.next()));
  }

  @GetMapping(PlatformDesk.ORDERS + "/{id}")
  @Needs(Permission.ORDERS_READ)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    SellerOrder order = reading.require(OrderFields.id(id));
    return pages.of("platform-order", page(caller, frame, order, StaffOrderPage.Typed.NOTHING));
  }

  @PostMapping(PlatformDesk.ORDERS + "/{id}/ruling")
  @Needs(Permission.DISPUTES_RULE)
  View rule(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return ruled(caller, frame, id, false, new Words(amount, reason), redirect);
  }

  @PostMapping(PlatformDesk.ORDERS + "/{id}/appeal-ruling")
  @Needs(Permission.APPEALS_RULE)
  View ruleAppeal(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    return ruled(caller, frame, id, true, new Words(amount, reason), redirect);
  }

  private record Words(String amount, String reason) {}

  private View ruled(
      Caller caller,
      Frame frame,
      String id,
      boolean onAppeal,
      Words typed,
      RedirectAttributes redirect) {
    SellerOrder order = reading.require(OrderFields.id(id));
    try {
      long minor = minor(typed.amount(), order.currency());
      String reason = Fields.line("reason", typed.reason(), REASON_LIMIT);
      SellerOrder _ = work.rule(caller.user(), order.id(), onAppeal, minor, reason);
    } catch (DomainException refused) {
      FormErrors errors =
          FormErrors.of(refused, frame.texts(), Map.of(OrderError.BAD_AMOUNT, "amount"));
      return pages.refused(
          "platform-order",
          page(
              caller,
              frame,
              order,
              new StaffOrderPage.Typed(errors, typed.amount(), typed.reason())));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "platform.orders.ruled");
    return pages.seeOther(PlatformDesk.ORDERS + "/" + order.id());
  }

  /// Zero says that nothing is given back.
  private static long minor(String typed, Currency currency) {
    String plain = typed.strip().replace(",", "");
    if (!plain.matches("[0-9]{1,12}(\\.[0-9]{1,8})?")) {
      throw Fields.malformed("amount");
    }
    try {
      return Money.parse(plain, currency).amountMinor().longValueExact();
    } catch (IllegalArgumentException | ArithmeticException tooFine) {
      throw Fields.malformed("amount");
    }
  }

  private StaffOrderPage page(
      Caller caller, Frame frame, SellerOrder order, StaffOrderPage.Typed typed) {
    OrderViews.Part part = reading.part(order, null);
    ClaimState claim = order.claim().state();
    boolean heard =
        HEARD.contains(claim)
            && order.pending() == null
            && caller.may(
                claim == ClaimState.APPEALED ? Permission.APPEALS_RULE : Permission.DISPUTES_RULE);
    Desk.Link above = Desk.Link.to(frame.texts().get("platform.menu.orders"), PlatformDesk.ORDERS);
    return new StaffOrderPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.ORDERS, above),
        part,
        name(order.ref().buyer()),
        shop(order.ref().merchant().value()),
        heard,
        typed);
  }

  private String shop(UUID merchant) {
    return merchants.find(new MerchantId(merchant)).map(Merchant::name).orElse("");
  }

  private String name(UserId user) {
    return users
        .find(user)
        .flatMap(it -> it.loginNames().stream().findFirst().map(LoginName::value))
        .orElse("");
  }

  /// The constant of this name; null for an empty name.
  private static <E extends Enum<E>> @Nullable E constant(E[] all, String name) {
    if (name.isEmpty()) {
      return null;
    }
    Optional<E> found = Stream.of(all).filter(it -> it.name().equals(name)).findFirst();
    return found.orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
