package org.tongbao.market.inventory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.catalog.Product;
import org.tongbao.market.catalog.Variant;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// The stock of a product: what has come in, and what was counted.
@Controller
final class ShopStockPages {
  private static final String STOCK = "/merchant/{merchantId}/products/{id}/stock";
  private static final Map<InventoryError, String> FIELDS =
      Map.of(InventoryError.RESERVED, "quantity", InventoryError.TOO_MUCH, "quantity");

  private final Inventory inventory;
  private final Warehouse warehouse;
  private final Catalog catalog;
  private final ShopDesks desks;
  private final Pages pages;

  ShopStockPages(
      Inventory inventory, Warehouse warehouse, Catalog catalog, ShopDesks desks, Pages pages) {
    this.inventory = inventory;
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(STOCK)
  @Needs(Permission.SHOP_PRODUCTS_READ)
  View show(Caller caller, Frame frame, @PathVariable String merchantId, @PathVariable String id) {
    Product product = product(caller.shop(merchantId, Permission.SHOP_PRODUCTS_READ), id);
    return pages.of("shop-stock", page(caller, frame, product, FormErrors.NONE, null));
  }

  /// `what` is `receipt` of more, or `count` of all.
  @PostMapping(STOCK + "/{variantId}")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View change(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String variantId,
      @RequestParam(defaultValue = "receipt") String what,
      @RequestParam(defaultValue = "") String quantity,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    Product product = product(shop, id);
    UUID variant =
        product.variants().stream()
            .map(Variant::id)
            .filter(it -> it.toString().equals(variantId))
            .findFirst()
            .orElseThrow(ShopStockPages::notFound);
    try {
      int number = number(quantity, what.equals("count") ? 0 : 1);
      Stock _ =
          what.equals("count")
              ? warehouse.count(variant, number, version, caller.user())
              : warehouse.receive(variant, number, caller.user());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("shop-stock", page(caller, frame, product, errors, variant));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.stock.saved");
    return pages.seeOther(ShopDesks.path(shop, "/products/" + product.id() + "/stock"));
  }

  private static int number(String typed, int least) {
    String plain = typed.strip();
    if (!plain.matches("[0-9]{1,9}") || Integer.parseInt(plain) < least) {
      throw Fields.malformed("quantity");
    }
    return Integer.parseInt(plain);
  }

  private Product product(MerchantId shop, String id) {
    return Uuid7.parse(id)
        .flatMap(catalog::find)
        .filter(it -> it.merchant().equals(shop))
        .orElseThrow(ShopStockPages::notFound);
  }

  private ShopStockPage page(
      Caller caller, Frame frame, Product product, FormErrors errors, @Nullable UUID failed) {
    MerchantId shop = product.merchant();
    Texts texts = frame.texts();
    String products = ShopDesks.path(shop, "/products");
    String own = products + "/" + product.id();
    Map<UUID, Stock> stocks =
        inventory.stocks(product.variants().stream().map(Variant::id).toList());
    List<ShopStockPage.Row> rows =
        product.variants().stream()
            .map(
                it ->
                    new ShopStockPage.Row(
                        it.id(),
                        it.content().sku(),
                        it.content().options().stream()
                            .map(option -> option.value())
                            .collect(Collectors.joining(", ")),
                        Objects.requireNonNull(stocks.get(it.id()))))
            .toList();
    return new ShopStockPage(
        frame,
        desks.of(
            caller,
            shop,
            texts,
            "/products",
            Desk.Link.to(texts.get("merchant.products"), products),
            Desk.Link.to(product.content().title().in(frame.language()), own)),
        own + "/stock",
        rows,
        caller.may(Permission.SHOP_PRODUCTS_EDIT, shop),
        errors,
        failed);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }
}
