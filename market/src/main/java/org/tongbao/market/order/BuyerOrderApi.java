package org.tongbao.market.order;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Patience;
import org.tongbao.payments.Payer;

/// One's own orders. What is asked of the chain is answered with 202: the state follows within
/// moments.
@RestController
@RequestMapping("/api/v1/orders")
final class BuyerOrderApi {
  private final OrderReading reading;
  private final OrderWork work;
  private final OrderPayments payments;
  private final PickupCodes codes;
  private final ChainAccounts accounts;

  BuyerOrderApi(
      OrderReading reading,
      OrderWork work,
      OrderPayments payments,
      PickupCodes codes,
      ChainAccounts accounts) {
    this.reading = reading;
    this.work = work;
    this.payments = payments;
    this.codes = codes;
    this.accounts = accounts;
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<OrderViews.Whole> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reading.list(caller.user(), PageOfList.Request.of(limit, cursor));
  }

  /// One's own seller orders, by state.
  @GetMapping("/parts")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<OrderViews.Brief> parts(
      Caller caller,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reading.list(
        new SellerOrderStore.Filter(
            null, caller.user(), OrderFields.state(state), OrderFields.claim(claim), null),
        PageOfList.Request.of(limit, cursor));
  }

  /// With the `ETag` known so far in `If-None-Match`, `Prefer: wait=…` waits until there is another
  /// one; 304 when there is none by then.
  @GetMapping("/{number}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<OrderViews.Whole> one(
      Caller caller,
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @RequestHeader(name = Patience.HEADER, required = false) @Nullable String prefer) {
    WholeOrder order = reading.require(caller.user(), number);
    Duration patience = Patience.of(prefer);
    if (known == null || patience.isZero()) {
      return shown(HttpStatus.OK, order);
    }
    reading.awaitNews(order, known.strip(), patience);
    OrderReading.Shown shown = reading.shown(order);
    return Patience.applied().eTag(EntityTag.of(shown.version())).body(shown.whole());
  }

  /// Begins to pay what is due: `method` is an institution's name, or `balance`. `returnTo` is
  /// where an institution sends the browser afterwards. `phone` says that the payer is at a phone,
  /// whose browser opens an institution's app.
  @PostMapping("/{number}/payments")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Whole> pay(
      Caller caller,
      @PathVariable String number,
      @RequestBody Payment payment,
      HttpServletRequest request) {
    WholeOrder order = reading.require(caller.user(), number);
    payments.pay(
        order,
        Fields.line("method", payment.method, 30),
        payment.backTo(order),
        Payer.at(request.getRemoteAddr(), Boolean.TRUE.equals(payment.phone)).orElse(null));
    return shown(HttpStatus.ACCEPTED, order);
  }

  /// Cancels all parts; refused when one of them can no longer be cancelled.
  @PostMapping("/{number}/cancellation")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Whole> cancel(
      Caller caller, @PathVariable String number, @RequestBody OrderFields.Reason reason) {
    WholeOrder order = reading.require(caller.user(), number);
    Command.Wish wish = Command.Wish.of(StepKind.CANCEL, reason.text());
    for (OrderViews.Brief part : reading.whole(order).parts()) {
      if (!part.state().isEnded()) {
        work.buyer(caller.user(), part.id(), wish);
      }
    }
    return shown(HttpStatus.ACCEPTED, order);
  }

  @GetMapping("/{number}/parts/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<OrderViews.Part> part(
      Caller caller, @PathVariable String number, @PathVariable String id) {
    return shown(HttpStatus.OK, find(caller, number, id));
  }

  @PostMapping("/{number}/parts/{id}/cancellation")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> cancelPart(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody OrderFields.Reason reason) {
    return ask(caller, number, id, Command.Wish.of(StepKind.CANCEL, reason.text()));
  }

  @PostMapping("/{number}/parts/{id}/receipt")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> receive(
      Caller caller, @PathVariable String number, @PathVariable String id) {
    return ask(caller, number, id, Command.Wish.of(StepKind.CONFIRM_RECEIPT, ""));
  }

  /// Asks for a part of what was paid, or for all that remains.
  @PostMapping("/{number}/parts/{id}/refund-requests")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> requestRefund(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody OrderFields.Refund refund) {
    return ask(
        caller,
        number,
        id,
        Command.Wish.of(StepKind.REQUEST_REFUND, refund.amount(), refund.text()));
  }

  @PostMapping("/{number}/parts/{id}/disputes")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> dispute(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody OrderFields.Reason reason) {
    return ask(caller, number, id, Command.Wish.of(StepKind.DISPUTE, reason.text()));
  }

  @PostMapping("/{number}/parts/{id}/appeals")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> appeal(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody OrderFields.Reason reason) {
    return ask(caller, number, id, Command.Wish.of(StepKind.APPEAL, reason.text()));
  }

  @PostMapping("/{number}/parts/{id}/claim-withdrawal")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> withdraw(
      Caller caller, @PathVariable String number, @PathVariable String id) {
    return ask(caller, number, id, Command.Wish.of(StepKind.WITHDRAW_CLAIM, ""));
  }

  /// The code with which a paid order is fetched.
  @GetMapping("/{number}/parts/{id}/pickup-code")
  @Needs(Permission.OWN_ACCOUNT)
  PickupCode pickupCode(Caller caller, @PathVariable String number, @PathVariable String id) {
    SellerOrder order = find(caller, number, id);
    if (!order.pickup() || !accounts.signsHere(order.terms().buyer())) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    if (order.state() != OrderState.PAID) {
      throw new DomainException(OrderError.WRONG_STATE, order.state().name());
    }
    return new PickupCode(codes.of(order));
  }

  /// Brings the signature of what stands in `toSign`.
  @PostMapping("/{number}/parts/{id}/signatures")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> sign(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody OrderFields.Signature signature) {
    SellerOrder order = find(caller, number, id);
    return shown(
        HttpStatus.ACCEPTED,
        work.signAsBuyer(caller.user(), order.id(), signature.id(), signature.bytes()));
  }

  private ResponseEntity<OrderViews.Part> ask(
      Caller caller, String number, String id, Command.Wish wish) {
    SellerOrder order = find(caller, number, id);
    return shown(HttpStatus.ACCEPTED, work.buyer(caller.user(), order.id(), wish));
  }

  private SellerOrder find(Caller caller, String number, String id) {
    return reading.requirePart(reading.require(caller.user(), number), OrderFields.id(id));
  }

  private ResponseEntity<OrderViews.Whole> shown(HttpStatus status, WholeOrder order) {
    OrderReading.Shown shown = reading.shown(order);
    return ResponseEntity.status(status).eTag(EntityTag.of(shown.version())).body(shown.whole());
  }

  private ResponseEntity<OrderViews.Part> shown(HttpStatus status, SellerOrder order) {
    return ResponseEntity.status(status)
        .eTag(EntityTag.of(order.version()))
        .body(reading.part(order, order.terms().buyer()));
  }

  record PickupCode(String code) {}

  record Payment(@Nullable String method, @Nullable String returnTo, @Nullable Boolean phone) {
    /// Only an address of our own: nobody is sent elsewhere.
    URI backTo(WholeOrder order) {
      String path = returnTo == null ? "/orders/" + order.number() : returnTo;
      if (!path.matches("/[A-Za-z0-9/_-]{0,200}") || path.startsWith("//")) {
        throw Fields.malformed("returnTo");
      }
      return URI.create(path);
    }
  }
}
