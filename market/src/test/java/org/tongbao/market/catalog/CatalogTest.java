package org.tongbao.market.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.TestShops;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Offers as other features see them.
final class CatalogTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Catalog catalog = TestCatalog.of(jdbc);
  private final UUID merchant = UUID.randomUUID();

  @Test
  void offersAVariantAtItsPrice() {
    UUID variant = TestCatalog.onSale(jdbc, merchant, "茶壶", 12_900, "CNY");

    Offer offer = catalog.offer(variant, "CNY").orElseThrow();

    assertThat(offer.price()).isEqualTo(Money.ofMinor(12_900, Currency.CNY));
    assertThat(offer.title()).isEqualTo("茶壶");
    assertThat(offer.options()).isEqualTo("颜色: S-" + variant);
    assertThat(offer.merchant().value()).isEqualTo(merchant);
    assertThat(offer.onSale()).isTrue();
    assertThat(offer.version()).isEqualTo(1);
  }

  @Test
  void hasNoOfferWhereThereIsNoPriceOrNoVariant() {
    UUID variant = TestCatalog.onSale(jdbc, merchant, "茶杯", 1_900, "CNY");

    assertThat(catalog.offer(variant, "USD")).isEmpty();
    assertThat(catalog.offers(List.of(variant, UUID.randomUUID()), "CNY"))
        .containsOnlyKeys(variant);
    jdbc.sql("UPDATE variants SET removed_at = now() WHERE id = ?").param(variant).update();
    assertThat(catalog.offer(variant, "CNY")).isEmpty();
  }

  @Test
  void anotherPriceIsAnotherHashOfTheDetails() {
    UUID variant = TestCatalog.onSale(jdbc, merchant, "茶盘", 9_900, "CNY");
    Offer before = catalog.offer(variant, "CNY").orElseThrow();

    assertThat(catalog.offer(variant, "CNY").orElseThrow().detailsHash())
        .isEqualTo(before.detailsHash());
    jdbc.sql("UPDATE prices SET amount_minor = 9901 WHERE variant_id = ?").param(variant).update();
    assertThat(catalog.offer(variant, "CNY").orElseThrow().detailsHash())
        .isNotEqualTo(before.detailsHash());
  }

  @Test
  void nothingIsOnSaleByAMerchantThatMayNotSell() {
    UUID variant = TestCatalog.onSale(jdbc, merchant, "茶叶", 4_900, "CNY");
    UUID product = catalog.productOf(variant).orElseThrow();
    assertThat(catalog.onSale(product)).isPresent();

    TestShops.setState(jdbc, merchant, Merchant.State.SUSPENDED);

    assertThat(catalog.offer(variant, "CNY").orElseThrow().onSale()).isFalse();
    assertThat(catalog.onSale(product)).isEmpty();
  }
}
