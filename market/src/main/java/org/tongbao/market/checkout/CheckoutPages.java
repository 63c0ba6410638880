package org.tongbao.market.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.tongbao.market.address.Address;
import org.tongbao.market.address.Addresses;
import org.tongbao.market.affiliate.Affiliates;
import org.tongbao.market.affiliate.ReferralCookie;
import org.tongbao.market.booking.Bookings;
import org.tongbao.market.cart.Cart;
import org.tongbao.market.cart.CartLine;
import org.tongbao.market.cart.Carts;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Offer;
import org.tongbao.market.checkout.CheckoutPage.VoucherChoice;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.order.OrderNumber;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.Placement;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.order.WholeOrder;
import org.tongbao.market.promotion.VoucherHeld;
import org.tongbao.market.promotion.Vouchers;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;

/// The page on which an order is confirmed. Its form says everything that was chosen: sent by `GET`
/// it reckons anew, by `POST` it orders.
@Controller
final class CheckoutPages {
  private static final int TIMES = 80;

  private final Checkout checkout;
  private final Addresses addresses;
  private final Vouchers vouchers;
  private final Orders orders;
  private final Carts carts;
  private final Catalog catalog;
  private final Bookings bookings;
  private final Affiliates affiliates;
  private final ReferralCookie referral;
  private final Pages pages;

  CheckoutPages(
      Checkout checkout,
      Addresses addresses,
      Vouchers vouchers,
      Orders orders,
      Carts carts,
      Catalog catalog,
      Bookings bookings,
      Affiliates affiliates,
      ReferralCookie referral,
      Pages pages) {
    this.checkout = checkout;
    this.addresses = addresses;
    this.vouchers = vouchers;
    this.orders = orders;
    this.carts = carts;
    this.catalog = catalog;
    this.bookings = bookings;
    this.affiliates = affiliates;
    this.referral = referral;
    this.pages = pages;
  }

  @GetMapping("/checkout")
  @Needs(Permission.OWN_ACCOUNT)
  View show(Caller caller, Frame frame, HttpServletRequest request) {
    CheckoutForm form = CheckoutForm.of(request.getParameterMap());
    try {
      return pages.of("checkout", page(caller, frame, form, ""));
    } catch (DomainException refused) {
      // A voucher that is spent by now, say: without wishes the price can still be told.
      CheckoutForm plain = CheckoutForm.of(Map.of());
      return pages.refused("checkout", page(caller, frame, plain, why(refused, frame)));
    }
  }

  /// Reckons anew, for browsers without scripts: the choices go into the address, the token does
  /// not.
  @PostMapping("/checkout")
  @Needs(Permission.OWN_ACCOUNT)
  View reckon(Caller caller, HttpServletRequest request) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/checkout");
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (CheckoutForm.isChoice(name)) {
                address.queryParam(name, (Object[]) values);
              }
            });
    return pages.seeOther(address.encode().build().toUriString());
  }

  @PostMapping("/orders")
  @Needs(Permission.OWN_ACCOUNT)
  View confirm(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String quoteHash,
      @RequestParam(defaultValue = "0") int cartVersion,
      HttpServletRequest request) {
    CheckoutForm form = CheckoutForm.of(request.getParameterMap());
    String problem;
    try {
      UUID to = form.address().orElseThrow(CheckoutPages::noAddress);
      if (!quoteHash.matches("0x[0-9a-f]{64}")) {
        throw new DomainException(CheckoutError.PRICE_CHANGED);
      }
      Wishes wishes = form.wishes(to, Currency.of(frame.currency()), form.deliveries());
      Confirmation confirmation =
          checkout.confirm(
              caller.user(),
              cartVersion,
              Hash.fromHex(quoteHash),
              wishes,
              referral.read(request).flatMap(it -> affiliates.clicked(caller.user(), it)));
      switch (confirmation) {
        case Confirmation.Placed placed -> {
          return pages.seeOther("/orders/" + placed.number().value() + "/payment");
        }
        case Confirmation.PriceChanged changed ->
            problem = detail(frame, CheckoutError.PRICE_CHANGED);
        case Confirmation.NotReady notReady ->
            problem =
                detail(
                    frame, notReady.isSoldOut() ? CheckoutError.SOLD_OUT : CheckoutError.NOT_READY);
      }
    } catch (DomainException refused) {
      problem = why(refused, frame);
      form = form.plain();
    }
    return pages.refused("checkout", page(caller, frame, form, problem));
  }

  /// Puts everything of an order that is still on sale into the cart once more.
  @PostMapping("/orders/{number}/reorder")
  @Needs(Permission.OWN_ACCOUNT)
  View reorder(
      Caller caller, Frame frame, @PathVariable String number, RedirectAttributes redirect) {
    WholeOrder order =
        OrderNumber.parse(number)
            .flatMap(it -> orders.find(caller.user(), it))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    boolean all = true;
    for (SellerOrder part : orders.parts(order.id())) {
      for (Placement.Line line : orders.lines(part)) {
        all &= put(caller, frame, line);
      }
    }
    redirect.addFlashAttribute(Frame.NOTICE, all ? "cart.reordered" : "cart.reordered-in-part");
    return pages.seeOther("/cart");
  }

  private boolean put(Caller caller, Frame frame, Placement.Line line) {
    try {
      var _ = carts.put(caller.user(), line.variant(), line.quantity(), frame.currency());
      return true;
    } catch (DomainException noLongerOnSale) {
      if (noLongerOnSale.code().status() >= 500) {
        throw noLongerOnSale;
      }
      return false;
    }
  }

  private static DomainException noAddress() {
    return new DomainException(RequestError.FIELD_MISSING, "address");
  }

  private static String detail(Frame frame, CheckoutError error) {
    return frame.texts().get("error." + error.code() + ".detail");
  }

  private static String why(DomainException refused, Frame frame) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    String general = errors.general();
    return general == null ? frame.texts().get("checkout.address.needed") : general;
  }

  private CheckoutPage page(Caller caller, Frame frame, CheckoutForm asked, String problem) {
    Cart cart = carts.of(caller.user());
    CheckoutForm form = asked.withSlots(wished(cart));
    List<Address> book = addresses.all(caller.user());
    UUID to =
        form.address()
            .filter(it -> book.stream().anyMatch(known -> known.id().equals(it)))
            .or(() -> book.stream().filter(Address::standard).map(Address::id).findFirst())
            .orElse(null);
    if (to == null) {
      return new CheckoutPage(
          frame, book, null, null, List.of(), form.messagesByShop(), Map.of(), List.of(), problem);
    }
    Quote quote = quote(caller, frame, form, to);
    Map<UUID, String> pictures = new HashMap<>();
    quote.sellers().stream()
        .flatMap(it -> it.items().stream())
        .map(Quote.Item::offer)
        .filter(it -> it.picture() != null)
        .forEach(it -> pictures.put(it.variant(), String.valueOf(it.picture())));
    return new CheckoutPage(
        frame,
        book,
        to,
        QuoteView.of(quote),
        choices(caller, frame, form, quote),
        form.messagesByShop(),
        pictures,
        times(frame, cart, form),
        problem);
  }

  private static Map<UUID, Instant> wished(Cart cart) {
    Map<UUID, Instant> wished = new HashMap<>();
    for (CartLine line : cart.ordered()) {
      Instant slot = line.slot();
      if (slot != null) {
        wished.put(line.variant(), slot);
      }
    }
    return wished;
  }

  /// When what is booked can begin.
  private List<CheckoutPage.Times> times(Frame frame, Cart cart, CheckoutForm form) {
    List<UUID> variants = cart.ordered().stream().map(CartLine::variant).toList();
    Map<UUID, Offer> offers = catalog.offers(variants, frame.currency());
    List<CheckoutPage.Times> times = new ArrayList<>();
    for (UUID variant : variants) {
      Offer offer = offers.get(variant);
      if (offer != null && offer.onSale()) {
        bookings
            .offer(offer.product(), TIMES, frame.language().locale())
            .map(
                it ->
                    new CheckoutPage.Times(
                        variant,
                        (frame.language() == Language.ZH && !offer.titles().zh().isEmpty())
                                || offer.titles().en().isEmpty()
                            ? offer.titles().zh()
                            : offer.titles().en(),
                        it,
                        form.slots().get(variant)))
            .ifPresent(times::add);
      }
    }
    return times;
  }

  /// Where no way of delivery was chosen, or one that does not reach there, the cheapest is taken.
  private Quote quote(Caller caller, Frame frame, CheckoutForm form, UUID to) {
    Currency currency = Currency.of(frame.currency());
    Quote first = checkout.quote(caller.user(), form.wishes(to, currency, form.deliveries()));
    Map<MerchantId, UUID> ways = new HashMap<>(form.deliveries());
    boolean same = true;
    for (Quote.Seller seller : first.sellers()) {
      if (seller.delivery() == null && !seller.choices().isEmpty()) {
        Quote.Choice cheapest = seller.choices().getFirst();
        for (Quote.Choice choice : seller.choices()) {
          cheapest = choice.price().compareTo(cheapest.price()) < 0 ? choice : cheapest;
        }
        ways.put(seller.merchant().id(), cheapest.method().id());
        same = false;
      }
    }
    return same ? first : checkout.quote(caller.user(), form.wishes(to, currency, ways));
  }

  private List<VoucherChoice> choices(Caller caller, Frame frame, CheckoutForm form, Quote quote) {
    boolean chinese = frame.language() == Language.ZH;
    return vouchers.held(caller.user()).stream()
        .filter(it -> isUsable(it, quote))
        .map(
            it ->
                new VoucherChoice(
                    it.campaign().id(),
                    chinese ? it.campaign().notice().nameZh() : it.campaign().notice().nameEn(),
                    form.vouchers().contains(it.campaign().id()),
                    quote.unusedVouchers().contains(it.campaign().id())))
        .collect(Collectors.toList());
  }

  private static boolean isUsable(VoucherHeld held, Quote quote) {
    boolean spendable =
        switch (held.campaign().kind()) {
          case COUPON, GIFT_CARD -> true;
          case RECHARGE -> false;
        };
    return spendable
        && held.units() > 0
        && held.campaign().value().currency().equals(quote.currency())
        && quote.sellers().stream().anyMatch(it -> held.campaign().serves(it.merchant().id()));
  }
}
