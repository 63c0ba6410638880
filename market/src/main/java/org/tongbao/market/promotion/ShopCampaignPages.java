package org.tongbao.market.promotion;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.promotion.CampaignDesk.FundingFields;
import org.tongbao.market.promotion.CampaignDesk.GrantFields;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Currency;

/// A shop's campaigns: the list, making one, its pot, and handing its vouchers out.
@Controller
final class ShopCampaignPages {
  private static final String PROMOTIONS = "/merchant/{merchantId}/promotions";
  private static final int NAME_LIMIT = 254;
  private static final int STANDARD_DAYS = 30;

  /// The fields of a form whose names differ from those of the API.
  private static final Map<String, String> FORM_FIELDS =
      Map.of("valueMinor", "value", "thresholdMinor", "threshold", "amountMinor", "amount");

  private final CampaignDesk desk;
  private final Campaigns campaigns;
  private final VoucherCodes codes;
  private final Users users;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopCampaignPages(
      CampaignDesk desk,
      Campaigns campaigns,
      VoucherCodes codes,
      Users users,
      Merchants merchants,
      ShopDesks desks,
      Pages pages,
      Clock clock) {
    this.desk = desk;
    this.campaigns = campaigns;
    this.codes = codes;
    this.users = users;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(PROMOTIONS)
  @Needs(Permission.SHOP_READ)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    PageOfList<ShopCampaignListPage.Line> found =
        desk.list(shop, null, cursor)
            .map(it -> new ShopCampaignListPage.Line(it, standing(it.campaign())));
    return pages.of(
        "shop-promotions",
        new ShopCampaignListPage(
            frame,
            desks.of(caller, shop, frame.texts(), "/promotions"),
            base(shop),
            found.items(),
            found.next(),
            caller.may(Permission.SHOP_PROMOTIONS_MANAGE, shop)));
  }

  @GetMapping(PROMOTIONS + "/new")
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  View form(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PROMOTIONS_MANAGE);
    LocalDateTime end =
        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
            .plusDays(STANDARD_DAYS)
            .truncatedTo(ChronoUnit.HOURS);
    Map<String, String> begin =
        Map.of("kind", "COUPON", "perAccount", "1", "open", "true", "endsAt", end.toString());
    return pages.of("shop-promotion-new", form(caller, frame, shop, begin, FormErrors.NONE));
  }

  @PostMapping(PROMOTIONS)
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  View publish(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PROMOTIONS_MANAGE);
    CampaignView.Managed made;
    try {
      made = desk.publish(caller.user(), shop, ShopCampaignForm.campaign(typed, currency(shop)));
    } catch (DomainException refused) {
      return pages.refused(
          "shop-promotion-new", form(caller, frame, shop, typed, errors(refused, frame)));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "promotions.published");
    return pages.seeOther(base(shop) + "/" + made.campaign().id());
  }

  @GetMapping(PROMOTIONS + "/{id}")
  @Needs(Permission.SHOP_READ)
  View one(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_READ);
    return pages.of("shop-promotion", page(caller, frame, shop, id(id), Shown.PLAIN));
  }

  /// Puts money of the shop's account into the pot.
  @PostMapping(PROMOTIONS + "/{id}/fundings")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  View fund(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_FINANCE_DECIDE);
    UUID known = id(id);
    try {
      Long minor = ShopCampaignForm.minor("amount", typed, currency(shop));
      var _ = desk.fund(caller.user(), shop, known, new FundingFields(minor));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, "funding", typed, refused);
    }
    return done(shop, known, "promotions.funded.done", redirect);
  }

  /// Hands units out to somebody by the name that signs in.
  @PostMapping(PROMOTIONS + "/{id}/grants")
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  View grant(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PROMOTIONS_MANAGE);
    UUID known = id(id);
    try {
      String name = Fields.line("buyer", typed.get("buyer"), NAME_LIMIT);
      UUID user =
          users
              .find(LoginName.parse(name))
              .map(User::id)
              .orElseThrow(() -> Fields.malformed("buyer"))
              .value();
      Long units = units(campaigns.require(shop, known), typed);
      var _ = desk.grant(shop, known, new GrantFields(user, units));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, "grant", typed, refused);
    }
    return done(shop, known, "promotions.granted", redirect);
  }

  /// Makes codes and shows them this once: the form has no key, since its answer must not be kept.
  @PostMapping(PROMOTIONS + "/{id}/codes")
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  View codes(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam Map<String, String> typed) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PROMOTIONS_MANAGE);
    UUID known = id(id);
    try {
      Campaign campaign = campaigns.require(shop, known);
      Long wanted = ShopCampaignForm.number("count", typed);
      long count = Amounts.between("count", wanted, 1, VoucherCodes.MOST_AT_ONCE);
      long units = Amounts.between("units", units(campaign, typed), 1, campaign.perAccount());
      List<String> made = codes.make(caller.user(), campaign, Math.toIntExact(count), units);
      Shown shown = new Shown(made, FormErrors.NONE, "", Map.of());
      return pages.secret("shop-promotion", page(caller, frame, shop, known, shown));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, "codes", typed, refused);
    }
  }

  /// A gift card's units are minor units of money: it is typed as an amount.
  private static @Nullable Long units(Campaign campaign, Map<String, String> typed) {
    return switch (campaign.kind()) {
      case GIFT_CARD -> ShopCampaignForm.minor("units", typed, campaign.value().currency());
      case COUPON, RECHARGE -> ShopCampaignForm.number("units", typed);
    };
  }

  private View done(MerchantId shop, UUID id, String notice, RedirectAttributes redirect) {
    redirect.addFlashAttribute(Frame.NOTICE, notice);
    return pages.seeOther(base(shop) + "/" + id);
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      UUID id,
      String form,
      Map<String, String> typed,
      DomainException refused) {
    Shown shown = new Shown(List.of(), errors(refused, frame), form, typed);
    return pages.refused("shop-promotion", page(caller, frame, shop, id, shown));
  }

  private static FormErrors errors(DomainException refused, Frame frame) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    Map<String, String> named = new HashMap<>();
    errors
        .byField()
        .forEach((field, text) -> named.put(FORM_FIELDS.getOrDefault(field, field), text));
    return new FormErrors(errors.general(), named);
  }

  private Currency currency(MerchantId shop) {
    return Currency.of(merchants.require(shop).currency());
  }

  private static String base(MerchantId shop) {
    return ShopDesks.path(shop, "/promotions");
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// How a campaign stands now.
  private String standing(CampaignView campaign) {
    Instant now = clock.instant();
    return switch (campaign.state()) {
      case PUBLISHING -> "PUBLISHING";
      case REFUSED -> "REFUSED";
      case PUBLISHED ->
          !now.isBefore(campaign.endsAt())
              ? "ENDED"
              : now.isBefore(campaign.startsAt()) ? "COMING" : "RUNNING";
    };
  }

  private ShopCampaignFormPage form(
      Caller caller, Frame frame, MerchantId shop, Map<String, String> typed, FormErrors errors) {
    Desk.Link above = Desk.Link.to(frame.texts().get("merchant.promotions"), base(shop));
    return new ShopCampaignFormPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/promotions", above),
        base(shop),
        merchants.require(shop).currency(),
        typed,
        errors);
  }

  /// @param codes just made
  /// @param failed the form that was refused
  private record Shown(
      List<String> codes, FormErrors errors, String failed, Map<String, String> typed) {
    static final Shown PLAIN = new Shown(List.of(), FormErrors.NONE, "", Map.of());
  }

  private ShopCampaignPage page(Caller caller, Frame frame, MerchantId shop, UUID id, Shown shown) {
    CampaignView.Managed managed = desk.one(shop, id);
    Desk.Link above = Desk.Link.to(frame.texts().get("merchant.promotions"), base(shop));
    return new ShopCampaignPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/promotions", above),
        base(shop) + "/" + id,
        managed,
        standing(managed.campaign()),
        caller.may(Permission.SHOP_PROMOTIONS_MANAGE, shop),
        caller.may(Permission.SHOP_FINANCE_DECIDE, shop),
        shown.codes,
        shown.errors,
        shown.failed,
        shown.typed);
  }
}
