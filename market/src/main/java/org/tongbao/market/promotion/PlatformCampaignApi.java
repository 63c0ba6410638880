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
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.PageOfList;

/// The platform's campaigns, which serve every shop.
@RestController
@RequestMapping("/api/v1/platform/campaigns")
final class PlatformCampaignApi {
  private final CampaignDesk desk;

  PlatformCampaignApi(CampaignDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Needs(Permission.PROMOTIONS_MANAGE)
  PageOfList<CampaignView.Managed> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return desk.list(null, limit, cursor);
  }

  @GetMapping("/{id}")
  @Needs(Permission.PROMOTIONS_MANAGE)
  CampaignView.Managed one(@PathVariable UUID id) {
    return desk.one(null, id);
  }

  @PostMapping
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  CampaignView.Managed publish(Caller caller, @RequestBody CampaignFields fields) {
    return desk.publish(caller.user(), null, fields);
  }

  @PostMapping("/{id}/fundings")
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  CampaignView.Managed fund(
      Caller caller, @PathVariable UUID id, @RequestBody CampaignDesk.FundingFields fields) {
    return desk.fund(caller.user(), null, id, fields);
  }

  /// Hands units out to a buyer.
  @PostMapping("/{id}/grants")
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClaimView grant(@PathVariable UUID id, @RequestBody CampaignDesk.GrantFields fields) {
    return desk.grant(null, id, fields);
  }
}
