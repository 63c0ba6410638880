package org.tongbao.market.wallet;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.market.promotion.Vouchers;
import org.tongbao.primitives.Address;

/// What users have, asked of the chain. Thread-safe.
@Component
public class Wallets {
  private static final String CASH = "Cash:";

  private final ChainAccounts accounts;
  private final ChainView chain;
  private final Contracts contracts;
  private final Vouchers vouchers;

  Wallets(ChainAccounts accounts, ChainView chain, Contracts contracts, Vouchers vouchers) {
    this.accounts = accounts;
    this.chain = chain;
    this.contracts = contracts;
    this.vouchers = vouchers;
  }

  /// @param account the address on the chain
  /// @param keyHere whether the platform keeps its key; otherwise the user signs with a wallet
  /// @param balances of every currency, in the order of their codes
  /// @param points that can be spent
  public record Wallet(
      String account,
      boolean keyHere,
      List<PaymentView.Amount> balances,
      long points,
      List<VoucherView> vouchers) {
    public Wallet {
      balances = List.copyOf(balances);
      vouchers = List.copyOf(vouchers);
    }
  }

  /// @param units how many of them
  public record VoucherView(UUID campaign, String nameZh, String nameEn, long units) {}

  public Wallet of(UserId user) {
    Holder holder = Holder.of(user);
    Address account = accounts.of(holder);
    List<PaymentView.Amount> balances = balances(account);
    List<VoucherView> held =
        vouchers.held(user).stream()
            .map(
                it ->
                    new VoucherView(
                        it.campaign().id(),
                        it.campaign().notice().nameZh(),
                        it.campaign().notice().nameEn(),
                        it.units()))
            .toList();
    long points = chain.call(contracts.points().balanceOf(account)).toLongExact();
    return new Wallet(account.toHex(), accounts.signsHere(holder), balances, points, held);
  }

  /// Of every currency, in the order of their codes.
  List<PaymentView.Amount> balances(Address account) {
    return contracts.addresses().entrySet().stream()
        .filter(it -> it.getKey().startsWith(CASH))
        .sorted(Map.Entry.comparingByKey())
        .map(it -> balance(it.getKey(), it.getValue(), account))
        .toList();
  }

  private PaymentView.Amount balance(String name, Address cash, Address account) {
    return new PaymentView.Amount(
        chain.call(new Cash(cash).balanceOf(account)).toLongExact(), name.substring(CASH.length()));
  }
}
