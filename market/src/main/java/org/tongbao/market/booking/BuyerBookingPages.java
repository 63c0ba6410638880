package org.tongbao.market.booking;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.booking.BookingWork.Party;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// What a buyer has booked, and asking the shop for another time.
@Controller
@RequestMapping("/orders/{number}/parts/{id}/booking")
final class BuyerBookingPages {
  private static final int TIMES = 80;
  private static final Map<ErrorCode, String> FIELDS =
      Map.of(BookingError.NOT_OFFERED, "slot", BookingError.TAKEN, "slot");

  private final BookingWork work;
  private final Bookings bookings;
  private final Pages pages;

  BuyerBookingPages(BookingWork work, Bookings bookings, Pages pages) {
    this.work = work;
    this.bookings = bookings;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  View one(Caller caller, Frame frame, @PathVariable String number, @PathVariable String id) {
    Booking booking = work.find(new Party.Buyer(caller.user(), number), BookingFields.id(id));
    return pages.of("booking", page(frame, number, booking, FormErrors.NONE));
  }

  @PostMapping("/proposals")
  @Needs(Permission.OWN_ACCOUNT)
  View propose(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String slot,
      RedirectAttributes redirect) {
    Party.Buyer buyer = new Party.Buyer(caller.user(), number);
    UUID known = BookingFields.id(id);
    try {
      Booking _ = work.propose(buyer, known, new BookingFields.Proposed(slot).start());
    } catch (DomainException refused) {
      return refused(frame, buyer, known, refused);
    }
    redirect.addFlashAttribute(Frame.NOTICE, "booking.asked.done");
    return pages.seeOther(base(number, known));
  }

  @PostMapping("/proposal-answer")
  @Needs(Permission.OWN_ACCOUNT)
  View answer(
      Caller caller,
      Frame frame,
      @PathVariable String number,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean accepted,
      RedirectAttributes redirect) {
    Party.Buyer buyer = new Party.Buyer(caller.user(), number);
    UUID known = BookingFields.id(id);
    try {
      Booking _ = work.answer(buyer, known, accepted);
    } catch (DomainException refused) {
      return refused(frame, buyer, known, refused);
    }
    redirect.addFlashAttribute(
        Frame.NOTICE, accepted ? "booking.agreed.done" : "booking.declined.done");
    return pages.seeOther(base(number, known));
  }

  private View refused(Frame frame, Party.Buyer buyer, UUID id, DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
    return pages.refused("booking", page(frame, buyer.number(), work.find(buyer, id), errors));
  }

  private BuyerBookingPage page(Frame frame, String number, Booking booking, FormErrors errors) {
    Appointment slot = booking.appointment();
    Booking.Proposal proposal = booking.proposal();
    String asked =
        proposal == null
            ? null
            : bookings
                .place(slot.product(), proposal.start())
                .map(it -> it.appointment().text())
                .orElseGet(() -> frame.time(proposal.start()));
    @Nullable SlotOffer offer =
        booking.isOpen()
            ? bookings.offer(slot.product(), TIMES, frame.language().locale()).orElse(null)
            : null;
    return new BuyerBookingPage(
        frame,
        number,
        base(number, booking.sellerOrder()),
        slot.text(),
        booking.quantity(),
        BuyerBookingPage.state(booking),
        booking.declinedFor(),
        asked,
        proposal != null && proposal.by() == Booking.Side.MERCHANT,
        offer,
        errors);
  }

  private static String base(String number, UUID sellerOrder) {
    return "/orders/" + number + "/parts/" + sellerOrder + "/booking";
  }
}
