package org.tongbao.market.wallet;

import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Everybody's withdrawals, for the platform's finance. Decisions take the `ETag` of what was read.
@RestController
@RequestMapping("/api/v1/platform/withdrawals")
final class WithdrawalApi {
  private final Withdrawals withdrawals;

  WithdrawalApi(Withdrawals withdrawals) {
    this.withdrawals = withdrawals;
  }

  @GetMapping
  @Needs(Permission.MONEY_READ)
  PageOfList<PlatformView> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return withdrawals
        .list(null, state(state), PageOfList.Request.of(limit, cursor))
        .map(PlatformView::of);
  }

  @GetMapping("/{id}")
  @Needs(Permission.MONEY_READ)
  ResponseEntity<PlatformView> one(@PathVariable String id) {
    return answer(withdrawals.require(id(id)));
  }

  /// One person approves; where the contract wants two, another one does so again.
  @PutMapping("/{id}/approval")
  @Needs(Permission.WITHDRAWALS_DECIDE)
  ResponseEntity<PlatformView> approve(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    withdrawals.require(id(id));
    return answer(withdrawals.approve(caller.user(), id(id), EntityTag.required(ifMatch)));
  }

  /// The money goes back to its owner.
  @PutMapping("/{id}/rejection")
  @Needs(Permission.WITHDRAWALS_DECIDE)
  ResponseEntity<PlatformView> reject(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Rejection rejection) {
    withdrawals.require(id(id));
    String reason = Fields.line("reason", rejection.reason(), 500);
    return answer(withdrawals.reject(id(id), EntityTag.required(ifMatch), reason));
  }

  /// It has been paid out of the platform's bank account, under this reference of the bank.
  @PutMapping("/{id}/payout")
  @Needs(Permission.WITHDRAWALS_DECIDE)
  ResponseEntity<PlatformView> pay(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody BankPayment payment) {
    withdrawals.require(id(id));
    String reference = Fields.line("reference", payment.reference(), 100);
    return answer(withdrawals.paid(caller.user(), id(id), EntityTag.required(ifMatch), reference));
  }

  private static ResponseEntity<PlatformView> answer(Withdrawal withdrawal) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(withdrawal.version()))
        .body(PlatformView.of(withdrawal));
  }

  private static String state(@Nullable String state) {
    if (state == null
        || Stream.of(Withdrawal.State.values()).anyMatch(it -> it.name().equals(state))) {
      return state == null ? "" : state;
    }
    throw Fields.malformed("state");
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  record Rejection(@Nullable String reason) {}

  record BankPayment(@Nullable String reference) {}

  /// @param user who asked for it
  /// @param merchant whose money it is; null for the user's own
  /// @param accountToken where to pay it
  record PlatformView(
      UUID user,
      @Nullable UUID merchant,
      String account,
      String accountToken,
      @Nullable UUID firstApprover,
      @Nullable UUID secondApprover,
      WithdrawalView withdrawal) {
    static PlatformView of(Withdrawal known) {
      return new PlatformView(
          known.user().value(),
          known.shop() == null ? null : known.shop().value(),
          known.account().toHex(),
          known.accountToken(),
          known.firstApprover() == null ? null : known.firstApprover().value(),
          known.secondApprover() == null ? null : known.secondApprover().value(),
          WithdrawalView.of(known));
    }
  }
}
