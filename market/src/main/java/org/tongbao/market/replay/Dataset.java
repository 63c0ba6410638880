package org.tongbao.market.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tongbao.primitives.Bytes;

/// What a folder of files says, checked. Ids are the files' own; amounts are minor units.
///
/// @param orders oldest first
public record Dataset(List<Merchant> merchants, List<Product> products, List<Order> orders) {
  public Dataset {
    merchants = List.copyOf(merchants);
    products = List.copyOf(products);
    orders = List.copyOf(orders);
  }

  /// @param currency that of its products
  /// @param row the text of its row, which stands for the papers that the files do not have
  public record Merchant(String id, String city, String state, String currency, Row row) {}

  /// A row as it stands in its file.
  public record Row(String file, long line, Bytes text) {}

  /// What a merchant offers.
  public record ProductKey(String product, String merchant) {}

  /// @param category may be empty
  public record Product(
      ProductKey key, String category, long listPriceMinor, String currency, int weightGrams) {}

  public record Order(
      String id,
      String customer,
      Instant placedAt,
      String currency,
      long totalMinor,
      List<Line> lines) {
    public Order {
      lines = List.copyOf(lines);
    }

    /// Its merchants, each with its lines, in the order of their ids.
    public Map<String, List<Line>> byMerchant() {
      Map<String, List<Line>> parts = new TreeMap<>();
      for (Line line : lines) {
        parts.computeIfAbsent(line.key.merchant(), it -> new ArrayList<>()).add(line);
      }
      return parts;
    }
  }

  public record Line(
      int number,
      ProductKey key,
      int quantity,
      long unitPriceMinor,
      long shippingMinor,
      Instant shipBy) {
    public long totalMinor() {
      return Math.addExact(Math.multiplyExact(quantity, unitPriceMinor), shippingMinor);
    }
  }

  /// Who ordered, in the order of their first orders.
  public Set<String> customers() {
    Set<String> customers = new LinkedHashSet<>();
    orders.forEach(it -> customers.add(it.customer));
    return customers;
  }

  /// The number of lines of all orders.
  public int lines() {
    return orders.stream().mapToInt(it -> it.lines.size()).sum();
  }

  /// The first orders, and what they need.
  public Dataset first(int count) {
    if (count >= orders.size()) {
      return this;
    }
    List<Order> kept = orders.subList(0, count);
    Set<ProductKey> ordered = new LinkedHashSet<>();
    kept.forEach(order -> order.lines.forEach(line -> ordered.add(line.key)));
    Set<String> selling = new LinkedHashSet<>();
    ordered.forEach(it -> selling.add(it.merchant()));
    return new Dataset(
        merchants.stream().filter(it -> selling.contains(it.id)).toList(),
        products.stream().filter(it -> ordered.contains(it.key)).toList(),
        kept);
  }

  /// How many of each product these orders need.
  public static Map<ProductKey, Integer> demand(Collection<Order> orders) {
    Map<ProductKey, Integer> demand = new LinkedHashMap<>();
    for (Order order : orders) {
      order.lines.forEach(it -> demand.merge(it.key, it.quantity, Math::addExact));
    }
    return demand;
  }
}
