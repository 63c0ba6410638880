package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Amounts;

/// A campaign as everybody sees it. `merchant` bears it and is the only one it serves; null for the
/// platform, whose campaigns serve every shop. `chainId` is its id in the contract `Vouchers`.
public record CampaignView(
    UUID id,
    @Nullable UUID merchant,
    VoucherKind kind,
    String nameZh,
    String nameEn,
    String textZh,
    String textEn,
    Amounts.MoneyView value,
    Amounts.MoneyView threshold,
    boolean funded,
    boolean open,
    long cap,
    long perAccount,
    Instant startsAt,
    Instant endsAt,
    Campaign.State state,
    String chainId) {

  static CampaignView of(Campaign campaign) {
    MerchantId merchant = campaign.merchant();
    Campaign.Notice notice = campaign.notice();
    return new CampaignView(
        campaign.id(),
        merchant == null ? null : merchant.value(),
        campaign.kind(),
        notice.nameZh(),
        notice.nameEn(),
        notice.textZh(),
        notice.textEn(),
        Amounts.MoneyView.of(campaign.value()),
        Amounts.MoneyView.of(campaign.threshold()),
        campaign.funded(),
        campaign.open(),
        campaign.cap(),
        campaign.perAccount(),
        campaign.startsAt(),
        campaign.endsAt(),
        campaign.state(),
        campaign.chainId().toHash().toHex());
  }

  /// A campaign as its bearer sees it. `claimed` counts what was asked for, `issued` what the chain
  /// handed out.
  public record Managed(
      CampaignView campaign,
      long claimed,
      long issued,
      long potMinor,
      long spentMinor,
      @Nullable String refusal,
      List<PotFunding> fundings) {
    static Managed of(Campaign campaign, Campaigns.Progress progress, List<PotFunding> fundings) {
      return new Managed(
          CampaignView.of(campaign),
          progress.claimed(),
          progress.issued(),
          progress.potMinor(),
          progress.spentMinor(),
          progress.refusal(),
          fundings);
    }
  }
}
