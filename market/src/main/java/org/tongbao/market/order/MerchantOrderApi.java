package org.tongbao.market.order;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// A shop's orders.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}")
final class MerchantOrderApi {
  private static final int MOST_AT_ONCE = 100;

  private final OrderReading reading;
  private final OrderWork work;

  MerchantOrderApi(OrderReading reading, OrderWork work) {
    this.reading = reading;
    this.work = work;
  }

  /// `open` true: those with an open claim.
  @GetMapping("/orders")
  @Needs(Permission.SHOP_ORDERS_READ)
  PageOfList<OrderViews.Brief> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable Boolean open,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reading.list(
        new SellerOrderStore.Filter(
            caller.shop(merchantId),
            null,
            OrderFields.state(state),
            OrderFields.claim(claim),
            open),
        PageOfList.Request.of(limit, cursor));
  }

  @GetMapping("/orders/{id}")
  @Needs(Permission.SHOP_ORDERS_READ)
  ResponseEntity<OrderViews.Part> one(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId);
    return shown(HttpStatus.OK, reading.require(shop, OrderFields.id(id)));
  }

  @PostMapping("/orders/{id}/shipment")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> ship(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Parcel parcel) {
    MerchantId shop = caller.shop(merchantId);
    return shown(
        HttpStatus.ACCEPTED, work.ship(shop, caller.user(), parcel.of(OrderFields.id(id))));
  }

  /// Ships many at once, each with its parcel: all of them, or none when one cannot be shipped.
  @PostMapping("/shipments")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<Shipped> shipAll(
      Caller caller, @PathVariable String merchantId, @RequestBody Parcels parcels) {
    MerchantId shop = caller.shop(merchantId);
    List<UUID> shipped =
        parcels.checked().stream()
            .map(OrderFields.Parcel::named)
            .map(it -> work.ship(shop, caller.user(), it).id())
            .toList();
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(new Shipped(shipped));
  }

  /// Hands over what is fetched, for the buyer's code.
  @PostMapping("/orders/{id}/pickup")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> handOver(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Code code) {
    MerchantId shop = caller.shop(merchantId);
    return shown(
        HttpStatus.ACCEPTED, work.handOver(shop, caller.user(), OrderFields.id(id), code.text()));
  }

  @PostMapping("/orders/{id}/cancellation")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> cancel(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Reason reason) {
    return ask(caller, merchantId, id, Command.Wish.of(StepKind.CANCEL, reason.text()));
  }

  @PostMapping("/orders/{id}/refund-answer")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> answer(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Answer answer) {
    MerchantId shop = caller.shop(merchantId);
    return shown(
        HttpStatus.ACCEPTED,
        work.answer(shop, caller.user(), OrderFields.id(id), answer.isGranted(), answer.text()));
  }

  /// Gives back what nobody asked for.
  @PostMapping("/orders/{id}/refunds")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> refund(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Refund refund) {
    return ask(
        caller,
        merchantId,
        id,
        Command.Wish.of(StepKind.GIVE_REFUND, refund.amount(), refund.text()));
  }

  @PostMapping("/orders/{id}/appeals")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> appeal(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Reason reason) {
    return ask(caller, merchantId, id, Command.Wish.of(StepKind.APPEAL, reason.text()));
  }

  /// Confirms that the money has arrived, which completes the order.
  @PostMapping("/orders/{id}/payout-acknowledgement")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> acknowledge(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return ask(caller, merchantId, id, Command.Wish.of(StepKind.ACKNOWLEDGE_PAYOUT, ""));
  }

  /// Brings the signature of what stands in `toSign`.
  @PostMapping("/orders/{id}/signatures")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> sign(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody OrderFields.Signature signature) {
    MerchantId shop = caller.shop(merchantId);
    return shown(
        HttpStatus.ACCEPTED,
        work.signAsMerchant(shop, OrderFields.id(id), signature.id(), signature.bytes()));
  }

  private ResponseEntity<OrderViews.Part> ask(
      Caller caller, String merchantId, String id, Command.Wish wish) {
    MerchantId shop = caller.shop(merchantId);
    return shown(HttpStatus.ACCEPTED, work.merchant(shop, caller.user(), OrderFields.id(id), wish));
  }

  private ResponseEntity<OrderViews.Part> shown(HttpStatus status, SellerOrder order) {
    return ResponseEntity.status(status)
        .eTag(EntityTag.of(order.version()))
        .body(reading.part(order, order.terms().merchant()));
  }

  record Parcels(@Nullable List<OrderFields.Parcel> shipments) {
    List<OrderFields.Parcel> checked() {
      List<OrderFields.Parcel> all = Fields.required("shipments", shipments);
      if (all.isEmpty() || all.size() > MOST_AT_ONCE) {
        throw Fields.malformed("shipments");
      }
      return all;
    }
  }

  record Shipped(List<UUID> orders) {}
}
