package org.tongbao.market.currency;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Currencies for programs.
@RestController
@RequestMapping("/api/v1/currencies")
final class CurrencyApi {
  private final Currencies currencies;

  CurrencyApi(Currencies currencies) {
    this.currencies = currencies;
  }

  @GetMapping
  Listing all() {
    return new Listing(currencies.all().stream().map(CurrencyApi::item).toList());
  }

  @GetMapping("/{code}")
  Item one(@PathVariable String code) {
    return item(currencies.require(code));
  }

  private static Item item(PaymentCurrency known) {
    return new Item(known.code(), known.currency().exponent(), known.accepted(), known.standard());
  }

  record Listing(List<Item> currencies) {}

  /// `exponent`: decimal places of the smallest unit, in which all amounts of the API are counted.
  record Item(String code, int exponent, boolean accepted, boolean standard) {}
}
