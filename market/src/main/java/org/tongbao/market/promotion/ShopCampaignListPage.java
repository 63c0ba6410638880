package org.tongbao.market.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;

/// A shop's campaigns, newest first.
///
/// @param base their address
/// @param next the cursor of the following part; null at the end
/// @param manages whether the caller publishes campaigns
public record ShopCampaignListPage(
    Frame frame, Desk desk, String base, List<Line> lines, @Nullable String next, boolean manages) {
  public ShopCampaignListPage {
    lines = List.copyOf(lines);
  }

  /// @param standing the end of the key of its text
  public record Line(CampaignView.Managed managed, String standing) {
    public CampaignView campaign() {
      return managed.campaign();
    }

    public boolean runs() {
      return standing.equals("RUNNING");
    }

    public boolean waits() {
      return standing.equals("PUBLISHING") || standing.equals("COMING");
    }
  }

  /// What something of a campaign says in the visitor's language.
  public String name(CampaignView campaign) {
    return frame.language() == Language.ZH ? campaign.nameZh() : campaign.nameEn();
  }

  public String value(CampaignView campaign) {
    return frame.money(
        campaign.value().amountMinor().longValueExact(), campaign.value().currency());
  }

  public String threshold(CampaignView campaign) {
    return frame.money(
        campaign.threshold().amountMinor().longValueExact(), campaign.threshold().currency());
  }
}
