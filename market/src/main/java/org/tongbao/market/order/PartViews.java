package org.tongbao.market.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.order.OrderPage.Deed;
import org.tongbao.market.order.OrderPage.PartView;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Texts;
import org.tongbao.market.web.TimeText;

/// Seller orders as their buyer's page shows them: with what can be done, by the very rules that a
/// step is held to, and with what happens next.
@Component
class PartViews {
  private final OrderReading reading;
  private final Merchants merchants;
  private final ChainAccounts accounts;
  private final PickupCodes codes;
  private final Clock clock;

  PartViews(
      OrderReading reading,
      Merchants merchants,
      ChainAccounts accounts,
      PickupCodes codes,
      Clock clock) {
    this.reading = reading;
    this.merchants = merchants;
    this.accounts = accounts;
    this.codes = codes;
    this.clock = clock;
  }

  PartView of(SellerOrder order, Texts texts) {
    Instant due = order.dueAt();
    return new PartView(
        reading.part(order, null),
        merchants.find(order.ref().merchant()).map(Merchant::name).orElse(""),
        next(order),
        due,
        due == null ? "" : TimeText.left(Duration.between(clock.instant(), due), texts),
        deeds(order),
        pickupCode(order),
        MoneyText.plain(order.books().remaining(), order.currency().code()));
  }

  private static String next(SellerOrder order) {
    if (order.claim().isOpen()) {
      return "order.next.claim." + order.claim().state().name().toLowerCase(Locale.ROOT);
    }
    String state = order.state().name().toLowerCase(Locale.ROOT);
    return switch (order.state()) {
      case PAID -> order.pickup() ? "order.next.pickup" : "order.next.paid";
      case COMPLETED -> order.times().released() ? "order.next.released" : "order.next.completed";
      case NEW, PLACED, SHIPPED, RECEIVED, SETTLED, CANCELLED, REFUNDED, VOID ->
          "order.next." + state;
    };
  }

  private List<Deed> deeds(SellerOrder order) {
    List<Deed> deeds = new ArrayList<>();
    if (order.pending() == null) {
      for (Deed deed : Deed.values()) {
        if (isPossible(order, step(deed))) {
          deeds.add(deed);
        }
      }
    }
    return deeds;
  }

  static StepKind step(Deed deed) {
    return switch (deed) {
      case CANCELLATION -> StepKind.CANCEL;
      case RECEIPT -> StepKind.CONFIRM_RECEIPT;
      case REFUND -> StepKind.REQUEST_REFUND;
      case DISPUTE -> StepKind.DISPUTE;
      case APPEAL -> StepKind.APPEAL;
      case WITHDRAWAL -> StepKind.WITHDRAW_CLAIM;
    };
  }

  private boolean isPossible(SellerOrder order, StepKind step) {
    try {
      StepRules.require(order, step, 1, clock.instant());
      return true;
    } catch (DomainException refused) {
      return false;
    }
  }

  private @Nullable String pickupCode(SellerOrder order) {
    return order.pickup()
            && order.state() == OrderState.PAID
            && accounts.signsHere(order.terms().buyer())
        ? codes.of(order)
        : null;
  }
}
