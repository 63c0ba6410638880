package org.tongbao.market.treasury;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Money;

/// From which amount on withdrawals need two people.
@RestController
@RequestMapping("/api/v1/platform/two-person-limits")
final class TwoPersonLimitApi {
  static final long LARGEST_MINOR = 1_000_000_000_000L;

  private final TwoPersonLimits limits;
  private final Currencies currencies;

  TwoPersonLimitApi(TwoPersonLimits limits, Currencies currencies) {
    this.limits = limits;
    this.currencies = currencies;
  }

  @GetMapping
  @Needs(Permission.MONEY_READ)
  LimitListing all() {
    return new LimitListing(limits.all().stream().map(LimitView::of).toList());
  }

  /// Proposes another limit to the contracts' timelock. It waits there for two days, for everybody
  /// to see, and holds from then on.
  @PostMapping("/{currency}/proposals")
  @Needs(Permission.GOVERNANCE_PROPOSE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  LimitView propose(Caller caller, @PathVariable String currency, @RequestBody LimitFields fields) {
    long minor = Fields.required("limitMinor", fields.limitMinor());
    if (minor < 0 || minor > LARGEST_MINOR) {
      throw Fields.malformed("limitMinor");
    }
    Money limit = Money.ofMinor(minor, currencies.requireAccepted(currency).currency());
    return LimitView.of(limits.propose(caller.user(), limit));
  }

  /// @param limitMinor the largest withdrawal that one person may approve; 0: none
  record LimitFields(@Nullable Long limitMinor) {}

  record LimitListing(List<LimitView> items) {}

  /// @param limitMinor as the chain has it
  /// @param proposal the newest, whatever became of it
  record LimitView(
      String currency,
      BigInteger limitMinor,
      @Nullable Instant since,
      @Nullable String transaction,
      @Nullable ProposalView proposal) {
    static LimitView of(TwoPersonLimit limit) {
      TwoPersonLimit.Proposal proposal = limit.proposal();
      return new LimitView(
          limit.currency().code(),
          limit.limitMinor(),
          limit.since(),
          limit.transaction(),
          proposal == null ? null : ProposalView.of(proposal));
    }
  }

  /// @param readyAt when it is carried out, once the chain has heard of it
  record ProposalView(
      UUID id,
      long limitMinor,
      TwoPersonLimit.State state,
      UUID proposedBy,
      Instant proposedAt,
      @Nullable Instant readyAt,
      @Nullable Instant endedAt,
      @Nullable String transaction) {
    static ProposalView of(TwoPersonLimit.Proposal it) {
      return new ProposalView(
          it.id(),
          it.limitMinor(),
          it.state(),
          it.proposedBy(),
          it.proposedAt(),
          it.readyAt(),
          it.endedAt(),
          it.transaction());
    }
  }
}
