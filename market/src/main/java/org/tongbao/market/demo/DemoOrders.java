package org.tongbao.market.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.cart.Carts;
import org.tongbao.market.checkout.Checkout;
import org.tongbao.market.checkout.Purchase;
import org.tongbao.market.checkout.Wishes;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.order.OrderDesk;
import org.tongbao.market.order.Orders;
import org.tongbao.market.order.SellerOrder;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Orders of the demonstration: placed, paid at the sandbox bank, shipped and received as any
/// other.
@Component
class DemoOrders {
  /// The stand-in that takes a payment with one request.
  static final String BANK = "sandbox";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Carts carts;
  private final Checkout checkout;
  private final Orders orders;
  private final OrderDesk desk;
  private final Payments payments;
  private final Clock clock;

  DemoOrders(
      Carts carts,
      Checkout checkout,
      Orders orders,
      OrderDesk desk,
      Payments payments,
      Clock clock) {
    this.carts = carts;
    this.checkout = checkout;
    this.orders = orders;
    this.desk = desk;
    this.payments = payments;
    this.clock = clock;
  }

  /// How far an order is to come.
  enum Until {
    PLACED,
    PAID,
    SHIPPED,
    RECEIVED,
    SETTLED,
    COMPLETED,
    REFUND_REQUESTED,
    DISPUTED,
    REFUNDED,
    CANCELLED;

    /// Whether the buyer asks for the money back when the parcel is on its way.
    boolean isClaim() {
      return this == REFUND_REQUESTED || this == DISPUTED || this == REFUNDED;
    }
  }

  /// Whether payments can be made here without anybody.
  boolean canPay() {
    return payments.standIns().contains(BANK);
  }

  /// Buys one of a variant.
  UUID buy(UserId buyer, UUID address, MerchantId shop, UUID delivery, UUID variant, Money price) {
    var _ = carts.put(buyer, variant, 1, price.currency().code());
    Wishes wishes =
        new Wishes(address, price.currency(), Map.of(shop, delivery), List.of(), 0, Map.of());
    return switch (checkout.buy(buyer, wishes, price)) {
      case Purchase.Bought bought -> bought.order();
      case Purchase.Declined declined -> throw new IllegalStateException(declined.why());
    };
  }

  /// Takes an order one step further; true when it is where it should be, or ended otherwise.
  boolean advance(UUID order, UserId owner, Until until) throws IOException, InterruptedException {
    SellerOrder part = orders.parts(order).getFirst();
    if (part.state().isEnded()) {
      return true;
    }
    if (part.pending() != null) {
      return false;
    }
    if (part.claim().isOpen()) {
      return claimed(part, owner, until);
    }
    return switch (part.state()) {
      case NEW -> false;
      case PLACED -> until == Until.PLACED || paid(order);
      case PAID -> until == Until.PAID || onItsWay(part, owner, until);
      case SHIPPED -> until == Until.SHIPPED || arrived(part, until);
      case RECEIVED -> until == Until.RECEIVED;
      case SETTLED -> until == Until.SETTLED || acknowledged(part, owner);
      case COMPLETED, CANCELLED, REFUNDED, VOID -> true;
    };
  }

  /// Never true, as the steps below: the order goes on when the chain has said so.
  private boolean onItsWay(SellerOrder part, UserId owner, Until until) {
    if (until == Until.CANCELLED) {
      desk.cancel(part.ref().buyer(), part.id(), "买错了 Ordered by mistake");
    } else {
      desk.ship(part.ref().merchant(), owner, part.id(), parcel());
    }
    return false;
  }

  private boolean arrived(SellerOrder part, Until until) {
    if (until.isClaim()) {
      desk.requestRefund(
          part.ref().buyer(), part.id(), part.books().total(), "与描述不符 Not as described");
    } else {
      desk.confirmReceipt(part.ref().buyer(), part.id());
    }
    return false;
  }

  private boolean claimed(SellerOrder part, UserId owner, Until until) {
    ClaimState claim = part.claim().state();
    if (claim == ClaimState.REQUESTED && until != Until.REFUND_REQUESTED) {
      boolean granted = until == Until.REFUNDED;
      desk.answerRefund(
          part.ref().merchant(),
          owner,
          part.id(),
          granted,
          granted ? "同意退款 Agreed" : "照片与商品相符 It is what the pictures show");
      return false;
    }
    if (claim == ClaimState.REFUSED && until == Until.DISPUTED) {
      desk.dispute(part.ref().buyer(), part.id(), "请平台裁定 Please decide");
      return false;
    }
    return true;
  }

  private boolean acknowledged(SellerOrder part, UserId owner) {
    desk.acknowledgePayout(part.ref().merchant(), owner, part.id());
    return false;
  }

  private OrderDesk.Parcel parcel() {
    return new OrderDesk.Parcel(
        "顺丰速运", "SF1389207461", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /// Begins a payment, or presses the button on the bank's page of the one that was begun. Never
  /// true: the order goes on when the bank has told.
  private boolean paid(UUID order) throws IOException, InterruptedException {
    Optional<PaymentAttempt> attempt = desk.pay(orders.whole(order).orElseThrow(), BANK);
    URI page = attempt.map(PaymentAttempt::payAt).orElse(null);
    if (page != null) {
      try (HttpClient browser = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
        var _ =
            browser.send(
                HttpRequest.newBuilder(page)
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.discarding());
      }
    }
    return false;
  }

  static Money price(DemoFiles.Product product, boolean service) {
    long goods = product.priceYuan() * 100;
    long delivery = service || goods >= 19_900 ? 0 : 1_200;
    return Money.ofMinor(goods + delivery, Currency.CNY);
  }
}
