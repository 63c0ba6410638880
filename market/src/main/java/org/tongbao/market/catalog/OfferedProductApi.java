package org.tongbao.market.catalog;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// What is on sale, for everybody.
@RestController
@RequestMapping("/api/v1/products")
final class OfferedProductApi {
  private final Catalog catalog;

  OfferedProductApi(Catalog catalog) {
    this.catalog = catalog;
  }

  @GetMapping("/{id}")
  ResponseEntity<ProductView> one(@PathVariable String id) {
    return ProductApi.answer(
        ResponseEntity.ok(),
        catalog
            .onSale(ProductApi.id(id))
            .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND)));
  }
}
