package org.tongbao.market.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder of files with two merchants, three products and three orders, one of them of both
/// merchants, one of them at another price than the list's.
public final class TestFiles {
  private final Path folder;

  private TestFiles(Path folder) {
    this.folder = folder;
  }

  /// Writes them.
  public static TestFiles in(Path folder) throws IOException {
    TestFiles files = new TestFiles(folder);
    files.write(
        "merchants.csv",
        """
        merchant_id,city,state
        m1,são paulo,SP
        m2,"ribeirão preto, centro",SP
        """);
    files.write(
        "products.csv",
        """
        product_id,merchant_id,category,list_price_minor,currency,weight_g
        p1,m1,toys,4999,BRL,
        p2,m1,,2237,BRL,350
        p1,m2,toys,5100,BRL,
        """);
    files.write(
        "orders.csv",
        """
        order_id,customer_id,placed_at,currency,total_minor
        o1,c1,2016-10-04T11:43:00Z,BRL,6550
        o2,c2,2016-10-04T15:59:00Z,BRL,11873
        o3,c1,2016-10-05T00:00:00Z,BRL,4750
        """);
    files.write(
        "order_lines.csv",
        """
        order_id,line,product_id,merchant_id,quantity,unit_price_minor,shipping_minor,ship_by
        o1,1,p1,m1,1,4999,1551,2016-10-10T11:43:00Z
        o2,1,p2,m1,2,2237,399,2016-10-10T15:59:00Z
        o2,2,p1,m2,1,5100,1900,2016-10-10T15:59:00Z
        o3,1,p1,m1,1,4500,250,2016-10-11T00:00:00Z
        """);
    return files;
  }

  Path folder() {
    return folder;
  }

  /// Writes one of them anew.
  public TestFiles write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return this;
  }

  /// Puts one text for another, which is there.
  public TestFiles replace(String file, String before, String after) throws IOException {
    String text = Files.readString(folder.resolve(file));
    if (!text.contains(before)) {
      throw new IllegalArgumentException(before + " is not in " + file);
    }
    return write(file, text.replace(before, after));
  }

  /// Adds rows at the end.
  public TestFiles add(String file, String rows) throws IOException {
    return write(file, Files.readString(folder.resolve(file)) + rows);
  }
}
