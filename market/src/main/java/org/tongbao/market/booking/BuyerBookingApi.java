package org.tongbao.market.booking;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.booking.BookingWork.Party;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

/// What a buyer has booked. It is paid, cancelled and received as the order that it is part of.
@RestController
@RequestMapping("/api/v1/orders/{number}/parts/{id}/booking")
final class BuyerBookingApi {
  private final BookingWork work;

  BuyerBookingApi(BookingWork work) {
    this.work = work;
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  BookingView one(Caller caller, @PathVariable String number, @PathVariable String id) {
    return BookingView.of(work.find(buyer(caller, number), BookingFields.id(id)));
  }

  @PostMapping("/proposals")
  @Needs(Permission.OWN_ACCOUNT)
  BookingView propose(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody BookingFields.Proposed proposed) {
    return BookingView.of(
        work.propose(buyer(caller, number), BookingFields.id(id), proposed.start()));
  }

  @PostMapping("/proposal-answer")
  @Needs(Permission.OWN_ACCOUNT)
  BookingView agree(
      Caller caller,
      @PathVariable String number,
      @PathVariable String id,
      @RequestBody BookingFields.Agreement agreement) {
    return BookingView.of(
        work.answer(buyer(caller, number), BookingFields.id(id), agreement.isYes()));
  }

  private static Party.Buyer buyer(Caller caller, String number) {
    return new Party.Buyer(caller.user(), number);
  }
}
