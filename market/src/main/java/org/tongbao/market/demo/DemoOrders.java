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
    REFUND_REQUESTED,
    CANCELLED
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
    if (part.state().isEnded() || part.claim().isOpen()) {
      return true;
    }
    if (part.pending() != null) {
      return false;
    }
    return switch (part.state()) {
      case NEW -> false;
      case PLACED -> until == Until.PLACED || paid(order);
      case PAID -> {
        if (until == Until.PAID) {
          yield true;
        }
        if (until == Until.CANCELLED) {
          desk.cancel(part.ref().buyer(), part.id(), "买错了 Ordered by mistake");
        } else {
          desk.ship(part.ref().merchant(), owner, part.id(), parcel());
        }
        yield false;
      }
      case SHIPPED -> {
        if (until == Until.RECEIVED) {
          desk.confirmReceipt(part.ref().buyer(), part.id());
        } else if (until == Until.REFUND_REQUESTED) {
          desk.requestRefund(
              part.ref().buyer(), part.id(), part.books().total(), "与描述不符 Not as described");
        }
        yield until == Until.SHIPPED;
      }
      case RECEIVED, SETTLED, COMPLETED, CANCELLED, REFUNDED, VOID -> true;
    };
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
