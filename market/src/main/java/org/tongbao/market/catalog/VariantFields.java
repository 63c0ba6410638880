package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.ProductFields.ValueFields;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Money;

/// A variant as programs and files send it, unchecked.
///
/// @param id of the variant that is changed; none for a new one
record VariantFields(
    @Nullable String id,
    @Nullable String sku,
    @Nullable List<@Nullable ValueFields> options,
    @Nullable Integer weightGrams,
    @Nullable List<@Nullable String> pictures,
    @Nullable List<@Nullable PriceFields> prices) {
  static final int MOST_OPTIONS = 5;
  static final int MOST_PICTURES = 10;
  static final int MOST_PRICES = 20;
  static final int HEAVIEST_GRAMS = 1_000_000;
  static final long LARGEST_PRICE_MINOR = 1_000_000_000_000L;
  private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  /// What is wanted: a new variant, or a change of one that is there.
  record Wanted(@Nullable UUID id, VariantContent content) {}

  Wanted wanted(Currencies currencies) {
    return new Wanted(
        id == null ? null : Uuid7.parse(id).orElseThrow(() -> Fields.malformed("variants.id")),
        content(currencies));
  }

  VariantContent content(Currencies currencies) {
    String number = Fields.line("sku", sku, 64);
    if (!SKU.matcher(number).matches()) {
      throw Fields.malformed("sku");
    }
    int weight = weightGrams == null ? 0 : weightGrams;
    if (weight < 0 || weight > HEAVIEST_GRAMS) {
      throw Fields.malformed("weightGrams");
    }
    List<NamedValue> chosen =
        ProductFields.values("options", options, MOST_OPTIONS, ProductFields.NAME_LIMIT);
    ProductFields.unique("options", chosen.stream().map(NamedValue::name).toList());
    return new VariantContent(
        number,
        chosen,
        weight,
        ProductFields.pictures("variants.pictures", pictures, MOST_PICTURES),
        prices(currencies));
  }

  private List<Money> prices(Currencies currencies) {
    List<Money> checked =
        ProductFields.list("prices", prices, MOST_PRICES, price -> price.money(currencies)).stream()
            .sorted(Comparator.comparing(it -> it.currency().code()))
            .toList();
    ProductFields.unique("prices", checked.stream().map(Money::currency).toList());
    return checked;
  }

  /// All variants of one product: different numbers, the same names of options, different values.
  static List<Wanted> all(@Nullable List<@Nullable VariantFields> fields, Currencies currencies) {
    List<Wanted> wanted =
        ProductFields.list(
            "variants", fields, ProductFields.MOST_VARIANTS, it -> it.wanted(currencies));
    checkTogether(wanted.stream().map(Wanted::content).toList());
    List<UUID> ids = new ArrayList<>();
    for (Wanted each : wanted) {
      if (each.id != null) {
        ids.add(each.id);
      }
    }
    ProductFields.unique("variants.id", ids);
    return wanted;
  }

  static void checkTogether(List<VariantContent> variants) {
    ProductFields.unique("sku", variants.stream().map(VariantContent::sku).toList());
    Set<List<String>> names = new HashSet<>();
    Set<List<NamedValue>> options = new HashSet<>();
    for (VariantContent variant : variants) {
      names.add(variant.options().stream().map(NamedValue::name).toList());
      options.add(variant.options());
    }
    if (names.size() > 1 || options.size() < variants.size()) {
      throw new DomainException(CatalogError.OPTIONS_UNEQUAL);
    }
  }

  /// `amountMinor` of `currency`, in its smallest unit.
  record PriceFields(@Nullable Long amountMinor, @Nullable String currency) {
    Money money(Currencies currencies) {
      long amount = Fields.required("prices.amountMinor", amountMinor);
      if (amount < 1 || amount > LARGEST_PRICE_MINOR) {
        throw Fields.malformed("prices.amountMinor");
      }
      String code = Fields.line("prices.currency", currency, 3);
      return Money.ofMinor(
          amount,
          currencies
              .find(code)
              .filter(known -> known.accepted())
              .orElseThrow(() -> Fields.malformed("prices.currency"))
              .currency());
    }
  }
}
