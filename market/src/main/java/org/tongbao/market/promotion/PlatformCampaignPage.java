package org.tongbao.market.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Links;
import org.tongbao.market.web.RefusedForm;

/// The platform's campaigns: the list and the form for another one, or one of them.
///
/// @param one null on the list
/// @param currencies that a campaign can be in
public record PlatformCampaignPage(
    Frame frame,
    Desk desk,
    List<CampaignView.Managed> campaigns,
    @Nullable String next,
    CampaignView.@Nullable Managed one,
    List<Funding> fundings,
    List<String> currencies,
    RefusedForm refused) {
  /// The forms, by the words that [RefusedForm] knows them by.
  public static final String PUBLICATION = "publication";

  public static final String FUNDING = "fundings";
  public static final String GRANT = "grants";

  public PlatformCampaignPage {
    campaigns = List.copyOf(campaigns);
    fundings = List.copyOf(fundings);
    currencies = List.copyOf(currencies);
  }

  /// Money for the pot.
  ///
  /// @param state PENDING, DONE or REFUSED
  public record Funding(String amount, String state, @Nullable String refusal, String at) {}

  public List<VoucherKind> kinds() {
    return List.of(VoucherKind.values());
  }

  public String name(CampaignView campaign) {
    return frame.language() == Language.ZH ? campaign.nameZh() : campaign.nameEn();
  }

  public String money(long minor, CampaignView campaign) {
    return frame.money(minor, campaign.value().currency());
  }

  public String value(CampaignView campaign) {
    return money(campaign.value().amountMinor().longValueExact(), campaign);
  }

  public String threshold(CampaignView campaign) {
    return money(campaign.threshold().amountMinor().longValueExact(), campaign);
  }

  public @Nullable String nextAddress() {
    return next == null ? null : Links.to(PlatformDesk.PROMOTIONS, "cursor", next);
  }
}
