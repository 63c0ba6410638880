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
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;

/// A shop's account: what its orders paid and what its campaigns and its bond are paid from.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/wallet")
final class ShopWalletApi {
  private final ChainAccounts accounts;
  private final Wallets wallets;
  private final Statements statements;
  private final Recharges recharges;

  ShopWalletApi(
      ChainAccounts accounts, Wallets wallets, Statements statements, Recharges recharges) {
    this.accounts = accounts;
    this.wallets = wallets;
    this.statements = statements;
    this.recharges = recharges;
  }

  /// Balances as the chain has them now.
  @GetMapping
  @Needs(Permission.SHOP_FINANCE_READ)
  ShopWalletView wallet(@PathVariable UUID merchantId) {
    Address account = accounts.of(Holder.of(new MerchantId(merchantId)));
    return new ShopWalletView(account.toHex(), wallets.balances(account));
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
    Recharge begun =
        recharges.begin(
            caller.user(),
            new MerchantId(merchantId),
            Amounts.money("amount", fields.amount()),
            Fields.line("method", fields.method(), 30),
            Amounts.address("returnTo", fields.returnTo()));
    String place = "/api/v1/merchants/%s/wallet/recharges/%s".formatted(merchantId, begun.id());
    return ResponseEntity.created(URI.create(place))
        .body(RechargeView.of(begun, recharges.attempts(begun)));
  }

  @GetMapping("/recharges/{id}")
  @Needs(Permission.SHOP_FINANCE_READ)
  RechargeView recharge(@PathVariable UUID merchantId, @PathVariable String id) {
    UUID known = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Recharge recharge = recharges.require(new MerchantId(merchantId), known);
    return RechargeView.of(recharge, recharges.attempts(recharge));
  }

  record ShopWalletView(String account, List<PaymentView.Amount> balances) {}
}
