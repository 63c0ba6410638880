package org.tongbao.market.order;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.order.PayPage.Going;
import org.tongbao.market.order.PayPage.Method;
import org.tongbao.market.order.PayPage.Stage;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.QrCode;
import org.tongbao.market.web.TimeText;
import org.tongbao.payments.Payer;

/// The page on which an order is paid: it offers the institutions and the balance, leads to the one
/// that was chosen, and waits for the money.
@Controller
final class PayPages {
  private static final Logger log = LoggerFactory.getLogger(PayPages.class);

  private final OrderReading reading;
  private final OrderPayments orderPayments;
  private final Orders orders;
  private final Payments payments;
  private final ChainAccounts accounts;
  private final ChainView chain;
  private final Contracts contracts;
  private final Pages pages;
  private final Clock clock;

  PayPages(
      OrderReading reading,
      OrderPayments orderPayments,
      Orders orders,
      Payments payments,
      ChainAccounts accounts,
      ChainView chain,
      Contracts contracts,
      Pages pages,
      Clock clock) {
    this.reading = reading;
    this.orderPayments = orderPayments;
    this.orders = orders;
    this.payments = payments;
    this.accounts = accounts;
    this.chain = chain;
    this.contracts = contracts;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/orders/{number}/payment")
  @Needs(Permission.OWN_ACCOUNT)
  View show(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @RequestParam(defaultValue = "false") String other) {
    WholeOrder order = reading.require(caller.user(), number);
    return pages.of("payment", page(frame, order, other.equals("true"), ""));
  }

  @PostMapping("/orders/{number}/payments")
  @Needs(Permission.OWN_ACCOUNT)
  View pay(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @RequestParam(defaultValue = "") String method,
      @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String browser,
      HttpServletRequest request) {
    WholeOrder order = reading.require(caller.user(), number);
    String here = "/orders/" + order.number().value() + "/payment";
    try {
      Optional<PaymentAttempt> _ =
          orderPayments.pay(
              order,
              Fields.line("method", method, 30),
              absolute(here),
              // Browsers of phones name themselves so; institutions lead those to their app.
              Payer.at(request.getRemoteAddr(), browser.contains("Mobi")).orElse(null));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      String general = errors.general();
      String problem = general == null ? frame.texts().get("pay.choose-one") : general;
      return pages.refused("payment", page(frame, order, true, problem));
    }
    return pages.seeOther(here);
  }

  private static URI absolute(String path) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path(path).build().toUri();
  }

  private PayPage page(Frame frame, WholeOrder order, boolean other, String problem) {
    // Read at once and before the order: what is captured in between shows in the order then, and a
    // payer who has just paid is never asked to choose how.
    List<PaymentAttempt> begun = other ? List.of() : orderPayments.of(order);
    OrderViews.Whole whole = reading.whole(order);
    Optional<PaymentAttempt> open = latest(begun, PaymentAttempt.State.OPEN);
    Stage stage = stage(order, whole, begun);
    boolean chooses = stage == Stage.CHOOSE;
    return new PayPage(
        frame,
        whole,
        stage,
        chooses ? methods() : List.of(),
        chooses ? balance(order) : -1,
        TimeText.left(Duration.between(clock.instant(), order.payBy()), frame.texts()),
        stage == Stage.AT_INSTITUTION ? open.map(PayPages::going).orElse(null) : null,
        problem);
  }

  private Stage stage(WholeOrder order, OrderViews.Whole whole, List<PaymentAttempt> begun) {
    List<SellerOrder> all = orders.parts(order.id());
    if (all.stream().allMatch(it -> it.state().isEnded())) {
      return Stage.ENDED;
    }
    boolean waits = all.stream().anyMatch(PayPages::isOpen);
    if (!waits) {
      return Stage.PAID;
    }
    boolean fromBalance = all.stream().filter(PayPages::isOpen).allMatch(it -> isPaying(it));
    if (fromBalance || whole.due().amountMinor() == 0) {
      return Stage.RECORDING;
    }
    if (!clock.instant().isBefore(order.payBy())) {
      return Stage.ENDED;
    }
    if (latest(begun, PaymentAttempt.State.OPEN).isPresent()) {
      return Stage.AT_INSTITUTION;
    }
    return latest(begun, PaymentAttempt.State.REQUESTED).isPresent() ? Stage.ASKING : Stage.CHOOSE;
  }

  private static boolean isOpen(SellerOrder part) {
    return part.state() == OrderState.NEW || part.state() == OrderState.PLACED;
  }

  private static boolean isPaying(SellerOrder part) {
    SellerOrder.Pending pending = part.pending();
    return pending != null && pending.step() == StepKind.PAY;
  }

  private static Optional<PaymentAttempt> latest(
      List<PaymentAttempt> begun, PaymentAttempt.State state) {
    return begun.stream()
        .filter(it -> it.state() == state)
        .reduce((first, second) -> first.createdAt().isAfter(second.createdAt()) ? first : second);
  }

  private static Going going(PaymentAttempt attempt) {
    URI payAt = attempt.payAt();
    if (payAt == null) {
      return new Going(attempt.method(), null, null);
    }
    String text = payAt.toString();
    boolean web = text.startsWith("https://") || text.startsWith("http://");
    boolean byCode = !web || attempt.method().equals("wechat");
    return new Going(attempt.method(), web ? text : null, byCode ? QrCode.of(text) : null);
  }

  private List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    payments.methods().forEach(it -> methods.add(new Method(it, payments.standIns().contains(it))));
    return methods;
  }

  private long balance(WholeOrder order) {
    try {
      return chain
          .call(
              contracts
                  .cash(order.currency().code())
                  .balanceOf(accounts.of(Holder.of(order.buyer()))))
          .toLongExact();
    } catch (RpcException unreachable) {
      log.warn("the balance for order {} cannot be asked for", order.number(), unreachable);
      return -1;
    }
  }
}
