package org.tongbao.market.affiliate;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.EntityTag;

/// What a shop pays to affiliates. Everybody may see it; a change holds for orders from then on.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/affiliate-rate")
final class AffiliateRateApi {
  private final AffiliateStore store;
  private final Merchants merchants;

  AffiliateRateApi(AffiliateStore store, Merchants merchants) {
    this.store = store;
    this.merchants = merchants;
  }

  @GetMapping
  ResponseEntity<RateView> one(@PathVariable UUID merchantId) {
    return answer(require(merchantId));
  }

  @PutMapping
  @Needs(Permission.SHOP_PROMOTIONS_MANAGE)
  ResponseEntity<RateView> replace(
      @PathVariable UUID merchantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody RateFields fields) {
    Merchant shop = require(merchantId);
    int version = EntityTag.required(ifMatch);
    int bps = Amounts.between("commissionBps", fields.commissionBps(), 0, shop.commissionBps());
    if (!store.set(shop.id(), new AffiliateRate(bps, version))) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return answer(shop);
  }

  private Merchant require(UUID id) {
    return merchants
        .find(new MerchantId(id))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private ResponseEntity<RateView> answer(Merchant shop) {
    AffiliateRate rate = store.rate(shop.id());
    return ResponseEntity.ok()
        .eTag(EntityTag.of(rate.version()))
        .body(new RateView(rate.bps(), shop.commissionBps()));
  }

  /// @param commissionBps in 1/10,000 of the price of goods, at most `mostBps` of the answer
  record RateFields(@Nullable Integer commissionBps) {}

  /// @param mostBps what the shop has agreed to
  record RateView(int commissionBps, int mostBps) {}
}
