package org.tongbao.market.treasury;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.CashEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.StandardError;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.CashActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The account that pays for the platform's campaigns and points (the sponsor), and how it comes by
/// money. Thread-safe.
@Component
class SponsorFunds {
  static final String KIND = "sponsor-funding";

  /// A signed transfer of fees can be brought so long; it is brought within moments.
  private static final Duration SIGNED_FOR = Duration.ofDays(30);

  private final SponsorFundingStore store;
  private final Deposits deposits;
  private final Operators operators;
  private final Outbox outbox;
  private final ChainView chain;
  private final Contracts contracts;
  private final CashActions actions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SponsorFunds(
      SponsorFundingStore store,
      Deposits deposits,
      Operators operators,
      Outbox outbox,
      ChainView chain,
      Contracts contracts,
      CashActions actions,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.deposits = deposits;
    this.operators = operators;
    this.outbox = outbox;
    this.chain = chain;
    this.contracts = contracts;
    this.actions = actions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @param balance what the sponsor has on the chain
  /// @param fees what the account of fees has there, and nobody has given away
  /// @param own what is left of the platform's own money at institutions
  record Funds(Address sponsor, Money balance, Money fees, Money own) {}

  Funds of(Currency currency) {
    return new Funds(
        sponsor(), balance(sponsor(), currency), freeFees(currency), freeOwn(currency));
  }

  PageOfList<SponsorFunding> list(Currency currency, PageOfList.Request asked) {
    return asked.page(store.list(currency.code(), asked), SponsorFunding::id);
  }

  /// Gives money to the sponsor; it is there when the chain has moved it. Refuses with
  /// [TreasuryRefusal] what is not there to be given.
  SponsorFunding fund(UserId by, SponsorFunding.Source source, Money amount) {
    UUID id = Uuid7.next(clock);
    var funding =
        new SponsorFunding(
            id, source, amount, SponsorFunding.State.PENDING, null, null, clock.instant());
    transaction.executeWithoutResult(
        status -> {
          // Two of them never count on the same money.
          store.lock(amount.currency().code());
          check(source, amount);
          store.add(funding, reference(funding), by);
          switch (source) {
            case OWN_MONEY -> deposits.toAccount(id, sponsor(), amount, new Subject(KIND, id));
            case FEES -> transfer(funding);
          }
        });
    return funding;
  }

  private void check(SponsorFunding.Source source, Money amount) {
    Currency currency = amount.currency();
    switch (source) {
      case OWN_MONEY -> {
        if (amount.compareTo(freeOwn(currency)) > 0) {
          throw new DomainException(TreasuryRefusal.TOO_LITTLE_OWN_MONEY);
        }
      }
      case FEES -> {
        if (amount.compareTo(freeFees(currency)) > 0) {
          throw new DomainException(TreasuryRefusal.TOO_LITTLE_FEES);
        }
      }
    }
  }

  private Money freeOwn(Currency currency) {
    long own = store.ownMinor(currency.code());
    return Money.ofMinor(Math.max(0, own - store.ownMoneyUsed(currency.code())), currency);
  }

  private Money freeFees(Currency currency) {
    long leaving = store.feesLeaving(currency.code());
    long there = balance(operators.feeAccount(), currency).amountMinor().longValueExact();
    return Money.ofMinor(Math.max(0, there - leaving), currency);
  }

  private Hash reference(SponsorFunding funding) {
    return switch (funding.source()) {
      case OWN_MONEY -> Deposits.reference(funding.id());
      case FEES -> References.of(KIND, funding.id());
    };
  }

  private void transfer(SponsorFunding funding) {
    var way =
        new CashActions.Transfer(
            cash(funding.amount().currency()),
            operators.feeAccount(),
            sponsor(),
            U256.of(funding.amount().amountMinor()));
    Hash nonce = References.of(KIND, funding.id());
    Instant before = clock.instant().plus(SIGNED_FOR).truncatedTo(ChronoUnit.SECONDS);
    var subject = new Subject(KIND, funding.id());
    outbox.know(nonce, subject);
    outbox.relay(
        actions.transfer(
            way, nonce, before, outbox.sign(way.from(), actions.transferring(way, nonce, before))),
        subject);
  }

  @EventListener
  void on(ChainEvent event) {
    switch (event.event()) {
      case TreasuryEvent.Deposited it -> store.done(it.ref(), event.transaction());
      case CashEvent.AuthorizationUsed it when it.authorizer().equals(operators.feeAccount()) ->
          store.done(it.nonce(), event.transaction());
      default -> {}
    }
  }

  /// A deposit that is refused waits for a larger reserve; a transfer that is brought twice has
  /// happened.
  @EventListener
  void on(IntentRefused refused) {
    boolean happened = refused.error() instanceof StandardError.ERC3009UsedAuthorization;
    if (refused.subject().kind().equals(KIND) && !happened) {
      store.refusedTransfer(refused.subject().id(), String.valueOf(refused.error()));
    }
  }

  private Address sponsor() {
    return operators.account(Role.PROMOTER);
  }

  private Address cash(Currency currency) {
    return contracts.address("Cash:" + currency.code());
  }

  private Money balance(Address account, Currency currency) {
    U256 units = chain.call(contracts.cash(currency.code()).balanceOf(account));
    return Money.ofMinor(units.toLongExact(), currency);
  }
}
