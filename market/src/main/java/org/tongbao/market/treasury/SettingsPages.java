package org.tongbao.market.treasury;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.currency.PaymentCurrency;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Two people's limit and the sponsor's money, for the platform's staff: the same as by REST.
@Controller
final class SettingsPages {
  private static final String TEMPLATE = "platform-settings";
  private static final int FUNDINGS = 20;

  private final TwoPersonLimits limits;
  private final SponsorFunds funds;
  private final Currencies currencies;
  private final Pages pages;

  SettingsPages(TwoPersonLimits limits, SponsorFunds funds, Currencies currencies, Pages pages) {
    this.limits = limits;
    this.funds = funds;
    this.currencies = currencies;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.SETTINGS)
  @Needs(Permission.MONEY_READ)
  View show(Caller caller, Frame frame) {
    return pages.of(TEMPLATE, page(caller, frame, RefusedForm.NONE));
  }

  /// @param limit in major units; 0: one person may approve nothing
  @PostMapping(PlatformDesk.SETTINGS + "/" + SettingsPage.LIMIT)
  @Needs(Permission.GOVERNANCE_PROPOSE)
  View propose(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String currency,
      @RequestParam(defaultValue = "") String limit,
      RedirectAttributes redirect) {
    try {
      Currency money = known(currency);
      long minor = AmountText.minor("limit", limit, money);
      if (minor > TwoPersonLimitApi.LARGEST_MINOR) {
        throw Fields.malformed("limit");
      }
      TwoPersonLimit _ = limits.propose(caller.user(), Money.ofMinor(minor, money));
    } catch (DomainException refused) {
      Map<String, String> typed = Map.of("currency", currency, "limit", limit);
      return refused(caller, frame, SettingsPage.LIMIT, typed, refused);
    }
    return pages.done(redirect, "platform.settings.proposed", PlatformDesk.SETTINGS);
  }

  /// @param amount in major units
  @PostMapping(PlatformDesk.SETTINGS + "/" + SettingsPage.FUNDING)
  @Needs(Permission.PROMOTIONS_MANAGE)
  View fund(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String currency,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "") String amount,
      RedirectAttributes redirect) {
    try {
      Currency money = known(currency);
      long minor = AmountText.minor("amount", amount, money);
      if (minor <= 0 || minor > SponsorApi.LARGEST_MINOR) {
        throw Fields.malformed("amount");
      }
      SponsorFunding _ = funds.fund(caller.user(), source(source), Money.ofMinor(minor, money));
    } catch (DomainException refused) {
      Map<String, String> typed = Map.of("currency", currency, "source", source, "amount", amount);
      return refused(caller, frame, SettingsPage.FUNDING, typed, refused);
    }
    return pages.done(redirect, "platform.settings.funded", PlatformDesk.SETTINGS);
  }

  private static SponsorFunding.Source source(String name) {
    for (SponsorFunding.Source source : SponsorFunding.Source.values()) {
      if (source.name().equals(name)) {
        return source;
      }
    }
    throw Fields.malformed("source");
  }

  private Currency known(String code) {
    return currencies.requireAccepted(Fields.line("currency", code, 3)).currency();
  }

  private View refused(
      Caller caller, Frame frame, String form, Map<String, String> typed, DomainException refused) {
    RefusedForm shown = RefusedForm.of(form, refused, frame.texts(), typed);
    return pages.refused(TEMPLATE, page(caller, frame, shown));
  }

  private SettingsPage page(Caller caller, Frame frame, RefusedForm refused) {
    List<TwoPersonLimit> known = limits.all();
    List<Currency> accepted =
        currencies.accepted().stream()
            .map(PaymentCurrency::currency)
            .filter(it -> known.stream().anyMatch(limit -> limit.currency().equals(it)))
            .toList();
    return new SettingsPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.SETTINGS),
        known.stream().map(it -> limit(frame, it)).toList(),
        caller.may(Permission.GOVERNANCE_PROPOSE),
        accepted.stream().map(it -> sponsor(frame, it)).toList(),
        accepted.stream()
            .flatMap(it -> funds.list(it, PageOfList.Request.of(FUNDINGS, null)).items().stream())
            .sorted(Comparator.comparing(SponsorFunding::at).reversed())
            .limit(FUNDINGS)
            .map(it -> funding(frame, it))
            .toList(),
        caller.may(Permission.PROMOTIONS_MANAGE),
        refused);
  }

  private static SettingsPage.Limit limit(Frame frame, TwoPersonLimit it) {
    String code = it.currency().code();
    TwoPersonLimit.Proposal proposal = it.proposal();
    boolean open =
        proposal != null
            && (proposal.state() == TwoPersonLimit.State.ASKED
                || proposal.state() == TwoPersonLimit.State.WAITING);
    return new SettingsPage.Limit(
        code,
        frame.money(it.limitMinor().longValueExact(), code),
        it.since(),
        proposal == null || !open ? "" : frame.money(proposal.limitMinor(), code),
        proposal == null ? "" : proposal.state().name(),
        proposal == null ? null : proposal.readyAt());
  }

  private SettingsPage.Sponsor sponsor(Frame frame, Currency currency) {
    SponsorFunds.Funds known = funds.of(currency);
    return new SettingsPage.Sponsor(
        currency.code(),
        text(frame, known.balance()),
        text(frame, known.fees()),
        text(frame, known.own()));
  }

  private static SettingsPage.Funding funding(Frame frame, SponsorFunding it) {
    return new SettingsPage.Funding(
        it.at(),
        it.source().name(),
        text(frame, it.amount()),
        it.state().name(),
        it.refusal(),
        it.transaction());
  }

  private static String text(Frame frame, Money money) {
    return frame.money(money.amountMinor().longValueExact(), money.currency().code());
  }
}
