package org.tongbao.market.promotion;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;

/// What bearers do with their campaigns, the same for shops and for the platform (null).
@Component
class CampaignDesk {
  private final Campaigns campaigns;
  private final Claims claims;
  private final Merchants merchants;
  private final Currencies currencies;
  private final Clock clock;

  CampaignDesk(
      Campaigns campaigns, Claims claims, Merchants merchants, Currencies currencies, Clock clock) {
    this.campaigns = campaigns;
    this.claims = claims;
    this.merchants = merchants;
    this.currencies = currencies;
    this.clock = clock;
  }

  CampaignView.Managed publish(UserId by, @Nullable MerchantId bearer, CampaignFields fields) {
    CampaignDraft draft = fields.draft(bearer, currency(bearer, fields), clock.instant());
    return managed(campaigns.publish(by, draft));
  }

  /// A shop's campaigns are in its currency.
  private Currency currency(@Nullable MerchantId bearer, CampaignFields fields) {
    if (bearer == null) {
      String code = Fields.line("currency", fields.currency(), 3);
      return currencies.requireAccepted(code).currency();
    }
    String own = merchants.require(bearer).currency();
    if (fields.currency() != null && !fields.currency().equals(own)) {
      throw Fields.malformed("currency");
    }
    return Currency.of(own);
  }

  PageOfList<CampaignView.Managed> list(
      @Nullable MerchantId bearer, @Nullable Integer limit, @Nullable String cursor) {
    return campaigns.list(bearer, PageOfList.Request.of(limit, cursor)).map(this::managed);
  }

  CampaignView.Managed one(@Nullable MerchantId bearer, UUID id) {
    return managed(campaigns.require(bearer, id));
  }

  CampaignView.Managed fund(UserId by, @Nullable MerchantId bearer, UUID id, FundingFields fields) {
    Campaign campaign = campaigns.require(bearer, id);
    Currency currency = campaign.value().currency();
    campaigns.fund(by, campaign, Amounts.minor("amountMinor", fields.amountMinor, 1, currency));
    return managed(campaign);
  }

  ClaimView grant(@Nullable MerchantId bearer, UUID id, GrantFields fields) {
    Campaign campaign = campaigns.require(bearer, id);
    UUID user = Fields.required("user", fields.user);
    long units = Amounts.between("units", fields.units, 1, Amounts.LARGEST_MINOR);
    return ClaimView.of(claims.grant(new UserId(user), campaign, units));
  }

  private CampaignView.Managed managed(Campaign campaign) {
    return CampaignView.Managed.of(
        campaign, campaigns.progress(campaign.id()), campaigns.fundings(campaign.id()));
  }

  /// Money for a pot, from the bearer's account on the chain.
  record FundingFields(@Nullable Long amountMinor) {}

  /// Who gets how many units.
  record GrantFields(@Nullable UUID user, @Nullable Long units) {}
}
