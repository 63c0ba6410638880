package org.tongbao.market.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// What anybody can take a voucher of, as pages show it.
@Component
public class OpenCampaigns {
  private final Campaigns campaigns;

  OpenCampaigns(Campaigns campaigns) {
    this.campaigns = campaigns;
  }

  /// The newest that serve a shop.
  ///
  /// @param shop null for those of all shops
  public List<CampaignView> of(@Nullable MerchantId shop, int limit) {
    return campaigns.open(shop, PageOfList.Request.of(limit, null)).map(CampaignView::of).items();
  }
}
