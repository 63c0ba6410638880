package org.tongbao.market.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Listings;
import org.tongbao.market.catalog.NamedValue;
import org.tongbao.market.catalog.ProductContent;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.catalog.SpecificationGroup;
import org.tongbao.market.catalog.VariantContent;
import org.tongbao.market.catalog.Wording;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Warehouse;
import org.tongbao.market.media.MediaLibrary;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.DeliveryMethods;
import org.tongbao.market.merchant.Onboarding;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Opens the demonstration's shops and puts their products on sale. Each method is one piece of
/// work that a transaction around it makes whole.
@Component
class DemoShops {
  private static final String CURRENCY = "CNY";
  private static final long FEN_IN_A_YUAN = 100;

  /// What a dollar price is made with; a shop would choose its own.
  private static final long YUAN_IN_A_DOLLAR = 7;

  private final Onboarding onboarding;
  private final DeliveryMethods methods;
  private final Categories categories;
  private final Listings listings;
  private final MediaLibrary media;
  private final Warehouse warehouse;

  DemoShops(
      Onboarding onboarding,
      DeliveryMethods methods,
      Categories categories,
      Listings listings,
      MediaLibrary media,
      Warehouse warehouse) {
    this.onboarding = onboarding;
    this.methods = methods;
    this.categories = categories;
    this.listings = listings;
    this.media = media;
    this.warehouse = warehouse;
  }

  UUID apply(DemoFiles.Shop shop, UserId owner) {
    MerchantId id =
        onboarding.apply(
            owner,
            new Onboarding.Papers(
                shop.name(),
                shop.nameEn() + " Ltd.",
                "DEMO-" + shop.key(),
                "CN",
                "演示路 1 号, 深圳市",
                shop.nameZh(),
                shop.key() + "@demo.invalid",
                "+8613800138000",
                new Onboarding.Licence("licence.pdf", "0".repeat(64), 1)),
            CURRENCY);
    return id.value();
  }

  void approve(UserId reviewer, MerchantId shop) {
    onboarding.approve(reviewer, shop);
  }

  /// What a shop says of itself, and how it delivers.
  UUID furnish(DemoFiles.Shop shop, MerchantId id) {
    onboarding.describe(id, shop.descriptionZh(), shop.descriptionEn(), shop.returnDays());
    Currency yuan = Currency.of(CURRENCY);
    Money nothing = Money.zero(yuan);
    DeliveryMethod standard =
        method(
            id,
            shop.service() ? DeliveryMethod.Kind.MERCHANT : DeliveryMethod.Kind.CARRIER,
            shop.service() ? "上门服务 At your place" : "顺丰速运 SF Express",
            shop.service() ? nothing : Money.ofMinor(1_200, yuan),
            shop.service() ? null : Money.ofMinor(19_900, yuan),
            null);
    UUID added = methods.add(standard).id();
    if (!shop.service()) {
      var _ =
          methods.add(
              method(
                  id,
                  DeliveryMethod.Kind.PICKUP,
                  "门店自提 Collect in the shop",
                  nothing,
                  null,
                  new DeliveryMethod.PickupPlace(
                      shop.nameZh(),
                      "CN",
                      "广东省",
                      "深圳市",
                      "演示路 1 号",
                      "518057",
                      "+8613800138000",
                      "09:00–20:00")));
    }
    return added;
  }

  private DeliveryMethod method(
      MerchantId shop,
      DeliveryMethod.Kind kind,
      String name,
      Money price,
      @Nullable Money freeFrom,
      DeliveryMethod.@Nullable PickupPlace place) {
    return new DeliveryMethod(
        methods.newId(),
        shop,
        kind,
        name,
        kind == DeliveryMethod.Kind.CARRIER ? "顺丰速运" : "",
        price,
        freeFrom,
        new DeliveryMethod.Weights(0, 0, Money.zero(price.currency())),
        Set.of(),
        place,
        true,
        1);
  }

  /// The category of the first level in which a shop's products stand; made where it is missing.
  UUID category(DemoFiles.Shop shop, int position) {
    return categories.tree().stream()
        .filter(it -> it.parent() == null && it.name().zh().equals(shop.categoryZh()))
        .findFirst()
        .orElseGet(
            () -> categories.add(null, new Wording(shop.categoryZh(), shop.categoryEn()), position))
        .id();
  }

  /// Puts a product on sale and its stock into the warehouse.
  ///
  /// @param places the categories by the shops' keys
  UUID product(
      DemoFiles.Shop shop,
      DemoFiles.Product product,
      MerchantId merchant,
      UserId owner,
      Map<String, UUID> places) {
    String picture = media.keep(merchant, "image/webp", DemoFiles.picture(product.picture()));
    ProductContent content =
        new ProductContent(
            shop.service() ? ProductKind.SERVICE : ProductKind.GOODS,
            places.get(shop.key()),
            new Wording(product.titleZh(), product.titleEn()),
            new Wording(
                product.titleZh() + "。" + shop.descriptionZh() + "\n" + ZH_TAIL,
                product.titleEn() + ". " + shop.descriptionEn() + "\n" + EN_TAIL),
            shop.nameEn(),
            product.picture().toUpperCase(Locale.ROOT),
            List.of(shop.tagZh(), shop.tagEn()),
            List.of(),
            List.of(new SpecificationGroup("规格参数 Specification", specification(product))),
            List.of(picture));
    Listings.Published published = listings.add(merchant, content, variants(product), owner);
    int left = product.stock();
    for (UUID variant : published.variants()) {
      if (left > 0) {
        var _ = warehouse.receive(variant, left, owner);
      }
      left = left * 2 / 3;
    }
    return published.product();
  }

  private static final String ZH_TAIL = "这是一件演示商品：价格、库存和订单都按真实流程运行，但不会真的寄出。";
  private static final String EN_TAIL =
      "This is a product for demonstration: price, stock and orders work as they really do, but"
          + " nothing is sent.";

  private static List<NamedValue> specification(DemoFiles.Product product) {
    List<NamedValue> entries = new ArrayList<>();
    for (String entry : product.specification().split(";")) {
      String[] parts = entry.split("=", 2);
      entries.add(new NamedValue(parts[0], parts[1]));
    }
    return entries;
  }

  private static List<VariantContent> variants(DemoFiles.Product product) {
    if (product.options().isEmpty()) {
      return List.of(variant(product, product.picture(), List.of(), 0));
    }
    String[] option = product.options().split("=", 2);
    List<VariantContent> variants = new ArrayList<>();
    for (String value : option[1].split(",")) {
      int index = variants.size();
      // A larger memory costs more; a size does not.
      long more = value.contains("GB") ? index * product.priceYuan() / 4 : 0;
      variants.add(
          variant(
              product,
              product.picture() + "-" + (index + 1),
              List.of(new NamedValue(option[0], value)),
              more));
    }
    return variants;
  }

  private static VariantContent variant(
      DemoFiles.Product product, String sku, List<NamedValue> options, long moreYuan) {
    long yuan = product.priceYuan() + moreYuan;
    return new VariantContent(
        sku,
        options,
        500,
        List.of(),
        List.of(
            Money.ofMinor(yuan * FEN_IN_A_YUAN, Currency.of(CURRENCY)),
            Money.ofMinor(
                Math.max(1, Math.ceilDiv(yuan, YUAN_IN_A_DOLLAR)) * 100 - 1, Currency.of("USD"))));
  }
}
