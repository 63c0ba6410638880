package org.tongbao.market.catalog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.catalog.ProductFile.Row;
import org.tongbao.market.catalog.ProductRows.RowRefused;
import org.tongbao.market.catalog.VariantFields.Wanted;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.Fields;

/// Reads files of products into a shop. A trial run does everything that the real one does, and
/// undoes it: so it finds exactly what the real one would.
@Component
final class ProductImport {
  static final int MOST_PROBLEMS = 500;

  private final Products products;
  private final Currencies currencies;
  private final TransactionTemplate nested;

  ProductImport(Products products, Currencies currencies, PlatformTransactionManager transactions) {
    this.products = products;
    this.currencies = currencies;
    this.nested = new TransactionTemplate(transactions);
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /// @param column of the file
  /// @param refusal why the product of this row is not taken
  record Problem(int line, String column, DomainException refusal) {}

  /// How many products a file made, changed, and left as they were; and what is wrong with it, by
  /// line, at most [#MOST_PROBLEMS].
  record Report(int rows, int added, int changed, int unchanged, List<Problem> problems) {
    Report {
      problems = List.copyOf(problems);
    }
  }

  /// Takes the whole file or, when something is wrong and bad products are not to be left out,
  /// nothing of it. A trial run changes nothing.
  Report run(MerchantId merchant, byte[] content, Options options, UserId by) {
    Set<String> codes =
        currencies.accepted().stream().map(it -> it.code()).collect(Collectors.toSet());
    List<Row> rows = ProductFile.read(content, codes);
    return Objects.requireNonNull(
        nested.execute(
            status -> {
              Report report = read(merchant, rows, by);
              boolean refused = !report.problems.isEmpty() && !options.leaveBadOut;
              if (options.trial || refused) {
                status.setRollbackOnly();
              }
              return report;
            }));
  }

  /// @param trial find what is wrong and change nothing
  /// @param leaveBadOut take the good products although others are bad
  record Options(boolean trial, boolean leaveBadOut) {}

  private Report read(MerchantId merchant, List<Row> rows, UserId by) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    List<Problem> problems = new ArrayList<>();
    for (ProductRows each : products(merchant, rows)) {
      try {
        Outcome outcome =
            Objects.requireNonNull(nested.execute(status -> take(merchant, each, by)));
        counts.merge(outcome, 1, Integer::sum);
      } catch (RowRefused refused) {
        problems.add(problem(refused.line(), refused.refusal()));
      } catch (DomainException refused) {
        problems.add(problem(each.first().line(), refused));
      }
    }
    return new Report(
        rows.size(),
        counts.getOrDefault(Outcome.ADDED, 0),
        counts.getOrDefault(Outcome.CHANGED, 0),
        counts.getOrDefault(Outcome.UNCHANGED, 0),
        problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
  }

  private enum Outcome {
    ADDED,
    CHANGED,
    UNCHANGED
  }

  private Outcome take(MerchantId merchant, ProductRows rows, UserId by) {
    rows.checkOthers();
    List<Wanted> variants = rows.variants(currencies);
    ProductFields fields = rows.fields();
    ProductContent content = fields.content();
    VariantFields.checkTogether(variants.stream().map(Wanted::content).toList());
    Product known = rows.known();
    Product after =
        known == null
            ? products.add(merchant, content, variants, by)
            : isSame(known, content, variants)
                ? known
                : products.replace(known, content, variants, by);
    boolean moved = move(merchant, after, rows.state().orElse(after.state()));
    if (known == null) {
      return Outcome.ADDED;
    }
    return moved || after.version() != known.version() ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  private static boolean isSame(Product known, ProductContent content, List<Wanted> variants) {
    return known.content().equals(content) && Products.unchanged(known).equals(variants);
  }

  private boolean move(MerchantId merchant, Product product, ProductState wanted) {
    if (product.state() == wanted) {
      return false;
    }
    switch (wanted) {
      case ON_SALE -> products.publish(merchant, product.id(), product.version());
      case WITHDRAWN -> products.withdraw(merchant, product.id(), product.version());
      case DRAFT -> throw Fields.malformed("state");
    }
    return true;
  }

  /// Rows with the same word under `product` belong together; without one, each stands alone. They
  /// mean the product with that id, or else the one that has one of their numbers.
  private List<ProductRows> products(MerchantId merchant, List<Row> rows) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      String word = row.cell("product");
      groups
          .computeIfAbsent(word.isEmpty() ? "\n" + row.line() : word, unseen -> new ArrayList<>())
          .add(row);
    }
    Map<String, UUID> bySku =
        products.bySku(merchant, rows.stream().map(it -> it.cell("sku")).toList());
    Set<UUID> ids = new LinkedHashSet<>(bySku.values());
    groups.keySet().forEach(word -> Uuid7.parse(word).ifPresent(ids::add));
    Map<UUID, Product> known = products.of(merchant, ids);
    return groups.entrySet().stream()
        .map(it -> new ProductRows(it.getValue(), meant(it.getKey(), it.getValue(), bySku, known)))
        .toList();
  }

  private static @Nullable Product meant(
      String word, List<Row> rows, Map<String, UUID> bySku, Map<UUID, Product> known) {
    Product named = Uuid7.parse(word).map(known::get).orElse(null);
    if (named != null) {
      return named;
    }
    return rows.stream()
        .map(it -> bySku.get(it.cell("sku")))
        .filter(Objects::nonNull)
        .map(known::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Problem problem(int line, DomainException refusal) {
    String field = refusal.arguments().isEmpty() ? "" : refusal.arguments().getFirst();
    String column =
        switch (field) {
          case "title.zh" -> "title_zh";
          case "title" -> "title_zh";
          case "title.en" -> "title_en";
          case "description.zh" -> "description_zh";
          case "description.en" -> "description_en";
          case "categoryId" -> "category";
          case "weightGrams" -> "weight_grams";
          case "variants.pictures" -> "variant_pictures";
          case "prices", "prices.amountMinor", "prices.currency" -> "price";
          default -> field;
        };
    boolean known =
        ProductFile.OF_PRODUCT.contains(column)
            || ProductFile.OF_VARIANT.contains(column)
            || column.startsWith("price");
    if (refusal.code() == CatalogError.OPTIONS_UNEQUAL) {
      column = "options";
    } else if (refusal.code() == CatalogError.MERCHANT_MAY_NOT_SELL
        || refusal.code() == CatalogError.NOT_ON_SALE) {
      column = "state";
    } else if (!known) {
      column = refusal.code() == RequestError.CHANGED_MEANWHILE ? "product" : "sku";
    }
    return new Problem(line, column, refusal);
  }
}
