package org.tongbao.market.storefront;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.search.ProductSearch.Asked;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What the address of a list of products says. What cannot be meant is left out, so that an old or
/// a mistyped address still shows something.
///
/// @param min the lowest price in whole units of the currency, as it was typed
public record ListFields(
    String q,
    String category,
    String shop,
    String kind,
    List<String> brands,
    List<String> tags,
    List<String> attributes,
    String min,
    String max,
    boolean inStock,
    String sort) {
  private static final int TEXT_LIMIT = 200;
  private static final int MOST_VALUES = 20;
  private static final List<String> SORTS = List.of("relevance", "newest", "price", "-price");

  public ListFields {
    q = plain(q);
    category = Uuid7.parse(category).isPresent() ? category : "";
    shop = Uuid7.parse(shop).isPresent() ? shop : "";
    kind = kind.equals("GOODS") || kind.equals("SERVICE") ? kind : "";
    brands = values(brands);
    tags = values(tags);
    attributes = values(attributes).stream().filter(it -> it.matches("[^:]+:.+")).toList();
    min = amount(min);
    max = amount(max);
    sort = SORTS.contains(sort) && !(sort.equals("relevance") && q.isEmpty()) ? sort : "";
  }

  private static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
    return line.length() <= TEXT_LIMIT ? line : line.substring(0, TEXT_LIMIT);
  }

  private static List<String> values(List<String> given) {
    return given.stream()
        .map(ListFields::plain)
        .filter(it -> !it.isEmpty() && it.length() <= 120)
        .distinct()
        .limit(MOST_VALUES)
        .toList();
  }

  private static String amount(String typed) {
    return typed.strip().matches("[0-9]{1,12}(\\.[0-9]{1,8})?") ? typed.strip() : "";
  }

  Asked asked(String currency) {
    return new Asked(
        q,
        category.isEmpty() ? null : category,
        shop.isEmpty() ? null : shop,
        kind.isEmpty() ? null : kind,
        brands,
        tags,
        attributes,
        currency,
        minor(min, currency, RoundingMode.CEILING),
        minor(max, currency, RoundingMode.FLOOR),
        null,
        inStock,
        sort.isEmpty() ? null : sort);
  }

  private static @Nullable Long minor(String typed, String code, RoundingMode rounding) {
    if (typed.isEmpty()) {
      return null;
    }
    Money money = Money.ofMajor(new BigDecimal(typed), Currency.of(code), rounding);
    return money.amountMinor().bitLength() < Long.SIZE
        ? (Long) money.amountMinor().longValue()
        : null;
  }

  public @Nullable UUID categoryId() {
    return Uuid7.parse(category).orElse(null);
  }

  /// Whether anything but words and a category narrows the list.
  boolean isNarrowed() {
    return !(shop + kind + min + max).isEmpty()
        || inStock
        || !brands.isEmpty()
        || !tags.isEmpty()
        || !attributes.isEmpty();
  }

  /// The address of the same list, from a cursor on.
  String address(@Nullable String cursor) {
    StringBuilder address = new StringBuilder("/products?");
    add(address, "q", q);
    add(address, "category", category);
    add(address, "shop", shop);
    add(address, "kind", kind);
    brands.forEach(it -> add(address, "brand", it));
    tags.forEach(it -> add(address, "tag", it));
    attributes.forEach(it -> add(address, "attribute", it));
    add(address, "min", min);
    add(address, "max", max);
    add(address, "inStock", inStock ? "true" : "");
    add(address, "sort", sort);
    add(address, "cursor", Objects.requireNonNullElse(cursor, ""));
    return address.substring(0, address.length() - 1);
  }

  private static void add(StringBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      address
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
          .append('&');
    }
  }
}
