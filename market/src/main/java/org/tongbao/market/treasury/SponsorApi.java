package org.tongbao.market.treasury;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The money that pays for the platform's campaigns and points.
@RestController
@RequestMapping("/api/v1/platform/sponsor/{currency}")
final class SponsorApi {
  static final long LARGEST_MINOR = 1_000_000_000_000L;

  private final SponsorFunds funds;
  private final Currencies currencies;

  SponsorApi(SponsorFunds funds, Currencies currencies) {
    this.funds = funds;
    this.currencies = currencies;
  }

  /// What the sponsor's account has, and what it can be given.
  @GetMapping
  @Needs(Permission.PROMOTIONS_MANAGE)
  FundsView funds(@PathVariable String currency) {
    SponsorFunds.Funds known = funds.of(known(currency));
    return new FundsView(
        known.sponsor().toHex(),
        Amount.of(known.balance()),
        Amount.of(known.fees()),
        Amount.of(known.own()));
  }

  @GetMapping("/fundings")
  @Needs(Permission.PROMOTIONS_MANAGE)
  PageOfList<FundingView> fundings(
      @PathVariable String currency,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return funds.list(known(currency), PageOfList.Request.of(limit, cursor)).map(FundingView::of);
  }

  /// Gives the sponsor's account money that is the platform's: out of its own at institutions, or
  /// out of its fees on the chain.
  @PostMapping("/fundings")
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  FundingView fund(Caller caller, @PathVariable String currency, @RequestBody FundFields fields) {
    Currency money = known(currency);
    SponsorFunding.Source source = Fields.required("source", fields.source());
    long minor = Fields.required("amountMinor", fields.amountMinor());
    if (minor <= 0 || minor > LARGEST_MINOR) {
      throw Fields.malformed("amountMinor");
    }
    return FundingView.of(funds.fund(caller.user(), source, Money.ofMinor(minor, money)));
  }

  private Currency known(String code) {
    return currencies.requireAccepted(code).currency();
  }

  /// @param source `OWN_MONEY`: what the platform has at institutions; `FEES`: what orders paid
  record FundFields(SponsorFunding.@Nullable Source source, @Nullable Long amountMinor) {}

  /// @param fees what is left of the fees on the chain
  /// @param own what is left of the platform's own money at institutions
  record FundsView(String account, Amount balance, Amount fees, Amount own) {}

  record FundingView(
      UUID id,
      SponsorFunding.Source source,
      Amount amount,
      SponsorFunding.State state,
      @Nullable String refusal,
      @Nullable String transaction,
      Instant at) {
    static FundingView of(SponsorFunding funding) {
      return new FundingView(
          funding.id(),
          funding.source(),
          Amount.of(funding.amount()),
          funding.state(),
          funding.refusal(),
          funding.transaction(),
          funding.at());
    }
  }

  record Amount(BigInteger amountMinor, String currency) {
    static Amount of(Money money) {
      return new Amount(money.amountMinor(), money.currency().code());
    }
  }
}
