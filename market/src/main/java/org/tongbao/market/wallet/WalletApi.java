package org.tongbao.market.wallet;

import java.net.URI;
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
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// One's own wallet.
@RestController
@RequestMapping("/api/v1/wallet")
final class WalletApi {
  private final Wallets wallets;
  private final Recharges recharges;
  private final Withdrawals withdrawals;
  private final LargeWithdrawals large;
  private final Statements statements;

  WalletApi(
      Wallets wallets,
      Recharges recharges,
      Withdrawals withdrawals,
      LargeWithdrawals large,
      Statements statements) {
    this.wallets = wallets;
    this.recharges = recharges;
    this.withdrawals = withdrawals;
    this.large = large;
    this.statements = statements;
  }

  /// Balances and points as the chain has them now.
  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  Wallets.Wallet wallet(Caller caller) {
    return wallets.of(caller.user());
  }

  @GetMapping("/statement")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<WalletLineView> statement(
      Caller caller,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return statements
        .list(Holder.of(caller.user()), unit(unit), PageOfList.Request.of(limit, cursor))
        .map(WalletLineView::of);
  }

  /// The whole statement as comma-separated values (RFC 4180), newest first.
  @GetMapping(path = "/statement.csv", produces = "text/csv")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<byte[]> statementFile(
      Caller caller, @RequestParam(required = false) @Nullable String unit) {
    return StatementFile.answer(statements, Holder.of(caller.user()), unit(unit));
  }

  /// Begins to pay money in. Where to pay is in the payment, at `GET /api/v1/payments/{id}`, within
  /// moments.
  @PostMapping("/recharges")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<RechargeView> recharge(Caller caller, @RequestBody RechargeFields fields) {
    Recharge begun =
        recharges.begin(
            caller.user(),
            Amounts.money("amount", fields.amount()),
            Fields.line("method", fields.method(), 30),
            Amounts.address("returnTo", fields.returnTo()));
    return ResponseEntity.created(URI.create("/api/v1/wallet/recharges/" + begun.id()))
        .body(RechargeView.of(begun, recharges.attempts(begun)));
  }

  @GetMapping("/recharges/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  RechargeView recharge(Caller caller, @PathVariable String id) {
    Recharge known = recharges.require(caller.user(), id(id));
    return RechargeView.of(known, recharges.attempts(known));
  }

  /// Asks for money to go out; the chain locks it within moments. Much of it asks for a session of
  /// the last 15 minutes.
  @PostMapping("/withdrawals")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<WithdrawalView> withdraw(Caller caller, @RequestBody WithdrawalFields fields) {
    Withdrawal.Destination destination =
        switch (Fields.line("destination", fields.destination(), 20)) {
          case "ORIGINAL" -> Withdrawal.Destination.ORIGINAL;
          case "ACCOUNT" -> Withdrawal.Destination.ACCOUNT;
          default -> throw Fields.malformed("destination");
        };
    String token =
        destination == Withdrawal.Destination.ACCOUNT
            ? Fields.line("accountToken", fields.accountToken(), 100)
            : "";
    Money amount = Amounts.money("amount", fields.amount());
    large.check(caller, amount);
    Withdrawal asked = withdrawals.ask(caller.user(), amount, destination, token);
    return ResponseEntity.created(URI.create("/api/v1/wallet/withdrawals/" + asked.id()))
        .eTag(EntityTag.of(asked.version()))
        .body(WithdrawalView.of(asked, withdrawals.toSign(asked)));
  }

  @GetMapping("/withdrawals")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<WithdrawalView> withdrawals(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return withdrawals
        .list(caller.user(), "", PageOfList.Request.of(limit, cursor))
        .map(it -> WithdrawalView.of(it, withdrawals.toSign(it)));
  }

  @GetMapping("/withdrawals/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<WithdrawalView> withdrawal(Caller caller, @PathVariable String id) {
    Withdrawal known = withdrawals.require(caller.user(), id(id));
    return ResponseEntity.ok()
        .eTag(EntityTag.of(known.version()))
        .body(WithdrawalView.of(known, withdrawals.toSign(known)));
  }

  /// Brings the signature of what stands in `toSign`.
  @PostMapping("/withdrawals/{id}/signature")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  WithdrawalView sign(Caller caller, @PathVariable String id, @RequestBody SignatureFields fields) {
    return WithdrawalView.of(
        withdrawals.sign(withdrawals.require(caller.user(), id(id)), fields.bytes()));
  }

  private static String unit(@Nullable String unit) {
    return Fields.optionalLine("unit", unit, 10);
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// A wallet's signature of typed data, in hexadecimal.
  record SignatureFields(@Nullable String signature) {
    private static final int LIMIT = 8_000;

    Bytes bytes() {
      try {
        return Bytes.fromHex(Fields.line("signature", signature, LIMIT));
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("signature");
      }
    }
  }

  /// @param returnTo where the browser goes after paying
  record RechargeFields(
      Amounts.@Nullable AmountFields amount, @Nullable String method, @Nullable String returnTo) {}

  /// @param destination `ORIGINAL`: back through the payments it came by; `ACCOUNT`: to an account
  ///   outside
  /// @param accountToken what its institution calls that account; never a card's number
  record WithdrawalFields(
      Amounts.@Nullable AmountFields amount,
      @Nullable String destination,
      @Nullable String accountToken) {}
}
