package org.tongbao.market.booking;

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
import org.tongbao.market.booking.BookingWork.Party;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// The bookings of a shop. What is asked of the chain is answered with 202.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}")
final class MerchantBookingApi {
  private final BookingWork work;
  private final BookingStore store;

  MerchantBookingApi(BookingWork work, BookingStore store) {
    this.work = work;
    this.store = store;
  }

  @GetMapping("/bookings")
  @Needs(Permission.SHOP_ORDERS_READ)
  PageOfList<BookingView> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId);
    PageOfList.Request asked = PageOfList.Request.of(limit, cursor);
    return asked
        .page(store.list(shop, BookingFields.state(state), asked), Booking::sellerOrder)
        .map(BookingView::of);
  }

  @GetMapping("/orders/{id}/booking")
  @Needs(Permission.SHOP_ORDERS_READ)
  BookingView one(Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return BookingView.of(work.find(shop(caller, merchantId), BookingFields.id(id)));
  }

  /// Takes a paid booking on, or declines it: then its order is cancelled and all money goes back.
  @PostMapping("/orders/{id}/booking/answer")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<BookingView> answer(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody BookingFields.Answer answer) {
    Party.Shop shop = shop(caller, merchantId);
    UUID order = BookingFields.id(id);
    String reason = answer.text();
    return answer.isYes()
        ? ResponseEntity.ok(BookingView.of(work.confirm(shop, order)))
        : ResponseEntity.accepted().body(BookingView.of(work.decline(shop, order, reason)));
  }

  /// The service was done; from here on the order is like any that was shipped.
  @PostMapping("/orders/{id}/booking/fulfilment")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<BookingView> fulfil(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody BookingFields.Done done) {
    Party.Shop shop = shop(caller, merchantId);
    return ResponseEntity.accepted()
        .body(BookingView.of(work.fulfil(shop, BookingFields.id(id), done.name())));
  }

  @PostMapping("/orders/{id}/booking/proposals")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<BookingView> propose(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody BookingFields.Proposed proposed) {
    Party.Shop shop = shop(caller, merchantId);
    return ResponseEntity.ok(
        BookingView.of(work.propose(shop, BookingFields.id(id), proposed.start())));
  }

  @PostMapping("/orders/{id}/booking/proposal-answer")
  @Needs(Permission.SHOP_ORDERS_HANDLE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<BookingView> agree(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody BookingFields.Agreement agreement) {
    Party.Shop shop = shop(caller, merchantId);
    return ResponseEntity.ok(
        BookingView.of(work.answer(shop, BookingFields.id(id), agreement.isYes())));
  }

  private static Party.Shop shop(Caller caller, String merchantId) {
    return new Party.Shop(caller.shop(merchantId), caller.user());
  }
}
