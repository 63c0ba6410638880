package org.tongbao.market.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The shops, products and orders of the demonstration, from tables in the resources: a row a line,
/// columns apart by tabs.
final class DemoFiles {
  private static final String FOLDER = "/demo/";

  private DemoFiles() {}

  record Shop(
      String key,
      String nameZh,
      String nameEn,
      String categoryZh,
      String categoryEn,
      String descriptionZh,
      String descriptionEn,
      String tagZh,
      String tagEn,
      boolean service,
      int returnDays) {
    /// Shops have one name for all languages.
    String name() {
      return nameZh + " " + nameEn;
    }
  }

  /// @param picture the file's name without its ending; it is the product's key too
  /// @param priceYuan whole yuan
  /// @param options `name=value,value`; empty for one variant
  /// @param specification `name=value;name=value`
  record Product(
      String shop,
      String picture,
      String titleZh,
      String titleEn,
      long priceYuan,
      String options,
      String specification,
      int stock) {}

  /// One of a product.
  ///
  /// @param picture of the product
  /// @param until how far it is to come
  /// @param stars empty where the buyer writes no review
  /// @param answer the shop's; empty where it gives none
  record Order(
      String key,
      String buyer,
      String shop,
      String picture,
      DemoOrders.Until until,
      String stars,
      String review,
      String answer) {}

  static List<Order> orders() {
    return rows("orders.tsv").stream()
        .map(
            it ->
                new Order(
                    it[0],
                    it[1],
                    it[2],
                    it[3],
                    DemoOrders.Until.valueOf(it[4]),
                    it[5],
                    it[6],
                    it[7]))
        .toList();
  }

  static List<Shop> shops() {
    return rows("shops.tsv").stream()
        .map(
            it ->
                new Shop(
                    it[0],
                    it[1],
                    it[2],
                    it[3],
                    it[4],
                    it[5],
                    it[6],
                    it[7],
                    it[8],
                    it[9].equals("SERVICE"),
                    Integer.parseInt(it[10])))
        .toList();
  }

  static List<Product> products() {
    return rows("products.tsv").stream()
        .map(
            it ->
                new Product(
                    it[0],
                    it[1],
                    it[2],
                    it[3],
                    Long.parseLong(it[4]),
                    it[5],
                    it[6],
                    Integer.parseInt(it[7])))
        .toList();
  }

  static byte[] picture(String name) {
    return read("pictures/" + name + ".webp");
  }

  private static List<String[]> rows(String file) {
    String text = new String(read(file), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n")).map(it -> it.split("\t", -1)).toList();
  }

  private static byte[] read(String file) {
    try (InputStream stream =
        Objects.requireNonNull(DemoFiles.class.getResourceAsStream(FOLDER + file), file)) {
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
