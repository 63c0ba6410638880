package org.tongbao.market.promotion;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.currency.PaymentCurrency;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;
import org.tongbao.primitives.money.Currency;

/// The platform's campaigns for its staff: the same as by REST.
@Controller
final class PlatformCampaignPages {
  private final CampaignDesk desk;
  private final Currencies currencies;
  private final Users users;
  private final Pages pages;

  PlatformCampaignPages(CampaignDesk desk, Currencies currencies, Users users, Pages pages) {
    this.desk = desk;
    this.currencies = currencies;
    this.users = users;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.PROMOTIONS)
  @Needs(Permission.PROMOTIONS_MANAGE)
  View list(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String cursor) {
    return pages.of("platform-promotions", list(caller, frame, cursor, RefusedForm.NONE));
  }

  @PostMapping(PlatformDesk.PROMOTIONS)
  @Needs(Permission.PROMOTIONS_MANAGE)
  View publish(
      Caller caller,
      Frame frame,
      @RequestParam Map<String, String> form,
      RedirectAttributes redirect) {
    UUID published;
    try {
      String code = Fields.line("currency", form.get("currency"), 3);
      Currency money = currencies.requireAccepted(code).currency();
      published = desk.publish(caller.user(), null, CampaignForm.of(form, money)).campaign().id();
    } catch (DomainException refused) {
      RefusedForm shown =
          RefusedForm.of(PlatformCampaignPage.PUBLICATION, refused, frame.texts(), form);
      return pages.refused("platform-promotions", list(caller, frame, null, shown));
    }
    return pages.done(
        redirect, "platform.promotions.published", PlatformDesk.PROMOTIONS + "/" + published);
  }

  @GetMapping(PlatformDesk.PROMOTIONS + "/{id}")
  @Needs(Permission.PROMOTIONS_MANAGE)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    return pages.of("platform-promotion", one(caller, frame, PageFields.id(id), RefusedForm.NONE));
  }

  /// @param amount for the pot, in major units
  @PostMapping(PlatformDesk.PROMOTIONS + "/{id}/" + PlatformCampaignPage.FUNDING)
  @Needs(Permission.PROMOTIONS_MANAGE)
  View fund(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String amount,
      RedirectAttributes redirect) {
    CampaignView.Managed known = desk.one(null, PageFields.id(id));
    try {
      Currency money = Currency.of(known.campaign().value().currency());
      long minor = AmountText.minor("amountMinor", amount, money);
      CampaignView.Managed _ =
          desk.fund(
              caller.user(), null, known.campaign().id(), new CampaignDesk.FundingFields(minor));
    } catch (DomainException refused) {
      Map<String, String> typed = Map.of("amount", amount);
      return refused(caller, frame, known, PlatformCampaignPage.FUNDING, typed, refused);
    }
    return done(redirect, "platform.promotions.funded", known);
  }

  /// @param user a login name
  @PostMapping(PlatformDesk.PROMOTIONS + "/{id}/" + PlatformCampaignPage.GRANT)
  @Needs(Permission.PROMOTIONS_MANAGE)
  View grant(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String user,
      @RequestParam(defaultValue = "") String units,
      RedirectAttributes redirect) {
    CampaignView.Managed known = desk.one(null, PageFields.id(id));
    try {
      LoginName name = LoginName.parse(Fields.line("user", user, 254));
      UUID to = users.find(name).orElseThrow(() -> Fields.malformed("user")).id().value();
      Long count = CampaignForm.number("units", units.strip());
      ClaimView _ =
          desk.grant(null, known.campaign().id(), new CampaignDesk.GrantFields(to, count));
    } catch (DomainException refused) {
      Map<String, String> typed = Map.of("user", user, "units", units);
      return refused(caller, frame, known, PlatformCampaignPage.GRANT, typed, refused);
    }
    return done(redirect, "platform.promotions.granted", known);
  }

  private View done(RedirectAttributes redirect, String notice, CampaignView.Managed known) {
    return pages.done(redirect, notice, PlatformDesk.PROMOTIONS + "/" + known.campaign().id());
  }

  private View refused(
      Caller caller,
      Frame frame,
      CampaignView.Managed known,
      String which,
      Map<String, String> typed,
      DomainException refused) {
    RefusedForm form = RefusedForm.of(which, refused, frame.texts(), typed);
    return pages.refused("platform-promotion", one(caller, frame, known.campaign().id(), form));
  }

  private PlatformCampaignPage list(
      Caller caller, Frame frame, @Nullable String cursor, RefusedForm refused) {
    PageOfList<CampaignView.Managed> found = desk.list(null, null, cursor);
    return new PlatformCampaignPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.PROMOTIONS),
        found.items(),
        found.next(),
        null,
        List.of(),
        currencies.accepted().stream().map(PaymentCurrency::code).toList(),
        refused);
  }

  private PlatformCampaignPage one(Caller caller, Frame frame, UUID id, RefusedForm refused) {
    CampaignView.Managed known = desk.one(null, id);
    String currency = known.campaign().value().currency();
    return new PlatformCampaignPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.PROMOTIONS),
        List.of(),
        null,
        known,
        known.fundings().stream()
            .map(
                it ->
                    new PlatformCampaignPage.Funding(
                        frame.money(it.amountMinor(), currency),
                        it.state(),
                        it.refusal(),
                        frame.time(it.at())))
            .toList(),
        List.of(),
        refused);
  }
}
