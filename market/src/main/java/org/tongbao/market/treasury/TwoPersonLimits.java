package org.tongbao.market.treasury;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TimelockEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.Governor;
import org.tongbao.market.onchain.References;
import org.tongbao.market.treasury.TwoPersonLimit.Proposal;
import org.tongbao.market.treasury.TwoPersonLimit.State;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Above which amount a withdrawal needs two people: the contract's limits, which only its governor
/// changes. A change is proposed to the timelock, waits there in public, and is carried out; a job
/// of any process takes the steps, and the chain's events tell where it stands. Thread-safe.
@Component
class TwoPersonLimits {
  private static final Logger LOG = LoggerFactory.getLogger(TwoPersonLimits.class);
  private static final String CASH = "Cash:";

  /// When a step that was taken is looked at again, if the chain has not answered by then.
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final TwoPersonLimitStore store;
  private final Governor governor;
  private final Contracts contracts;
  private final Clock clock;
  private final Map<Address, Currency> currencies = new HashMap<>();

  TwoPersonLimits(TwoPersonLimitStore store, Governor governor, Contracts contracts, Clock clock) {
    this.store = store;
    this.governor = governor;
    this.contracts = contracts;
    this.clock = clock;
    contracts
        .addresses()
        .forEach(
            (name, address) -> {
              if (name.startsWith(CASH)) {
                currencies.put(address, Currency.of(name.substring(CASH.length())));
              }
            });
  }

  /// Of each currency that the chain has.
  List<TwoPersonLimit> all() {
    return currencies.values().stream()
        .map(Currency::code)
        .sorted()
        .map(code -> store.find(Currency.of(code)))
        .toList();
  }

  /// Proposes another limit. Refuses with [TreasuryRefusal#PROPOSAL_OPEN] while one is under way.
  TwoPersonLimit propose(UserId by, Money limit) {
    UUID id = Uuid7.next(clock);
    var proposal =
        new Proposal(
            id,
            limit.currency(),
            limit.amountMinor().longValueExact(),
            State.ASKED,
            by.value(),
            clock.instant(),
            null,
            null,
            null);
    if (!store.add(proposal, governor.operation(call(proposal), salt(proposal)))) {
      throw new DomainException(TreasuryRefusal.PROPOSAL_OPEN);
    }
    return store.find(limit.currency());
  }

  private ContractCall<?> call(Proposal proposal) {
    return contracts
        .treasury()
        .setTwoPersonLimit(
            contracts.address(CASH + proposal.currency().code()), U256.of(proposal.limitMinor()));
  }

  private static Hash salt(Proposal proposal) {
    return References.of("two-person-limit", proposal.id());
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT7S")
  void pass() {
    Instant now = clock.instant();
    Optional<Proposal> due = store.takeDue(now, now.plus(AGAIN));
    if (due.isEmpty()) {
      return;
    }
    Proposal proposal = due.get();
    try {
      if (proposal.state() == State.ASKED) {
        governor.propose(call(proposal), salt(proposal));
      } else {
        governor.carryOut(call(proposal), salt(proposal));
      }
    } catch (RpcException failure) {
      LOG.warn("Two-person limit {}: {}; trying again", proposal.id(), failure.getMessage());
    }
  }

  @EventListener
  void on(ChainEvent heard) {
    switch (heard.event()) {
      case TimelockEvent.CallScheduled it ->
          store.waiting(it.id(), heard.at().plusSeconds(it.delay().toLongExact()), heard);
      case TimelockEvent.CallExecuted it -> store.end(it.id(), State.DONE, heard);
      case TimelockEvent.Cancelled it -> store.end(it.id(), State.CANCELLED, heard);
      case TreasuryEvent.TwoPersonLimitSet it -> {
        Currency currency = currencies.get(it.cash());
        if (currency != null) {
          store.set(currency, it.limit().toBigInteger(), heard);
        }
      }
      default -> {}
    }
  }
}
