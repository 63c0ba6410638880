package org.tongbao.market.storefront;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.catalog.Categories;
import org.tongbao.market.catalog.Category;
import org.tongbao.market.search.FacetViews.FacetsView;
import org.tongbao.market.search.FacetViews.ValueCount;
import org.tongbao.market.search.ProductSearch;
import org.tongbao.market.search.ProductSearch.FoundView;
import org.tongbao.market.storefront.ProductListPage.Crumb;
import org.tongbao.market.storefront.ProductListPage.Facet;
import org.tongbao.market.storefront.ProductListPage.Option;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// Lists of products: everything, a category, a search.
@Controller
final class ProductListPages {
  private static final int SHOWN = 24;

  private final ProductSearch search;
  private final Categories categories;
  private final Cards cards;
  private final Pages pages;

  ProductListPages(ProductSearch search, Categories categories, Cards cards, Pages pages) {
    this.search = search;
    this.categories = categories;
    this.cards = cards;
    this.pages = pages;
  }

  @GetMapping("/products")
  View list(
      Frame frame,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String category,
      @RequestParam(defaultValue = "") String shop,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") List<String> brand,
      @RequestParam(defaultValue = "") List<String> tag,
      @RequestParam(defaultValue = "") List<String> attribute,
      @RequestParam(defaultValue = "") String min,
      @RequestParam(defaultValue = "") String max,
      @RequestParam(defaultValue = "false") String inStock,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(required = false) @Nullable String cursor) {
    ListFields asked =
        known(
            new ListFields(
                q,
                category,
                shop,
                kind,
                brand,
                tag,
                attribute,
                min,
                max,
                inStock.equals("true"),
                sort));
    String after = cursor == null || cursor.isEmpty() ? null : cursor;
    FoundView found = search.find(asked.asked(frame.currency()), SHOWN, after, true);
    return pages.of("products", page(frame, asked, found, after));
  }

  /// A category that is gone is no reason to show nothing.
  private ListFields known(ListFields asked) {
    UUID category = asked.categoryId();
    return category == null || !categories.subtree(category).isEmpty()
        ? asked
        : new ListFields(
            asked.q(),
            "",
            asked.shop(),
            asked.kind(),
            asked.brands(),
            asked.tags(),
            asked.attributes(),
            asked.min(),
            asked.max(),
            asked.inStock(),
            asked.sort());
  }

  private ProductListPage page(
      Frame frame, ListFields asked, FoundView found, @Nullable String after) {
    List<ProductCard> shown = cards.of(found.items(), frame);
    String next = found.next();
    return new ProductListPage(
        frame,
        asked,
        title(frame, asked),
        found.total(),
        shown,
        crumbs(frame, asked),
        categoryOptions(frame, asked, found.facets()),
        facets(frame.texts(), asked, found.facets()),
        sorts(frame.texts(), asked),
        isForgiven(asked, shown),
        asked.isNarrowed(),
        next == null ? null : asked.address(next),
        after == null ? null : asked.address(null));
  }

  private String title(Frame frame, ListFields asked) {
    UUID category = asked.categoryId();
    if (!asked.q().isEmpty()) {
      return frame.texts().get("list.title.search", asked.q());
    }
    return category == null
        ? frame.texts().get("list.title")
        : categories.path(category).getLast().name().in(frame.language());
  }

  private List<Crumb> crumbs(Frame frame, ListFields asked) {
    UUID category = asked.categoryId();
    List<Crumb> crumbs = new ArrayList<>();
    if (category != null) {
      crumbs.add(new Crumb(frame.texts().get("list.title"), "/products"));
      categories
          .path(category)
          .forEach(
              it ->
                  crumbs.add(
                      new Crumb(it.name().in(frame.language()), "/products?category=" + it.id())));
    }
    return crumbs;
  }

  /// The categories just below the chosen one, those of the first level without one.
  private List<Option> categoryOptions(Frame frame, ListFields asked, @Nullable FacetsView facets) {
    UUID chosen = asked.categoryId();
    List<Option> options = new ArrayList<>();
    for (Category category : categories.tree()) {
      boolean below = chosen == null ? category.parent() == null : chosen.equals(category.parent());
      int count = facets == null ? 0 : count(facets, category.id());
      if (below && count > 0) {
        options.add(
            new Option(
                category.id().toString(), category.name().in(frame.language()), count, false));
      }
    }
    return options;
  }

  private static int count(FacetsView facets, UUID category) {
    return facets.categories().stream()
        .filter(it -> it.id().equals(category))
        .mapToInt(it -> it.count())
        .findFirst()
        .orElse(0);
  }

  private static List<Facet> facets(Texts texts, ListFields asked, @Nullable FacetsView counted) {
    if (counted == null) {
      return List.of();
    }
    List<Facet> facets = new ArrayList<>();
    List<Option> shops =
        counted.merchants().stream()
            .map(
                it ->
                    new Option(
                        it.id().toString(),
                        it.name(),
                        it.count(),
                        asked.shop().equals(it.id().toString())))
            .toList();
    facets.add(new Facet("shop", texts.get("list.facet.shop"), shops));
    facets.add(
        new Facet(
            "brand", texts.get("list.facet.brand"), options(counted.brands(), asked.brands(), "")));
    counted
        .attributes()
        .forEach(
            it ->
                facets.add(
                    new Facet(
                        "attribute",
                        it.name(),
                        options(it.values(), asked.attributes(), it.name() + ":"))));
    // Tags are many: they narrow by links on products, and are shown here to be taken away again.
    List<Option> tags =
        options(counted.tags(), asked.tags(), "").stream().filter(Option::chosen).toList();
    facets.add(new Facet("tag", texts.get("list.facet.tag"), tags));
    facets.removeIf(
        it -> it.options().size() < 2 && it.options().stream().noneMatch(Option::chosen));
    return facets;
  }

  private static List<Option> options(List<ValueCount> values, List<String> chosen, String prefix) {
    return values.stream()
        .map(
            it -> {
              String value = prefix + it.value();
              return new Option(value, it.value(), it.count(), chosen.contains(value));
            })
        .toList();
  }

  private static List<Option> sorts(Texts texts, ListFields asked) {
    List<Option> sorts = new ArrayList<>();
    if (!asked.q().isEmpty()) {
      sorts.add(new Option("", texts.get("list.sort.relevance"), 0, asked.sort().isEmpty()));
    }
    boolean newest = asked.sort().equals("newest") || (sorts.isEmpty() && asked.sort().isEmpty());
    sorts.add(new Option("newest", texts.get("list.sort.newest"), 0, newest));
    for (String sort : List.of("price", "-price")) {
      String name = sort.equals("price") ? "list.sort.price" : "list.sort.price-down";
      sorts.add(new Option(sort, texts.get(name), 0, asked.sort().equals(sort)));
    }
    return sorts;
  }

  /// No title on the page has any of the words as they were typed.
  private static boolean isForgiven(ListFields asked, List<ProductCard> shown) {
    String[] words = asked.q().toLowerCase(Locale.ROOT).split("\\s+");
    return !asked.q().isEmpty()
        && asked.q().chars().allMatch(it -> it < 0x2E80)
        && !shown.isEmpty()
        && shown.stream()
            .map(it -> it.title().toLowerCase(Locale.ROOT))
            .noneMatch(title -> Arrays.stream(words).anyMatch(title::contains));
  }
}
