package org.tongbao.market.wallet;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Money;

/// A shop's account: what is in it, and money that comes and goes. Thread-safe.
@Component
public class ShopWallets {
  private final ChainAccounts accounts;
  private final Wallets wallets;
  private final Recharges recharges;
  private final Withdrawals withdrawals;
  private final LargeWithdrawals large;

  ShopWallets(
      ChainAccounts accounts,
      Wallets wallets,
      Recharges recharges,
      Withdrawals withdrawals,
      LargeWithdrawals large) {
    this.accounts = accounts;
    this.wallets = wallets;
    this.recharges = recharges;
    this.withdrawals = withdrawals;
    this.large = large;
  }

  public Address account(MerchantId shop) {
    return accounts.of(Holder.of(shop));
  }

  /// Of every currency, as the chain has them now, in the order of their codes.
  public List<PaymentView.Amount> balances(MerchantId shop) {
    return wallets.balances(account(shop));
  }

  /// Begins to pay money in. Refuses as [Recharges#begin(UserId, Money, String, URI)] does.
  public RechargeView recharge(
      UserId payer, MerchantId shop, Money amount, String method, URI returnTo) {
    return view(recharges.begin(payer, shop, amount, method, returnTo));
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not this shop's.
  public RechargeView recharge(MerchantId shop, UUID id) {
    return view(recharges.require(shop, id));
  }

  private RechargeView view(Recharge recharge) {
    return RechargeView.of(recharge, recharges.attempts(recharge));
  }

  /// Asks for money to go to an account outside; the platform decides about it. Refuses with
  /// [WalletError#BALANCE_TOO_SMALL], and with [IdentityError#SIGN_IN_AGAIN] much of it where the
  /// caller's session did not begin moments ago.
  ///
  /// @param accountToken what the institution calls the account
  public WithdrawalView withdraw(
      Caller caller, MerchantId shop, Money amount, String accountToken) {
    large.check(caller, amount);
    return view(withdrawals.ask(caller.user(), shop, amount, accountToken));
  }

  public PageOfList<WithdrawalView> withdrawals(MerchantId shop, PageOfList.Request asked) {
    return withdrawals.list(shop, asked).map(this::view);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not this shop's.
  WithdrawalView withdrawal(MerchantId shop, UUID id) {
    return view(withdrawals.require(shop, id));
  }

  /// Goes on with what the shop's own wallet has signed. Refuses as [Withdrawals#sign] does.
  WithdrawalView sign(MerchantId shop, UUID id, Bytes signature) {
    return view(withdrawals.sign(withdrawals.require(shop, id), signature));
  }

  private WithdrawalView view(Withdrawal known) {
    return WithdrawalView.of(known, withdrawals.toSign(known));
  }
}
