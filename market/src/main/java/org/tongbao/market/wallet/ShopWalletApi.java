package org.tongbao.market.wallet;

import java.net.URI;
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
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// A shop's account: what its orders paid and what its campaigns and its bond are paid from.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/wallet")
final class ShopWalletApi {
  private final ShopWallets wallets;
  private final Statements statements;

  ShopWalletApi(ShopWallets wallets, Statements statements) {
    this.wallets = wallets;
    this.statements = statements;
  }

  /// Balances as the chain has them now.
  @GetMapping
  @Needs(Permission.SHOP_FINANCE_READ)
  ShopWalletView wallet(@PathVariable UUID merchantId) {
    MerchantId shop = new MerchantId(merchantId);
    return new ShopWalletView(wallets.account(shop).toHex(), wallets.balances(shop));
  }

  @GetMapping("/statement")
  @Needs(Permission.SHOP_FINANCE_READ)
  PageOfList<WalletLineView> statement(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return statements
        .list(
            Holder.of(new MerchantId(merchantId)),
            Fields.optionalLine("unit", unit, 10),
            PageOfList.Request.of(limit, cursor))
        .map(WalletLineView::of);
  }

  /// The whole statement as comma-separated values (RFC 4180), newest first.
  @GetMapping(path = "/statement.csv", produces = "text/csv")
  @Needs(Permission.SHOP_FINANCE_READ)
  ResponseEntity<byte[]> statementFile(
      @PathVariable UUID merchantId, @RequestParam(required = false) @Nullable String unit) {
    return StatementFile.answer(
        statements, Holder.of(new MerchantId(merchantId)), Fields.optionalLine("unit", unit, 10));
  }

  /// Begins to pay money into the shop's account; the caller pays.
  @PostMapping("/recharges")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<RechargeView> recharge(
      Caller caller, @PathVariable UUID merchantId, @RequestBody WalletApi.RechargeFields fields) {
    RechargeView begun =
        wallets.recharge(
            caller.user(),
            new MerchantId(merchantId),
            Amounts.money("amount", fields.amount()),
            Fields.line("method", fields.method(), 30),
            Amounts.address("returnTo", fields.returnTo()));
    return ResponseEntity.created(place(merchantId, "/recharges/" + begun.id())).body(begun);
  }

  @GetMapping("/recharges/{id}")
  @Needs(Permission.SHOP_FINANCE_READ)
  RechargeView recharge(@PathVariable UUID merchantId, @PathVariable String id) {
    return wallets.recharge(new MerchantId(merchantId), id(id));
  }

  /// Asks for money to go out, to an account of the shop's outside; the chain locks it within
  /// moments, and the platform decides. Much of it asks for a session of the last 15 minutes.
  @PostMapping("/withdrawals")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<WithdrawalView> withdraw(
      Caller caller, @PathVariable UUID merchantId, @RequestBody WithdrawalFields fields) {
    WithdrawalView asked =
        wallets.withdraw(
            caller,
            new MerchantId(merchantId),
            Amounts.money("amount", fields.amount()),
            Fields.line("accountToken", fields.accountToken(), 100));
    return ResponseEntity.created(place(merchantId, "/withdrawals/" + asked.id())).body(asked);
  }

  @GetMapping("/withdrawals")
  @Needs(Permission.SHOP_FINANCE_READ)
  PageOfList<WithdrawalView> withdrawals(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return wallets.withdrawals(new MerchantId(merchantId), PageOfList.Request.of(limit, cursor));
  }

  @GetMapping("/withdrawals/{id}")
  @Needs(Permission.SHOP_FINANCE_READ)
  WithdrawalView withdrawal(@PathVariable UUID merchantId, @PathVariable String id) {
    return wallets.withdrawal(new MerchantId(merchantId), id(id));
  }

  /// Brings the signature of what stands in `toSign`, by the shop's own wallet.
  @PostMapping("/withdrawals/{id}/signature")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  WithdrawalView sign(
      @PathVariable UUID merchantId,
      @PathVariable String id,
      @RequestBody WalletApi.SignatureFields fields) {
    return wallets.sign(new MerchantId(merchantId), id(id), fields.bytes());
  }

  private static URI place(UUID merchant, String below) {
    return URI.create("/api/v1/merchants/" + merchant + "/wallet" + below);
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param accountToken what its institution calls the account; never a card's number
  record WithdrawalFields(Amounts.@Nullable AmountFields amount, @Nullable String accountToken) {}

  record ShopWalletView(String account, List<PaymentView.Amount> balances) {}
}
