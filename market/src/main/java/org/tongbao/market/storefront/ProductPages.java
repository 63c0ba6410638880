package org.tongbao.market.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tongbao.market.booking.Bookings;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.NamedValue;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductContent;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.catalog.Variant;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.merchant.DeliveryMethod;
import org.tongbao.market.merchant.DeliveryMethods;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.promotion.OpenCampaigns;
import org.tongbao.market.review.Opinions;
import org.tongbao.market.search.ProductSearch;
import org.tongbao.market.search.ProductSearch.Asked;
import org.tongbao.market.storefront.ProductListPage.Crumb;
import org.tongbao.market.storefront.ProductPage.Choice;
import org.tongbao.market.storefront.ProductPage.Delivery;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.money.Money;

/// The page of a product.
@Controller
final class ProductPages {
  private static final int RELATED = 5;
  private static final int REVIEWS = 3;
  private static final int VOUCHERS = 3;
  private static final int TIMES = 80;

  private final Catalog catalog;
  private final Categories categories;
  private final Inventory inventory;
  private final Merchants merchants;
  private final DeliveryMethods deliveries;
  private final OpenCampaigns campaigns;
  private final ProductSearch search;
  private final Opinions opinions;
  private final Bookings bookings;
  private final ShopperFavourites favourites;
  private final Cards cards;
  private final StructuredProduct structured;
  private final Pages pages;

  ProductPages(
      Catalog catalog,
      Categories categories,
      Inventory inventory,
      Merchants merchants,
      DeliveryMethods deliveries,
      OpenCampaigns campaigns,
      ProductSearch search,
      Opinions opinions,
      Bookings bookings,
      ShopperFavourites favourites,
      Cards cards,
      StructuredProduct structured,
      Pages pages) {
    this.catalog = catalog;
    this.categories = categories;
    this.inventory = inventory;
    this.merchants = merchants;
    this.deliveries = deliveries;
    this.campaigns = campaigns;
    this.search = search;
    this.opinions = opinions;
    this.bookings = bookings;
    this.favourites = favourites;
    this.cards = cards;
    this.structured = structured;
    this.pages = pages;
  }

  @GetMapping("/products/{id}")
  View show(
      Frame frame,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String variant) {
    Product product =
        Uuid7.parse(id)
            .flatMap(catalog::onSale)
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    Optional<UUID> wanted = variant == null ? Optional.empty() : Uuid7.parse(variant);
    boolean kept = favourites.has(request, product.id());
    return pages.of("product", page(frame, product, wanted, kept));
  }

  private ProductPage page(Frame frame, Product product, Optional<UUID> wanted, boolean kept) {
    ProductContent content = product.content();
    Merchant merchant = merchants.require(product.merchant());
    List<Choice> choices = choices(frame, product, wanted);
    Choice chosen = choices.stream().filter(Choice::chosen).findFirst().orElseThrow();
    String address =
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .path("/products/" + product.id())
            .toUriString();
    return new ProductPage(
        frame,
        product.id(),
        content.title().in(frame.language()),
        content.description().in(frame.language()).lines().filter(it -> !it.isBlank()).toList(),
        content.brand(),
        content.model(),
        content.tags(),
        content.kind() == ProductKind.SERVICE,
        pictures(product, chosen.variant()),
        choices,
        chosen,
        content.specification(),
        new ProductPage.Shop(
            merchant.id().value(),
            merchant.name(),
            merchant.settings().shipDays(),
            merchant.settings().returnDays()),
        ways(merchant),
        campaigns.of(merchant.id(), VOUCHERS),
        crumbs(frame, content.category()),
        related(frame, product),
        opinions.of(product.id(), REVIEWS),
        kept,
        content.kind() == ProductKind.SERVICE
            ? bookings.offer(product.id(), TIMES, frame.language().locale()).orElse(null)
            : null,
        structured.of(product, choices, frame, merchant.name(), address),
        address);
  }

  /// Without a wish, the first variant that can be bought.
  private List<Choice> choices(Frame frame, Product product, Optional<UUID> wanted) {
    List<UUID> ids = product.variants().stream().map(Variant::id).toList();
    Map<UUID, Integer> stocks = available(product, ids);
    UUID chosen =
        wanted
            .filter(ids::contains)
            .or(() -> ids.stream().filter(it -> stocks.getOrDefault(it, 0) > 0).findFirst())
            .orElseGet(ids::getFirst);
    List<Choice> choices = new ArrayList<>();
    for (Variant variant : product.variants()) {
      String name =
          variant.content().options().stream()
              .map(NamedValue::value)
              .collect(Collectors.joining(" · "));
      choices.add(
          new Choice(
              variant.id(),
              name.isEmpty() ? variant.content().sku() : name,
              price(variant, frame.currency()),
              stocks.getOrDefault(variant.id(), 0),
              variant.id().equals(chosen)));
    }
    return choices;
  }

  /// Pieces in stock; of what is booked, the places of a time.
  private Map<UUID, Integer> available(Product product, List<UUID> variants) {
    Integer places = bookings.capacities(List.of(product.id())).get(product.id());
    Map<UUID, Integer> available = new HashMap<>();
    inventory
        .stocks(variants)
        .forEach(
            (variant, stock) ->
                available.put(variant, places == null ? stock.available() : places));
    return available;
  }

  private static @Nullable String price(Variant variant, String currency) {
    return variant.content().prices().stream()
        .filter(it -> it.currency().code().equals(currency))
        .findFirst()
        .map(MoneyText::of)
        .orElse(null);
  }

  /// A variant's own pictures first.
  private static List<String> pictures(Product product, UUID chosen) {
    List<String> pictures = new ArrayList<>();
    product.variants().stream()
        .filter(it -> it.id().equals(chosen))
        .forEach(it -> pictures.addAll(it.content().pictures()));
    pictures.addAll(product.content().pictures());
    return pictures.stream().distinct().toList();
  }

  private List<Delivery> ways(Merchant merchant) {
    return deliveries.of(merchant.id()).stream().map(ProductPages::way).toList();
  }

  private static Delivery way(DeliveryMethod method) {
    Money freeFrom = method.freeFrom();
    return new Delivery(
        method.name(),
        MoneyText.of(method.price()),
        freeFrom == null ? null : MoneyText.of(freeFrom),
        method.kind() == DeliveryMethod.Kind.PICKUP);
  }

  private List<Crumb> crumbs(Frame frame, @Nullable UUID category) {
    List<Crumb> crumbs = new ArrayList<>();
    crumbs.add(new Crumb(frame.texts().get("list.title"), "/products"));
    if (category != null) {
      categories
          .path(category)
          .forEach(
              it ->
                  crumbs.add(
                      new Crumb(it.name().in(frame.language()), "/products?category=" + it.id())));
    }
    return crumbs;
  }

  private List<ProductCard> related(Frame frame, Product product) {
    UUID category = product.content().category();
    if (category == null) {
      return List.of();
    }
    Asked asked = Asked.everything(frame.currency()).in(category);
    return cards.of(search.find(asked, RELATED + 1, null, false).items(), frame).stream()
        .filter(it -> !it.id().equals(product.id()))
        .limit(RELATED)
        .toList();
  }
}
