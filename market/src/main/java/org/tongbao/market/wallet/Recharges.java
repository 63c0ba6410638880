package org.tongbao.market.wallet;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.AccountLeaving;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.payment.Payable;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.PaymentCaptured;
import org.tongbao.market.payment.PaymentClosed;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.treasury.DepositCredited;
import org.tongbao.market.treasury.Deposits;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Money;

/// Users paying money into their wallets. What arrives is credited, be it exact, too little, too
/// much, or late. Thread-safe.
@Component
public class Recharges {
  static final String KIND = "recharge";
  static final Duration TO_PAY = Duration.ofMinutes(30);

  private final RechargeStore store;
  private final Currencies currencies;
  private final ChainAccounts accounts;
  private final Payments payments;
  private final Deposits deposits;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Recharges(
      RechargeStore store,
      Currencies currencies,
      ChainAccounts accounts,
      Payments payments,
      Deposits deposits,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.currencies = currencies;
    this.accounts = accounts;
    this.payments = payments;
    this.deposits = deposits;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Begins a recharge of the user's present account. Where to pay is in its attempt within
  /// moments. Refuses with the codes of [Currencies#requireAccepted] and [Payments#start].
  public Recharge begin(UserId user, Money amount, String method, URI returnTo) {
    return begin(user, null, amount, method, returnTo);
  }

  /// The same for a shop's account, paid by this user.
  Recharge begin(
      UserId user, @Nullable MerchantId shop, Money amount, String method, URI returnTo) {
    Address account = accounts.of(shop == null ? Holder.of(user) : Holder.of(shop));
    currencies.requireAccepted(amount.currency().code());
    return transaction.execute(
        status -> {
          Instant now = clock.instant();
          Recharge recharge =
              new Recharge(
                  Uuid7.next(clock),
                  user,
                  shop,
                  account,
                  amount,
                  Recharge.State.OPEN,
                  Money.zero(amount.currency()),
                  Money.zero(amount.currency()),
                  now);
          store.add(recharge);
          payments.start(
              new Payable(
                  KIND, recharge.id(), user, amount, "通宝 Tongbao " + amount, now.plus(TO_PAY)),
              method,
              returnTo);
          return recharge;
        });
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not this user's.
  Recharge require(UserId user, UUID id) {
    return store
        .find(id)
        .filter(it -> it.shop() == null && it.user().equals(user))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// [#require] of this shop's.
  Recharge require(MerchantId shop, UUID id) {
    return store
        .find(id)
        .filter(it -> shop.equals(it.shop()))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  List<PaymentAttempt> attempts(Recharge recharge) {
    return payments.of(KIND, recharge.id());
  }

  @EventListener
  void on(PaymentCaptured captured) {
    if (captured.kind().equals(KIND)) {
      Recharge recharge = store.find(captured.id()).orElseThrow();
      store.paid(recharge.id(), captured.amount());
      deposits.toAccount(
          captured.attempt(),
          recharge.account(),
          captured.amount(),
          new Subject(KIND, recharge.id()));
    }
  }

  @EventListener
  void on(AccountLeaving leaving) {
    if (store.isOpen(leaving.account())) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
  }

  @EventListener
  void on(PaymentClosed closed) {
    boolean last =
        closed.kind().equals(KIND)
            && payments.of(KIND, closed.id()).stream()
                .map(PaymentAttempt::state)
                .noneMatch(
                    it -> it == PaymentAttempt.State.OPEN || it == PaymentAttempt.State.REQUESTED);
    if (last) {
      store.closed(closed.id());
    }
  }

  @EventListener
  void on(DepositCredited credited) {
    if (credited.subject().kind().equals(KIND)) {
      store.credited(credited.subject().id(), credited.amount());
      Recharge now = store.find(credited.subject().id()).orElseThrow();
      events.publishEvent(
          new RechargeArrived(
              now.id(),
              now.user(),
              now.shop(),
              credited.amount(),
              now.credited(),
              clock.instant()));
    }
  }
}
