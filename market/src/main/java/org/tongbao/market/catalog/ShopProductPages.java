package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.money.Money;

/// A shop's products: the list, and the form of one.
@Controller
final class ShopProductPages {
  private static final String PRODUCTS = "/merchant/{merchantId}/products";

  private final Products products;
  private final Categories categories;
  private final Currencies currencies;
  private final Merchants merchants;
  private final ShopDesks desks;
  private final Pages pages;

  ShopProductPages(
      Products products,
      Categories categories,
      Currencies currencies,
      Merchants merchants,
      ShopDesks desks,
      Pages pages) {
    this.products = products;
    this.categories = categories;
    this.currencies = currencies;
    this.merchants = merchants;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(PRODUCTS)
  @Needs(Permission.SHOP_PRODUCTS_READ)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_READ);
    String words = Fields.optionalLine("q", q, 200);
    ProductState wanted =
        Arrays.stream(ProductState.values())
            .filter(it -> it.name().equals(state))
            .findFirst()
            .orElse(null);
    PageOfList<Product> found =
        products.list(
            shop, wanted, words.isEmpty() ? null : words, PageOfList.Request.of(null, cursor));
    String currency = merchants.require(shop).currency();
    return pages.of(
        "shop-products",
        new ShopProductListPage(
            frame,
            desks.of(caller, shop, frame.texts(), "/products"),
            ShopDesks.path(shop, "/products"),
            wanted == null ? "" : wanted.name(),
            words,
            found.items().stream().map(it -> row(it, currency, frame.language())).toList(),
            found.next(),
            caller.may(Permission.SHOP_PRODUCTS_EDIT, shop)));
  }

  private ShopProductListPage.Row row(Product product, String currency, Language language) {
    UUID category = product.content().category();
    String price =
        product.variants().stream()
            .flatMap(it -> it.content().prices().stream())
            .filter(it -> it.currency().code().equals(currency))
            .min(Comparator.comparing(Money::amountMinor))
            .map(MoneyText::of)
            .orElse("");
    return new ShopProductListPage.Row(
        product,
        product.content().title().in(language),
        category == null ? "" : name(category, language),
        price);
  }

  private String name(UUID category, Language language) {
    return categories.path(category).stream()
        .map(it -> it.name().in(language))
        .collect(Collectors.joining(" › "));
  }

  @GetMapping(PRODUCTS + "/new")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View add(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    return pages.of(
        "shop-product", page(caller, frame, shop, null, ProductForm.typed(null), FormErrors.NONE));
  }

  @PostMapping(PRODUCTS)
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View make(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    try {
      Product made =
          products.add(shop, ProductForm.fields(typed, null, codes(shop)), caller.user());
      return pages.done(redirect, "merchant.product.made", address(made));
    } catch (DomainException refused) {
      return refused(caller, frame, shop, null, typed, refused);
    }
  }

  @GetMapping(PRODUCTS + "/{id}")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  View one(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_READ);
    Product known = products.require(shop, ProductApi.id(id));
    return pages.of(
        "shop-product",
        page(caller, frame, shop, known, ProductForm.typed(known), FormErrors.NONE));
  }

  @PostMapping(PRODUCTS + "/{id}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View save(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam Map<String, String> typed,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    Product known = products.require(shop, ProductApi.id(id));
    try {
      ProductFields fields = ProductForm.fields(typed, known, codes(shop));
      Product _ = products.replace(shop, known.id(), version, fields, caller.user());
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, typed, refused);
    }
    return pages.done(redirect, "merchant.product.saved", address(known));
  }

  /// What is done to a product beside changing what it says.
  private enum Deed {
    PUBLICATION("merchant.product.published"),
    WITHDRAWAL("merchant.product.withdrawn"),
    REMOVAL("merchant.product.removed");

    private final String notice;

    Deed(String notice) {
      this.notice = notice;
    }
  }

  @PostMapping(PRODUCTS + "/{id}/{deed:publication|withdrawal|removal}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View act(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    Product known = products.require(shop, ProductApi.id(id));
    Deed wanted = Deed.valueOf(deed.toUpperCase(Locale.ROOT));
    try {
      carryOut(caller, known, wanted, version);
    } catch (DomainException refused) {
      return refused(caller, frame, shop, known, ProductForm.typed(known), refused);
    }
    String on = wanted == Deed.REMOVAL ? ShopDesks.path(shop, "/products") : address(known);
    return pages.done(redirect, wanted.notice, on);
  }

  private void carryOut(Caller caller, Product known, Deed deed, int version) {
    MerchantId shop = known.merchant();
    switch (deed) {
      case PUBLICATION -> {
        Product _ = products.publish(shop, known.id(), version);
      }
      case WITHDRAWAL -> {
        Product _ = products.withdraw(shop, known.id(), version);
      }
      case REMOVAL -> products.remove(shop, known.id(), version, caller.user());
    }
  }

  private static String address(Product product) {
    return ShopDesks.path(product.merchant(), "/products/" + product.id());
  }

  private View refused(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable Product known,
      Map<String, String> typed,
      DomainException refused) {
    FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
    return pages.refused("shop-product", page(caller, frame, shop, known, typed, errors));
  }

  private ShopProductPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      @Nullable Product known,
      Map<String, String> typed,
      FormErrors errors) {
    Texts texts = frame.texts();
    String base = ShopDesks.path(shop, "/products");
    return new ShopProductPage(
        frame,
        desks.of(
            caller, shop, texts, "/products", Desk.Link.to(texts.get("merchant.products"), base)),
        base,
        known,
        typed,
        ProductForm.slots(typed),
        categories.tree().stream()
            .map(
                it ->
                    new ShopProductPage.Choice(it.id().toString(), name(it.id(), frame.language())))
            .sorted(Comparator.comparing(ShopProductPage.Choice::name))
            .toList(),
        codes(shop),
        errors,
        caller.may(Permission.SHOP_PRODUCTS_EDIT, shop));
  }

  /// The currencies in which prices can be said, the shop's own first.
  private List<String> codes(MerchantId shop) {
    String own = merchants.require(shop).currency();
    List<String> codes = new ArrayList<>();
    codes.add(own);
    currencies.accepted().stream()
        .map(it -> it.code())
        .filter(it -> !it.equals(own))
        .forEach(codes::add);
    return codes;
  }
}
