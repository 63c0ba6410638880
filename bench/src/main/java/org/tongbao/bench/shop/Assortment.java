package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Many kinds of goods, put on sale by files as a shop's owner does.
final class Assortment {
  private static final int ROWS = 1_000;
  private static final List<String> COLOURS =
      List.of("Red", "Green", "Blue", "Black", "White", "Brown", "Grey", "Golden");
  private static final List<String> COLOURS_ZH = List.of("红", "绿", "蓝", "黑", "白", "棕", "灰", "金");
  private static final List<String> THINGS = List.of("teapot", "cup", "tray", "caddy", "kettle");
  private static final List<String> THINGS_ZH = List.of("茶壶", "茶杯", "茶盘", "茶叶罐", "水壶");

  private Assortment() {}

  static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  static String thing(int number) {
    return THINGS.get(number % THINGS.size());
  }

  /// Adds so many to what a shop sells.
  static void add(Stall stall, int products) throws IOException {
    String category =
        Person.expect(stall.owner().get("/api/v1/categories"), 200).at("/categories/0/id");
    for (int first = 1; first <= products; first += ROWS) {
      int rows = Math.min(ROWS, products - first + 1);
      String path = stall.path("/products/import");
      Answer taken = stall.owner().upload(path, "text/csv", file(category, first, rows));
      if (Person.expect(taken, 200).json().path("added").asInt() != rows) {
        throw new IOException("not all of the file was taken: " + taken.body());
      }
    }
  }

  private static String file(String category, int first, int rows) {
    var file =
        new StringBuilder("state,kind,category,title_zh,title_en,sku,weight_grams,price_CNY");
    for (int i = first; i < first + rows; i++) {
      file.append(
          String.format(
              Locale.ROOT,
              "%nON_SALE,GOODS,%s,%s%s %d,%s %s %d,CUP-%d,600,%d.%02d",
              category,
              COLOURS_ZH.get(i % COLOURS_ZH.size()),
              THINGS_ZH.get(i % THINGS_ZH.size()),
              i,
              colour(i),
              thing(i),
              i,
              i,
              10 + i % 900,
              i % 100));
    }
    return file.toString();
  }
}
