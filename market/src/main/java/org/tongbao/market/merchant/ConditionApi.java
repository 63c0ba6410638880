package org.tongbao.market.merchant;

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
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Money;

/// What is asked of new shops. Everybody may read it; it does not change what was agreed.
@RestController
@RequestMapping("/api/v1/merchant-conditions")
final class ConditionApi {
  private static final int WHOLE_BPS = 10_000;

  private final ConditionStore store;

  ConditionApi(ConditionStore store) {
    this.store = store;
  }

  @GetMapping
  Listing all() {
    return new Listing(store.all().stream().map(ConditionsView::of).toList());
  }

  @GetMapping("/{currency}")
  ResponseEntity<ConditionsView> one(@PathVariable String currency) {
    return answer(require(currency));
  }

  @PutMapping("/{currency}")
  @Needs(Permission.CONDITIONS_SET)
  ResponseEntity<ConditionsView> replace(
      @PathVariable String currency,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ConditionFields fields) {
    Conditions known = require(currency);
    int version = EntityTag.required(ifMatch);
    if (!store.update(fields.conditions(known, version))) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return answer(require(currency));
  }

  private Conditions require(String currency) {
    return store.find(currency).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private static ResponseEntity<ConditionsView> answer(Conditions conditions) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(conditions.version()))
        .body(ConditionsView.of(conditions));
  }

  record Listing(List<ConditionsView> items) {}

  /// Shares in 1/10,000 of an order's total; the bond in minor units.
  record ConditionFields(
      @Nullable Integer feeBps, @Nullable Integer commissionBps, @Nullable Long bondMinor) {
    Conditions conditions(Conditions known, int version) {
      int fee = Amounts.between("feeBps", feeBps, 0, WHOLE_BPS);
      int commission = Amounts.between("commissionBps", commissionBps, 0, WHOLE_BPS - fee);
      long bond = Fields.required("bondMinor", bondMinor);
      if (bond < 0 || bond > Amounts.LARGEST_MINOR) {
        throw Fields.malformed("bondMinor");
      }
      return new Conditions(fee, commission, Money.ofMinor(bond, known.bond().currency()), version);
    }
  }

  record ConditionsView(
      String currency, int feeBps, int commissionBps, Amounts.MoneyView bond, int version) {
    static ConditionsView of(Conditions conditions) {
      return new ConditionsView(
          conditions.bond().currency().code(),
          conditions.feeBps(),
          conditions.commissionBps(),
          Amounts.MoneyView.of(conditions.bond()),
          conditions.version());
    }
  }
}
