package org.tongbao.market.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.Catalog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// The stock of a shop's variants: those that have a price in the shop's currency.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/variants/{variantId}/stock")
final class InventoryApi {
  private final Inventory inventory;
  private final Warehouse warehouse;
  private final Catalog catalog;
  private final Merchants merchants;

  InventoryApi(Inventory inventory, Warehouse warehouse, Catalog catalog, Merchants merchants) {
    this.inventory = inventory;
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.merchants = merchants;
  }

  @GetMapping
  @Needs(Permission.SHOP_PRODUCTS_READ)
  ResponseEntity<StockView> one(@PathVariable UUID merchantId, @PathVariable UUID variantId) {
    requireOwn(merchantId, variantId);
    return answer(HttpStatus.OK, inventory.stock(variantId));
  }

  /// Writes down how many were counted.
  @PutMapping
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ResponseEntity<StockView> count(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable UUID variantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CountFields fields) {
    requireOwn(merchantId, variantId);
    int version = EntityTag.required(ifMatch) - 1;
    int onHand = Fields.required("onHand", fields.onHand);
    if (onHand < 0) {
      throw Fields.malformed("onHand");
    }
    return answer(HttpStatus.OK, warehouse.count(variantId, onHand, version, caller.user()));
  }

  /// Adds what has come in.
  @PostMapping("/receipts")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<StockView> receive(
      Caller caller,
      @PathVariable UUID merchantId,
      @PathVariable UUID variantId,
      @RequestBody ReceiptFields fields) {
    requireOwn(merchantId, variantId);
    int quantity = Fields.required("quantity", fields.quantity);
    if (quantity < 1) {
      throw Fields.malformed("quantity");
    }
    return answer(HttpStatus.CREATED, warehouse.receive(variantId, quantity, caller.user()));
  }

  /// Why it is what it is.
  @GetMapping("/movements")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  PageOfList<MovementView> movements(
      @PathVariable UUID merchantId,
      @PathVariable UUID variantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    requireOwn(merchantId, variantId);
    PageOfList.Request asked = PageOfList.Request.of(limit, cursor);
    UUID after = asked.after();
    List<StockMovement> rows =
        warehouse.movements(
            variantId, after == null ? Integer.MAX_VALUE : number(after), asked.rows());
    return asked.page(rows, it -> new UUID(0, it.version())).map(MovementView::of);
  }

  /// What is another shop's, and in a shop that is another's, is not there.
  private void requireOwn(UUID merchantId, UUID variant) {
    MerchantId shop = new MerchantId(merchantId);
    boolean own =
        merchants
            .find(shop)
            .flatMap(it -> catalog.offer(variant, it.currency()))
            .filter(it -> it.merchant().equals(shop))
            .isPresent();
    if (!own) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
  }

  private static int number(UUID cursor) {
    long number = cursor.getLeastSignificantBits();
    return number < 0 || number > Integer.MAX_VALUE ? 0 : (int) number;
  }

  private static ResponseEntity<StockView> answer(HttpStatus status, Stock stock) {
    // What was never received has version 0, and tags begin at 1.
    return ResponseEntity.status(status)
        .eTag(EntityTag.of(stock.version() + 1))
        .body(new StockView(stock.variant(), stock.onHand(), stock.reserved(), stock.available()));
  }

  record CountFields(@Nullable Integer onHand) {}

  record ReceiptFields(@Nullable Integer quantity) {}

  /// @param onHand what lies in the warehouse and is not sold
  /// @param reserved the part of it that is held for buyers
  /// @param available what can still be sold
  record StockView(UUID variantId, int onHand, int reserved, int available) {}

  /// @param number counts an item's movements without a gap
  /// @param quantity what came, or negative what went
  record MovementView(
      int number,
      StockMovement.Kind kind,
      int quantity,
      int onHand,
      @Nullable UUID sellerOrderId,
      @Nullable UUID by,
      Instant at) {
    static MovementView of(StockMovement movement) {
      return new MovementView(
          movement.version(),
          movement.kind(),
          movement.quantity(),
          movement.onHand(),
          movement.reservation(),
          movement.by(),
          movement.at());
    }
  }
}
