package org.tongbao.market.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.EntityTag;
import org.tongbao.primitives.money.Currency;

/// The rules for points, and the platform's pots that pay for them.
@RestController
@RequestMapping("/api/v1")
final class PointApi {
  private static final int WHOLE_BPS = 10_000;
  private static final long MOST = 1_000_000;

  private final PointRules rules;
  private final Currencies currencies;

  PointApi(PointRules rules, Currencies currencies) {
    this.rules = rules;
    this.currencies = currencies;
  }

  @GetMapping("/point-rules")
  RuleList all() {
    return new RuleList(rules.all().stream().map(RuleView::of).toList());
  }

  @GetMapping("/point-rules/{currency}")
  ResponseEntity<RuleView> one(@PathVariable String currency) {
    return answer(rules.require(known(currency)));
  }

  @PutMapping("/point-rules/{currency}")
  @Needs(Permission.PROMOTIONS_MANAGE)
  ResponseEntity<RuleView> replace(
      @PathVariable String currency,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody RuleFields fields) {
    PointRule known = rules.require(known(currency));
    rules.replace(fields.rule(known.currency(), EntityTag.required(ifMatch)));
    return answer(rules.require(known.currency()));
  }

  @GetMapping("/platform/point-pots/{currency}")
  @Needs(Permission.PROMOTIONS_MANAGE)
  PotView pot(@PathVariable String currency) {
    return view(known(currency));
  }

  /// Moves money from the sponsor's account into the pot.
  @PostMapping("/platform/point-pots/{currency}/fundings")
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  PotView fund(
      Caller caller,
      @PathVariable String currency,
      @RequestBody CampaignDesk.FundingFields fields) {
    Currency money = known(currency);
    rules.fund(caller.user(), Amounts.minor("amountMinor", fields.amountMinor(), 1, money));
    return view(money);
  }

  private PotView view(Currency currency) {
    return new PotView(
        rules.sponsor().toChecksumHex(),
        Amounts.MoneyView.of(rules.pot(currency)),
        rules.fundings(currency));
  }

  private Currency known(String code) {
    return currencies.requireAccepted(code).currency();
  }

  private static ResponseEntity<RuleView> answer(PointRule rule) {
    return ResponseEntity.ok().eTag(EntityTag.of(rule.version())).body(RuleView.of(rule));
  }

  record RuleFields(
      @Nullable Long earnedPoints,
      @Nullable Long earnedPerMinor,
      @Nullable Long usedPoints,
      @Nullable Long usedValueMinor,
      @Nullable Integer mostBps) {
    PointRule rule(Currency currency, int version) {
      return new PointRule(
          currency,
          Amounts.between("earnedPoints", earnedPoints, 0, MOST),
          Amounts.between("earnedPerMinor", earnedPerMinor, 1, MOST),
          Amounts.between("usedPoints", usedPoints, 1, MOST),
          Amounts.between("usedValueMinor", usedValueMinor, 1, MOST),
          Amounts.between("mostBps", mostBps, 0, WHOLE_BPS),
          version);
    }
  }

  /// `earnedPoints` for every `earnedPerMinor` paid for goods; `usedPoints` are worth
  /// `usedValueMinor`, and pay at most `mostBps` (1/10,000) of an order's goods.
  record RuleView(
      String currency,
      long earnedPoints,
      long earnedPerMinor,
      long usedPoints,
      long usedValueMinor,
      int mostBps) {
    static RuleView of(PointRule rule) {
      return new RuleView(
          rule.currency().code(),
          rule.earnedPoints(),
          rule.earnedPerMinor(),
          rule.usedPoints(),
          rule.usedValueMinor(),
          rule.mostBps());
    }
  }

  record RuleList(List<RuleView> items) {}

  record PotView(String sponsor, Amounts.MoneyView pot, List<PotFunding> fundings) {}
}
