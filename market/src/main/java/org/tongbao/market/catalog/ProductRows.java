package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.catalog.ProductFields.ValueFields;
import org.tongbao.market.catalog.ProductFields.WordingFields;
import org.tongbao.market.catalog.ProductFile.Row;
import org.tongbao.market.catalog.VariantFields.PriceFields;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The rows of one product, and the product they mean, if it is there. A column that the file does
/// not have leaves what is there; variants that it does not name stay.
record ProductRows(List<Row> rows, @Nullable Product known) {
  ProductRows {
    rows = List.copyOf(rows);
  }

  Row first() {
    return rows.getFirst();
  }

  /// The state that is asked for; nothing where none is.
  Optional<ProductState> state() {
    String name = first().cell("state");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    for (ProductState state : ProductState.values()) {
      if (state.name().equals(name)) {
        return Optional.of(state);
      }
    }
    throw Fields.malformed("state");
  }

  /// What belongs to the product stands in its first row; in others it is left out, or the same.
  void checkOthers() {
    for (Row row : rows.subList(1, rows.size())) {
      for (String column : ProductFile.OF_PRODUCT) {
        if (!row.cell(column).isEmpty() && !row.cell(column).equals(first().cell(column))) {
          throw new RowRefused(row.line(), Fields.malformed(column));
        }
      }
    }
  }

  /// The product's own fields, unchecked; without variants.
  ProductFields fields() {
    ProductContent before = known == null ? null : known.content();
    return new ProductFields(
        kind(before),
        cell("category", before, it -> it.category() == null ? "" : it.category().toString()),
        new WordingFields(
            cell("title_zh", before, it -> it.title().zh()),
            cell("title_en", before, it -> it.title().en())),
        new WordingFields(
            cell("description_zh", before, it -> it.description().zh()),
            cell("description_en", before, it -> it.description().en())),
        cell("brand", before, ProductContent::brand),
        cell("model", before, ProductContent::model),
        List.copyOf(CsvLists.split(cell("tags", before, it -> CsvLists.join(it.tags())))),
        List.copyOf(
            CsvLists.splitValues(
                cell("attributes", before, it -> CsvLists.joinValues(it.attributes())))),
        List.copyOf(
            CsvLists.splitGroups(
                cell("specification", before, it -> CsvLists.joinGroups(it.specification())))),
        List.copyOf(CsvLists.split(cell("pictures", before, it -> CsvLists.join(it.pictures())))),
        null);
  }

  private String cell(
      String column, @Nullable ProductContent before, Function<ProductContent, String> kept) {
    return first().has(column) || before == null ? first().cell(column) : kept.apply(before);
  }

  private @Nullable ProductKind kind(@Nullable ProductContent before) {
    String name = cell("kind", before, it -> it.kind().name());
    return switch (name) {
      case "" -> null;
      case "GOODS" -> ProductKind.GOODS;
      case "SERVICE" -> ProductKind.SERVICE;
      default -> throw Fields.malformed("kind");
    };
  }

  /// The variants of the product after the file, checked one by one.
  List<Wanted> variants(Currencies currencies) {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    if (known != null) {
      Products.unchanged(known).forEach(it -> wanted.put(it.content().sku(), it));
    }
    List<String> named = new ArrayList<>();
    for (Row row : rows) {
      try {
        Wanted before = wanted.get(row.cell("sku"));
        VariantContent content = variant(row, before).content(currencies);
        named.add(content.sku());
        ProductFields.unique("sku", named);
        wanted.put(content.sku(), new Wanted(before == null ? null : before.id(), content));
      } catch (DomainException refused) {
        throw new RowRefused(row.line(), refused);
      }
    }
    return List.copyOf(wanted.values());
  }

  private static VariantFields variant(Row row, @Nullable Wanted before) {
    VariantContent kept = before == null ? null : before.content();
    List<ValueFields> options =
        CsvLists.splitValues(
            row.has("options") || kept == null
                ? row.cell("options")
                : CsvLists.joinValues(kept.options()));
    List<String> pictures =
        row.has("variant_pictures") || kept == null
            ? CsvLists.split(row.cell("variant_pictures"))
            : kept.pictures();
    return new VariantFields(
        null,
        row.cell("sku"),
        List.copyOf(options),
        weight(row, kept),
        List.copyOf(pictures),
        List.copyOf(prices(row, kept)));
  }

  private static int weight(Row row, @Nullable VariantContent kept) {
    if (!row.has("weight_grams") && kept != null) {
      return kept.weightGrams();
    }
    String cell = row.cell("weight_grams");
    if (!cell.isEmpty() && !cell.matches("[0-9]{1,7}")) {
      throw Fields.malformed("weight_grams");
    }
    return cell.isEmpty() ? 0 : Integer.parseInt(cell);
  }

  /// Amounts in a file are decimal numbers, as people write them: exact, or refused.
  private static List<PriceFields> prices(Row row, @Nullable VariantContent kept) {
    Map<String, PriceFields> prices = new LinkedHashMap<>();
    if (kept != null) {
      for (Money price : kept.prices()) {
        String code = price.currency().code();
        prices.put(code, new PriceFields(price.amountMinor().longValueExact(), code));
      }
    }
    row.cells()
        .forEach(
            (column, cell) -> {
              if (column.startsWith(ProductFile.PRICE)) {
                String code = column.substring(ProductFile.PRICE.length());
                prices.remove(code);
                if (!cell.isEmpty()) {
                  prices.put(code, new PriceFields(minor(column, cell, code), code));
                }
              }
            });
    return List.copyOf(prices.values());
  }

  private static long minor(String column, String cell, String code) {
    try {
      return Money.parse(cell, Currency.of(code)).amountMinor().longValueExact();
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      throw Fields.malformed(column);
    }
  }

  /// A refusal of one row, with the line it stands at.
  static final class RowRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final transient DomainException refusal;

    RowRefused(int line, DomainException refusal) {
      super(refusal);
      this.line = line;
      this.refusal = refusal;
    }

    int line() {
      return line;
    }

    DomainException refusal() {
      return refusal;
    }
  }
}
