package org.tongbao.market.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.replay.Dataset.Line;
import org.tongbao.market.replay.Dataset.Merchant;
import org.tongbao.market.replay.Dataset.Order;
import org.tongbao.market.replay.Dataset.Product;
import org.tongbao.market.replay.Dataset.ProductKey;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.money.Currency;

/// Reads the four files of a folder and checks everything that can be checked without a database:
/// every cell, that what is named exists, that nothing is there twice, and that each order's lines
/// add up to its total. One row that is bad takes those with it that need it, each by name.
public final class DatasetReader {
  static final String MERCHANTS = "merchants.csv";
  static final String PRODUCTS = "products.csv";
  static final String ORDERS = "orders.csv";
  static final String LINES = "order_lines.csv";
  private static final int CITY_LIMIT = 60;
  private static final int CATEGORY_LIMIT = 60;

  private final Path folder;
  private final List<BadRow> bad = new ArrayList<>();
  private final Map<ProductKey, Product> products = new LinkedHashMap<>();
  private final Map<String, String> currencyOf = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private DatasetReader(Path folder) {
    this.folder = folder;
  }

  /// What was read, and what was wrong.
  ///
  /// @param dataset what is left without the bad rows
  public record Reading(Dataset dataset, List<BadRow> bad) {
    public Reading {
      bad = List.copyOf(bad);
    }

    /// Whether leaving bad rows out leaves anything that can be trusted.
    public boolean isUsable() {
      return bad.stream().noneMatch(BadRow::fatal);
    }
  }

  public static Reading read(Path folder) {
    return new DatasetReader(folder).read();
  }

  /// A merchant as its row has it; its currency comes from its products.
  private record Shop(String id, String city, String state, CsvTable.Row row) {}

  /// An order as its row has it, while its lines are gathered.
  private record Head(CsvTable.Row row, Order order, List<Line> lines) {}

  private Reading read() {
    Map<String, Shop> shops = shops();
    readProducts(shops.keySet());
    Map<String, Head> heads = heads();
    Set<String> broken = readLines(heads);
    List<Order> orders = new ArrayList<>();
    heads.forEach(
        (id, head) -> {
          Order whole = broken.contains(id) ? leftOut(head) : whole(head);
          if (whole != null) {
            orders.add(whole);
          }
        });
    return new Reading(new Dataset(merchants(shops), List.copyOf(products.values()), orders), bad);
  }

  private Map<String, Shop> shops() {
    Map<String, Shop> shops = new LinkedHashMap<>();
    each(
        MERCHANTS,
        List.of("merchant_id", "city", "state"),
        row -> {
          Cells cells = new Cells(row);
          String id = cells.id("merchant_id");
          Shop shop =
              new Shop(id, cells.line("city", CITY_LIMIT), cells.line("state", CITY_LIMIT), row);
          requireNew(shops.putIfAbsent(id, shop), "merchant " + id);
          requireOwnName("merchant", id);
        });
    return shops;
  }

  private void readProducts(Set<String> shops) {
    each(
        PRODUCTS,
        List.of(
            "product_id", "merchant_id", "category", "list_price_minor", "currency", "weight_g"),
        row -> {
          Cells cells = new Cells(row);
          ProductKey key = new ProductKey(cells.id("product_id"), cells.id("merchant_id"));
          if (!shops.contains(key.merchant())) {
            throw new Cells.RefusedException("there is no merchant " + key.merchant());
          }
          Product product =
              new Product(
                  key,
                  cells.perhaps("category", CATEGORY_LIMIT),
                  cells.price("list_price_minor"),
                  currency(cells),
                  row.cell("weight_g").isEmpty()
                      ? 0
                      : (int) cells.number("weight_g", 0, Cells.HEAVIEST_GRAMS));
          if (products.containsKey(key)) {
            throw new Cells.RefusedException(
                "product " + key.product() + " of " + key.merchant() + " is there twice");
          }
          String sells = currencyOf.putIfAbsent(key.merchant(), product.currency());
          if (sells != null && !sells.equals(product.currency())) {
            throw new Cells.RefusedException(
                "merchant " + key.merchant() + " sells in " + sells + " already");
          }
          products.put(key, product);
        });
  }

  private String currency(Cells cells) {
    String code = cells.line("currency", 3);
    try {
      return Currency.of(code).code();
    } catch (IllegalArgumentException unknown) {
      throw new Cells.RefusedException("there is no currency " + code);
    }
  }

  private Map<String, Head> heads() {
    Map<String, Head> heads = new LinkedHashMap<>();
    each(
        ORDERS,
        List.of("order_id", "customer_id", "placed_at", "currency", "total_minor"),
        row -> {
          Cells cells = new Cells(row);
          String id = cells.id("order_id");
          Order order =
              new Order(
                  id,
                  requireOwnName("customer", cells.id("customer_id")),
                  cells.time("placed_at"),
                  currency(cells),
                  cells.price("total_minor"),
                  List.of());
          requireNew(heads.putIfAbsent(id, new Head(row, order, new ArrayList<>())), "order " + id);
        });
    return heads;
  }

  /// Puts the lines to their orders; answers the orders that have a bad one.
  private Set<String> readLines(Map<String, Head> heads) {
    Set<String> broken = new LinkedHashSet<>();
    each(
        LINES,
        List.of(
            "order_id",
            "line",
            "product_id",
            "merchant_id",
            "quantity",
            "unit_price_minor",
            "shipping_minor",
            "ship_by"),
        row -> {
          try {
            putLine(row, heads);
          } catch (Cells.RefusedException refused) {
            broken.add(row.cell("order_id"));
            throw refused;
          }
        });
    return broken;
  }

  private void putLine(CsvTable.Row row, Map<String, Head> heads) {
    Cells cells = new Cells(row);
    Head head = heads.get(cells.id("order_id"));
    if (head == null) {
      throw new Cells.RefusedException("there is no order " + row.cell("order_id"));
    }
    Line line = line(cells, head.order);
    requireOnce(head, line);
    head.lines.add(line);
  }

  private Line line(Cells cells, Order order) {
    ProductKey key = new ProductKey(cells.id("product_id"), cells.id("merchant_id"));
    Product product = products.get(key);
    if (product == null) {
      throw new Cells.RefusedException(
          "there is no product " + key.product() + " of merchant " + key.merchant());
    }
    if (!product.currency().equals(order.currency())) {
      throw new Cells.RefusedException(
          "the product is sold in " + product.currency() + ", the order is in " + order.currency());
    }
    return new Line(
        (int) cells.number("line", 1, Integer.MAX_VALUE),
        key,
        (int) cells.number("quantity", 1, Cells.MOST_PIECES),
        cells.price("unit_price_minor"),
        cells.number("shipping_minor", 0, Cells.LARGEST_MINOR),
        cells.time("ship_by"));
  }

  private static void requireOnce(Head head, Line line) {
    for (Line other : head.lines) {
      if (other.number() == line.number()) {
        throw new Cells.RefusedException("line " + line.number() + " of the order is there twice");
      }
      if (other.key().equals(line.key())) {
        throw new Cells.RefusedException(
            "the order has the product twice; one line holds them all");
      }
    }
  }

  private @Nullable Order leftOut(Head head) {
    bad.add(
        new BadRow(
            ORDERS,
            head.row.line(),
            "order " + head.order.id() + " has a line that is bad",
            false));
    return null;
  }

  private @Nullable Order whole(Head head) {
    long sum = head.lines.stream().mapToLong(Line::totalMinor).reduce(0, Math::addExact);
    if (sum != head.order.totalMinor()) {
      String reason =
          head.lines.isEmpty()
              ? "order " + head.order.id() + " has no lines"
              : "total_minor is " + head.order.totalMinor() + ", its lines add up to " + sum;
      bad.add(new BadRow(ORDERS, head.row.line(), reason, false));
      return null;
    }
    Order order = head.order;
    return new Order(
        order.id(),
        order.customer(),
        order.placedAt(),
        order.currency(),
        order.totalMinor(),
        head.lines);
  }

  /// A merchant that offers nothing has no currency and is not brought in, which is no mistake.
  private List<Merchant> merchants(Map<String, Shop> shops) {
    List<Merchant> merchants = new ArrayList<>();
    for (Shop shop : shops.values()) {
      String currency = currencyOf.get(shop.id);
      if (currency != null) {
        Bytes text = Bytes.wrap(shop.row.text().getBytes(StandardCharsets.UTF_8));
        merchants.add(
            new Merchant(
                shop.id,
                shop.city,
                shop.state,
                currency,
                new Dataset.Row(MERCHANTS, shop.row.line(), text)));
      }
    }
    return merchants;
  }

  private static void requireNew(@Nullable Object before, String what) {
    if (before != null) {
      throw new Cells.RefusedException(what + " is there twice");
    }
  }

  /// Who signs in is not told apart by capital letters.
  private String requireOwnName(String kind, String id) {
    String first = names.putIfAbsent(kind + " " + id.toLowerCase(Locale.ROOT), id);
    if (first != null && !first.equals(id)) {
      throw new Cells.RefusedException(
          kind + " " + id + " differs from " + first + " in capital letters only");
    }
    return id;
  }

  private void each(String file, List<String> columns, Consumer<CsvTable.Row> take) {
    for (CsvTable.Row row : CsvTable.read(folder.resolve(file), columns, bad::add)) {
      try {
        take.accept(row);
      } catch (Cells.RefusedException refused) {
        String reason = Objects.requireNonNullElse(refused.getMessage(), "");
        bad.add(new BadRow(file, row.line(), reason, false));
      }
    }
  }
}
