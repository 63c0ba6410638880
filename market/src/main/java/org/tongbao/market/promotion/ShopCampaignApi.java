package org.tongbao.market.promotion;

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
import org.tongbao.market.web.PageOfList;

/// A shop's campaigns. They cost the shop money, so its owner decides.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/campaigns")
final class ShopCampaignApi {
  private final CampaignDesk desk;

  ShopCampaignApi(CampaignDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Needs(Permission.SHOP_READ)
  PageOfList<CampaignView.Managed> list(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return desk.list(new MerchantId(merchantId), limit, cursor);
  }

  @GetMapping("/{id}")
  @Needs(Permission.SHOP_READ)
  CampaignView.Managed one(@PathVariable UUID merchantId, @PathVariable UUID id) {
    return desk.one(new MerchantId(merchantId), id);
  }

  @PostMapping
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  CampaignView.Managed publish(
      Caller caller, @PathVariable UUID merchantId, @RequestBody CampaignFields fields) {
    return desk.publish(caller.user(), new MerchantId(merchantId), fields);
  }

  @PostMapping("/{id}/fundings")
  @Needs(Permission.SHOP_FINANCE_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  CampaignView.Managed fund(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable UUID id,
      @RequestBody CampaignDesk.FundingFields fields) {
    return desk.fund(caller.user(), new MerchantId(merchantId), id, fields);
  }

  /// Hands units out to a buyer.
  @PostMapping("/{id}/grants")
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClaimView grant(
      @PathVariable UUID merchantId,
      @PathVariable UUID id,
      @RequestBody CampaignDesk.GrantFields fields) {
    return desk.grant(new MerchantId(merchantId), id, fields);
  }
}
