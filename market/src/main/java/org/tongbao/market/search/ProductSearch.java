package org.tongbao.market.search;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.tongbao.market.catalog.AvailabilityChanged;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.ProductChanged;
import org.tongbao.market.catalog.ProductKind;
import org.tongbao.market.catalog.RatingChanged;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.merchant.MerchantChanged;
import org.tongbao.market.search.SearchRequest.Sorting;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// Finds products on sale, for programs and for pages. What many ask for alike is looked up once a
/// second; a change in this process is seen at once. Thread-safe.
@Component
public class ProductSearch {
  private static final int TEXT_LIMIT = 200;
  private static final int VALUE_LIMIT = 120;
  private static final int MOST_VALUES = 20;
  private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
  private static final int MOST_KNOWN = 1_000;

  private final Search search;
  private final SearchStore store;
  private final FacetViews facetViews;
  private final Catalog catalog;
  private final Categories categories;
  private final Currencies currencies;
  private final Briefly<Lookup, FoundView> known;

  ProductSearch(
      Search search,
      SearchStore store,
      FacetViews facetViews,
      Catalog catalog,
      Categories categories,
      Currencies currencies,
      Clock clock) {
    this.search = search;
    this.store = store;
    this.facetViews = facetViews;
    this.catalog = catalog;
    this.categories = categories;
    this.currencies = currencies;
    this.known = new Briefly<>(KNOWN_FOR, MOST_KNOWN, clock);
  }

  /// @param index how often the index had changed
  private record Lookup(
      SearchRequest request, int limit, @Nullable String cursor, boolean facets, long index) {}

  @TransactionalEventListener({
    ProductChanged.class,
    AvailabilityChanged.class,
    RatingChanged.class,
    MerchantChanged.class
  })
  void changed() {
    known.forget();
  }

  /// What somebody looks for, as an address spells it; null or empty is everything. Prices are in
  /// minor units of `currency`.
  public record Asked(
      @Nullable String text,
      @Nullable String category,
      @Nullable String merchant,
      @Nullable String kind,
      @Nullable List<String> brands,
      @Nullable List<String> tags,
      @Nullable List<String> attributes,
      @Nullable String currency,
      @Nullable Long minPrice,
      @Nullable Long maxPrice,
      @Nullable Integer minRating,
      boolean inStock,
      @Nullable String sort) {
    /// Everything, in prices of a currency, newest first.
    public static Asked everything(String currency) {
      return new Asked(
          null, null, null, null, null, null, null, currency, null, null, null, false, null);
    }

    /// What one shop sells.
    public Asked at(UUID shop) {
      return new Asked(
          text,
          category,
          shop.toString(),
          kind,
          brands,
          tags,
          attributes,
          currency,
          minPrice,
          maxPrice,
          minRating,
          inStock,
          sort);
    }

    /// What a category and those below it hold.
    public Asked in(UUID chosen) {
      return new Asked(
          text,
          chosen.toString(),
          merchant,
          kind,
          brands,
          tags,
          attributes,
          currency,
          minPrice,
          maxPrice,
          minRating,
          inStock,
          sort);
    }
  }

  /// A part of what was found; `next` is the cursor of the following part. Facets count what was
  /// found in all parts.
  public record FoundView(
      int total,
      List<ItemView> items,
      @Nullable String next,
      FacetViews.@Nullable FacetsView facets) {
    public FoundView {
      items = List.copyOf(items);
    }
  }

  /// Refuses values that cannot be meant, each with the name of its field.
  public FoundView find(
      Asked wanted, @Nullable Integer limit, @Nullable String cursor, boolean facets) {
    String text = Fields.optionalLine("q", wanted.text, TEXT_LIMIT);
    SearchRequest request =
        new SearchRequest(
            text,
            wanted.category == null ? null : subtree(wanted.category),
            wanted.merchant == null ? null : id("merchant", wanted.merchant),
            wanted.kind == null ? null : kind(wanted.kind),
            values("brand", wanted.brands),
            values("tag", wanted.tags),
            attributes(wanted.attributes),
            wanted.currency == null
                ? currencies.standard().code()
                : currencies.requireAccepted(wanted.currency).code(),
            price("minPrice", wanted.minPrice),
            price("maxPrice", wanted.maxPrice),
            rating(wanted.minRating),
            wanted.inStock,
            sorting(wanted.sort, text));
    int shown = PageOfList.Request.of(limit, null).limit();
    Lookup asked = new Lookup(request, shown, cursor, facets, search.changes());
    return known.get(asked, () -> find(asked));
  }

  private FoundView find(Lookup asked) {
    Search.Found found = search.find(asked.request, asked.limit, asked.cursor, asked.facets);
    return new FoundView(
        found.total(),
        items(found.ids(), asked.request.currency()),
        found.next(),
        asked.facets ? facetViews.of(found.counts()) : null);
  }

  /// Titles that go on from what somebody has begun to type.
  ///
  /// @param lang null to tell the language by the characters
  public List<String> suggest(String typed, @Nullable String lang) {
    String text = Fields.line("q", typed, TEXT_LIMIT);
    return search.suggest(text, lang == null ? languageOf(text) : language(lang));
  }

  private static Language languageOf(String text) {
    return text.codePoints()
            .anyMatch(it -> Character.UnicodeScript.of(it) == Character.UnicodeScript.HAN)
        ? Language.ZH
        : Language.EN;
  }

  private static Language language(String code) {
    return Language.find(code).orElseThrow(() -> Fields.malformed("lang"));
  }

  /// Read from the database, so that what is shown is on sale now, at its price of now. What went
  /// off sale a moment ago is left out.
  private List<ItemView> items(List<UUID> ids, String currency) {
    Map<UUID, Product> onSale = new HashMap<>();
    catalog.onSale(ids).forEach(it -> onSale.put(it.id(), it));
    Set<UUID> available = store.available(onSale.keySet());
    Map<UUID, ProductRating> ratings = store.ratings(onSale.keySet());
    return ids.stream()
        .map(onSale::get)
        .filter(Objects::nonNull)
        .map(
            it ->
                ItemView.of(
                    it,
                    currency,
                    available.contains(it.id()),
                    ratings.getOrDefault(it.id(), ProductRating.NONE)))
        .toList();
  }

  private Set<UUID> subtree(String category) {
    Set<UUID> subtree = categories.subtree(id("category", category));
    if (subtree.isEmpty()) {
      throw Fields.malformed("category");
    }
    return subtree;
  }

  private static UUID id(String field, String id) {
    return Uuid7.parse(id).orElseThrow(() -> Fields.malformed(field));
  }

  private static ProductKind kind(String kind) {
    return switch (kind) {
      case "GOODS" -> ProductKind.GOODS;
      case "SERVICE" -> ProductKind.SERVICE;
      default -> throw Fields.malformed("kind");
    };
  }

  private static Set<String> values(String field, @Nullable List<String> given) {
    if (given == null) {
      return Set.of();
    }
    if (given.size() > MOST_VALUES) {
      throw Fields.malformed(field);
    }
    Set<String> values = new LinkedHashSet<>();
    given.forEach(it -> values.add(Fields.line(field, it, VALUE_LIMIT)));
    return values;
  }

  private static Map<String, Set<String>> attributes(@Nullable List<String> given) {
    Map<String, Set<String>> attributes = new LinkedHashMap<>();
    for (String each : values("attribute", given)) {
      int colon = each.indexOf(':');
      if (colon < 1 || colon == each.length() - 1) {
        throw Fields.malformed("attribute");
      }
      attributes
          .computeIfAbsent(each.substring(0, colon), name -> new LinkedHashSet<>())
          .add(each.substring(colon + 1));
    }
    return attributes;
  }

  private static @Nullable Long price(String field, @Nullable Long price) {
    if (price != null && price < 0) {
      throw Fields.malformed(field);
    }
    return price;
  }

  private static @Nullable Integer rating(@Nullable Integer stars) {
    if (stars != null && (stars < 1 || stars > 5)) {
      throw Fields.malformed("minRating");
    }
    return stars;
  }

  private static Sorting sorting(@Nullable String sort, String text) {
    if (sort == null) {
      return text.isEmpty() ? Sorting.NEWEST : Sorting.RELEVANCE;
    }
    return Sorting.named(sort).orElseThrow(() -> Fields.malformed("sort"));
  }
}
