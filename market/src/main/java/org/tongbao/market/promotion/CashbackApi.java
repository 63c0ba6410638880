package org.tongbao.market.promotion;

import java.util.List;
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
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.EntityTag;

/// What buyers get back of what they pay. A change holds for orders from then on.
@RestController
@RequestMapping("/api/v1/cashback-rates")
final class CashbackApi {
  private static final int WHOLE_BPS = 10_000;

  private final CashbackStore rates;

  CashbackApi(CashbackStore rates) {
    this.rates = rates;
  }

  @GetMapping
  CashbackListing all() {
    return new CashbackListing(rates.all().stream().map(CashbackView::of).toList());
  }

  @GetMapping("/{currency}")
  ResponseEntity<CashbackView> one(@PathVariable String currency) {
    return answer(require(currency));
  }

  @PutMapping("/{currency}")
  @Needs(Permission.PROMOTIONS_MANAGE)
  ResponseEntity<CashbackView> replace(
      @PathVariable String currency,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CashbackFields fields) {
    String known = require(currency).currency();
    int version = EntityTag.required(ifMatch);
    int bps = Amounts.between("bps", fields.bps(), 0, WHOLE_BPS);
    if (!rates.update(new CashbackStore.Rate(known, bps, version))) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return answer(require(currency));
  }

  private CashbackStore.Rate require(String currency) {
    return rates.find(currency).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private static ResponseEntity<CashbackView> answer(CashbackStore.Rate rate) {
    return ResponseEntity.ok().eTag(EntityTag.of(rate.version())).body(CashbackView.of(rate));
  }

  record CashbackListing(List<CashbackView> items) {}

  /// @param bps in 1/10,000 of what is paid in money; an order gives back at most the fee of it
  record CashbackFields(@Nullable Integer bps) {}

  record CashbackView(String currency, int bps, int version) {
    static CashbackView of(CashbackStore.Rate rate) {
      return new CashbackView(rate.currency(), rate.bps(), rate.version());
    }
  }
}
