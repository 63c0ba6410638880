package org.tongbao.market.promotion;

import java.util.List;
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
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.PageOfList;

/// What buyers do with campaigns.
@RestController
@RequestMapping("/api/v1")
final class VoucherApi {
  private final Campaigns campaigns;
  private final Claims claims;
  private final Vouchers vouchers;
  private final VoucherRecharges recharges;

  VoucherApi(Campaigns campaigns, Claims claims, Vouchers vouchers, VoucherRecharges recharges) {
    this.campaigns = campaigns;
    this.claims = claims;
    this.vouchers = vouchers;
    this.recharges = recharges;
  }

  /// Those that can be claimed now; with `merchant`, of this shop and the platform.
  @GetMapping("/campaigns")
  PageOfList<CampaignView> open(
      @RequestParam(required = false) @Nullable UUID merchant,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return campaigns
        .open(
            merchant == null ? null : new MerchantId(merchant),
            PageOfList.Request.of(limit, cursor))
        .map(CampaignView::of);
  }

  @GetMapping("/campaigns/{id}")
  CampaignView one(@PathVariable UUID id) {
    return CampaignView.of(campaigns.require(id));
  }

  /// Claims units, one when nothing else is said.
  @PostMapping("/campaigns/{id}/claims")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClaimView claim(Caller caller, @PathVariable UUID id, @RequestBody UnitFields fields) {
    return ClaimView.of(claims.claim(caller.user(), campaigns.require(id), fields.checked()));
  }

  /// Turns recharge coupons into money in the caller's account; a wallet of the caller's own has to
  /// sign that first.
  @PostMapping("/campaigns/{id}/recharges")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  VoucherHistoryApi.VoucherRechargeView recharge(
      Caller caller, @PathVariable UUID id, @RequestBody UnitFields fields) {
    Campaign campaign = campaigns.require(id);
    VoucherRecharge asked = recharges.recharge(caller.user(), campaign, fields.checked());
    return VoucherHistoryApi.VoucherRechargeView.of(asked, recharges.toSign(asked));
  }

  /// What the caller's orders could use now, and recharge coupons.
  @GetMapping("/me/vouchers")
  @Needs(Permission.OWN_ACCOUNT)
  HeldList held(Caller caller) {
    return new HeldList(vouchers.held(caller.user()).stream().map(HeldView::of).toList());
  }

  @GetMapping("/me/voucher-claims")
  @Needs(Permission.OWN_ACCOUNT)
  ClaimList claimed(Caller caller) {
    return new ClaimList(claims.of(caller.user()).stream().map(ClaimView::of).toList());
  }

  record UnitFields(@Nullable Long units) {
    long checked() {
      return units == null ? 1 : Amounts.between("units", units, 1, Amounts.LARGEST_MINOR);
    }
  }

  /// `units` that nothing has taken yet; a gift card's are minor units of money.
  record HeldView(CampaignView campaign, long units) {
    static HeldView of(VoucherHeld held) {
      return new HeldView(CampaignView.of(held.campaign()), held.units());
    }
  }

  record HeldList(List<HeldView> items) {}

  record ClaimList(List<ClaimView> items) {}
}
