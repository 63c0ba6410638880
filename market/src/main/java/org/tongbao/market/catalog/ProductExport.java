package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Money;

/// Writes a shop's products into files that can be read in again without a change. A shop with more
/// than a file may hold is written in parts.
@Component
final class ProductExport {
  private static final int PAGE = 50;

  /// What a row may take beside its texts.
  private static final int SIZE_LIMIT = ProductFile.LARGEST / 8;

  private final Products products;
  private final Currencies currencies;

  ProductExport(Products products, Currencies currencies) {
    this.products = products;
    this.currencies = currencies;
  }

  /// @param next where the next part begins; null at the end
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Part(byte[] content, @Nullable String next) {}

  Part part(MerchantId merchant, @Nullable String cursor) {
    List<String> codes = currencies.accepted().stream().map(it -> it.code()).toList();
    List<List<String>> rows = new ArrayList<>();
    int characters = 0;
    String after = cursor;
    while (true) {
      PageOfList<Product> page = products.list(merchant, null, PageOfList.Request.of(PAGE, after));
      for (Product product : page.items()) {
        List<List<String>> added = rows(product, codes);
        int more = added.stream().flatMap(List::stream).mapToInt(String::length).sum();
        boolean full =
            rows.size() + added.size() > ProductFile.MOST_ROWS || characters + more > SIZE_LIMIT;
        if (full && !rows.isEmpty()) {
          return new Part(ProductFile.write(header(codes), rows), after);
        }
        rows.addAll(added);
        characters += more;
        after = product.id().toString();
      }
      if (page.next() == null) {
        return new Part(ProductFile.write(header(codes), rows), null);
      }
    }
  }

  private static List<String> header(List<String> codes) {
    List<String> header = new ArrayList<>(List.of("product"));
    header.addAll(ProductFile.OF_PRODUCT);
    header.addAll(ProductFile.OF_VARIANT);
    codes.forEach(code -> header.add(ProductFile.PRICE + code));
    return header;
  }

  /// One for each variant; a product without one cannot be sold and is not in the file.
  private static List<List<String>> rows(Product product, List<String> codes) {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : product.variants()) {
      List<String> row = new ArrayList<>(List.of(product.id().toString()));
      List<String> cells = cells(product);
      row.addAll(rows.isEmpty() ? cells : cells.stream().map(it -> "").toList());
      row.addAll(cells(variant.content(), codes));
      rows.add(row);
    }
    return rows;
  }

  /// In the order of [ProductFile#OF_PRODUCT].
  private static List<String> cells(Product product) {
    ProductContent content = product.content();
    return List.of(
        product.state().name(),
        content.kind().name(),
        content.category() == null ? "" : content.category().toString(),
        content.title().zh(),
        content.title().en(),
        content.description().zh(),
        content.description().en(),
        content.brand(),
        content.model(),
        CsvLists.join(content.tags()),
        CsvLists.joinValues(content.attributes()),
        CsvLists.joinGroups(content.specification()),
        CsvLists.join(content.pictures()));
  }

  /// In the order of [ProductFile#OF_VARIANT], then the prices.
  private static List<String> cells(VariantContent content, List<String> codes) {
    Map<String, Money> prices = new LinkedHashMap<>();
    content.prices().forEach(it -> prices.put(it.currency().code(), it));
    List<String> cells = new ArrayList<>();
    cells.add(content.sku());
    cells.add(CsvLists.joinValues(content.options()));
    cells.add(String.valueOf(content.weightGrams()));
    cells.add(CsvLists.join(content.pictures()));
    for (String code : codes) {
      Money price = prices.get(code);
      cells.add(price == null ? "" : price.toDecimal().toPlainString());
    }
    return cells;
  }
}
