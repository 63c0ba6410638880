package org.tongbao.market.wallet;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.wallet.WithdrawalDeskPage.Deed;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// Withdrawals for the platform's finance: the same decisions as by REST.
@Controller
final class WithdrawalDeskPages {
  private static final String ALL = "ALL";

  private final Withdrawals withdrawals;
  private final Users users;
  private final Pages pages;

  WithdrawalDeskPages(Withdrawals withdrawals, Users users, Pages pages) {
    this.withdrawals = withdrawals;
    this.users = users;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.WITHDRAWALS)
  @Needs(Permission.MONEY_READ)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "HELD") String state,
      @RequestParam(required = false) @Nullable String cursor) {
    String wanted = state.equals(ALL) ? "" : PageFields.one(Withdrawal.State.class, state).name();
    PageOfList<WithdrawalDeskListPage.Line> found =
        withdrawals
            .list(null, wanted, PageOfList.Request.of(null, cursor))
            .map(
                it ->
                    new WithdrawalDeskListPage.Line(
                        WithdrawalView.of(it), users.nameOf(it.user())));
    return pages.of(
        "platform-withdrawals",
        new WithdrawalDeskListPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.WITHDRAWALS),
            state,
            found.items(),
            found.next()));
  }

  @GetMapping(PlatformDesk.WITHDRAWALS + "/{id}")
  @Needs(Permission.MONEY_READ)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    Withdrawal known = require(id);
    WithdrawalDeskPage.Failed none = new WithdrawalDeskPage.Failed(null, FormErrors.NONE, "");
    return pages.of("platform-withdrawal", page(caller, frame, known, none));
  }

  /// @param version of the withdrawal that was read
  /// @param text the reason of a rejection, the bank's reference of a payment
  @PostMapping(PlatformDesk.WITHDRAWALS + "/{id}/{deed}")
  @Needs(Permission.WITHDRAWALS_DECIDE)
  View decide(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam(defaultValue = "") String version,
      @RequestParam(defaultValue = "") String text,
      RedirectAttributes redirect) {
    Withdrawal known = require(id);
    Deed wanted = PageDeed.of(Deed.class, deed);
    try {
      Withdrawal _ = decide(caller.user(), known.id(), wanted, PageFields.version(version), text);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused(
          "platform-withdrawal",
          page(caller, frame, known, new WithdrawalDeskPage.Failed(wanted, errors, text)));
    }
    return pages.done(
        redirect,
        "platform.withdrawals.done." + wanted.path(),
        PlatformDesk.WITHDRAWALS + "/" + known.id());
  }

  private Withdrawal decide(UserId by, UUID id, Deed deed, int version, String text) {
    return switch (deed) {
      case APPROVAL -> withdrawals.approve(by, id, version);
      case REJECTION -> withdrawals.reject(id, version, Fields.line("text", text, 500));
      case PAYOUT -> withdrawals.paid(by, id, version, Fields.line("text", text, 100));
    };
  }

  private WithdrawalDeskPage page(
      Caller caller, Frame frame, Withdrawal known, WithdrawalDeskPage.Failed failed) {
    UserId first = known.firstApprover();
    UserId second = known.secondApprover();
    return new WithdrawalDeskPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.WITHDRAWALS),
        known,
        WithdrawalView.of(known),
        users.nameOf(known.user()),
        first == null ? "" : users.nameOf(first),
        second == null ? "" : users.nameOf(second),
        caller.may(Permission.WITHDRAWALS_DECIDE),
        caller.user().equals(known.user()),
        caller.user().equals(first),
        failed);
  }

  private Withdrawal require(String id) {
    return withdrawals.require(PageFields.id(id));
  }
}
