package org.tongbao.market.promotion;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.Fields;

/// Codes of campaigns: made by their bearers, used by whoever has one.
@RestController
@RequestMapping("/api/v1")
final class VoucherCodeApi {
  private static final int LONGEST_CODE = 40;

  private final VoucherCodes codes;
  private final Campaigns campaigns;

  VoucherCodeApi(VoucherCodes codes, Campaigns campaigns) {
    this.codes = codes;
    this.campaigns = campaigns;
  }

  /// Makes codes of the platform's campaign. They are shown this once.
  @PostMapping("/platform/campaigns/{id}/codes")
  @Needs(Permission.PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.CREATED)
  CodeList make(Caller caller, @PathVariable UUID id, @RequestBody CodeFields fields) {
    return make(caller, campaigns.require(null, id), fields);
  }

  /// Makes codes of a shop's campaign. They are shown this once.
  @PostMapping("/merchants/{merchantId}/campaigns/{id}/codes")
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  @ResponseStatus(HttpStatus.CREATED)
  CodeList make(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable UUID id,
      @RequestBody CodeFields fields) {
    return make(caller, campaigns.require(new MerchantId(merchantId), id), fields);
  }

  private CodeList make(Caller caller, Campaign campaign, CodeFields fields) {
    int count = Amounts.between("count", fields.count(), 1, VoucherCodes.MOST_AT_ONCE);
    long units = Amounts.between("units", fields.units(), 1, campaign.perAccount());
    return new CodeList(codes.make(caller.user(), campaign, count, units));
  }

  /// Claims what a code stands for.
  @PostMapping("/me/voucher-codes")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClaimView use(Caller caller, @RequestBody UsedCode fields) {
    return ClaimView.of(codes.use(caller.user(), Fields.line("code", fields.code(), LONGEST_CODE)));
  }

  /// @param count how many codes, up to 1,000
  /// @param units of the campaign that each stands for, at most what one account may have
  record CodeFields(@Nullable Integer count, @Nullable Long units) {}

  record CodeList(List<String> codes) {}

  /// @param code in any case, with or without dashes
  record UsedCode(@Nullable String code) {}
}
