package org.tongbao.market.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.market.replay.DatasetReader.Reading;

final class DatasetReaderTest {
  @TempDir private Path folder;
  private TestFiles files;

  @BeforeEach
  void write() throws IOException {
    files = TestFiles.in(folder);
  }

  private Reading read() {
    return DatasetReader.read(folder);
  }

  private List<String> told() {
    return read().bad().stream().map(BadRow::toString).toList();
  }

  @Test
  void whatIsRightIsReadAsItStands() {
    Reading reading = read();

    assertThat(reading.bad()).isEmpty();
    Dataset dataset = reading.dataset();
    assertThat(dataset.merchants()).extracting(Dataset.Merchant::id).containsExactly("m1", "m2");
    assertThat(dataset.merchants().getLast().city()).isEqualTo("ribeirão preto, centro");
    assertThat(dataset.products())
        .extracting(Dataset.Product::weightGrams)
        .containsExactly(0, 350, 0);
    assertThat(dataset.orders())
        .extracting(Dataset.Order::totalMinor)
        .containsExactly(6550L, 11873L, 4750L);
    assertThat(dataset.customers()).containsExactly("c1", "c2");
    assertThat(dataset.orders().get(1).byMerchant()).containsOnlyKeys("m1", "m2");
    assertThat(Dataset.demand(dataset.orders()))
        .containsEntry(new Dataset.ProductKey("p2", "m1"), 2);
  }

  @Test
  void theFirstOrdersBringOnlyWhatTheyNeed() {
    Dataset first = read().dataset().first(1);

    assertThat(first.orders()).extracting(Dataset.Order::id).containsExactly("o1");
    assertThat(first.merchants()).extracting(Dataset.Merchant::id).containsExactly("m1");
    assertThat(first.products())
        .extracting(Dataset.Product::key)
        .containsExactly(new Dataset.ProductKey("p1", "m1"));
  }

  @Test
  void aByteOrderMarkAndOtherColumnsDoNotMatter() throws IOException {
    files.write(
        "merchants.csv", "\uFEFFstate,merchant_id,remark,city\r\nSP,m1,x,a\r\nSP,m2,,b\r\n");

    assertThat(told()).isEmpty();
  }

  /// One cell of one row, and what is said of it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merchants.csv   | m1,são            | m 1,são            | merchants.csv:2: merchant_id must be up to 40 letters, digits, dashes or underscores, not 'm 1'
          merchants.csv   | m1,são paulo      | m1,                | merchants.csv:2: city is empty
          merchants.csv   | m2,               | m1,                | merchants.csv:3: merchant m1 is there twice
          merchants.csv   | m2,               | M1,                | merchants.csv:3: merchant M1 differs from m1 in capital letters only
          products.csv    | p2,m1             | p2,m9              | products.csv:3: there is no merchant m9
          products.csv    | p2,m1             | p1,m1              | products.csv:3: product p1 of m1 is there twice
          products.csv    | 4999              | -4999              | products.csv:2: list_price_minor must be a whole number from 1 to 1000000000000, not '-4999'
          products.csv    | 4999              | 0                  | products.csv:2: list_price_minor must be a whole number from 1 to 1000000000000, not '0'
          products.csv    | 4999              | 49.99              | products.csv:2: list_price_minor must be a whole number from 1 to 1000000000000, not '49.99'
          products.csv    | 4999              | 99999999999999999999999 | products.csv:2: list_price_minor must be a whole number from 1 to 1000000000000, not '99999999999999999999999'
          products.csv    | BRL,350           | XXQ,350            | products.csv:3: there is no currency XXQ
          products.csv    | BRL,350           | USD,350            | products.csv:3: merchant m1 sells in BRL already
          products.csv    | ,350              | ,-1                | products.csv:3: weight_g must be a whole number from 0 to 1000000, not '-1'
          orders.csv      | 2016-10-04T11:43:00Z | yesterday       | orders.csv:2: placed_at must be a time as 2016-10-04T11:43:00Z, not 'yesterday'
          orders.csv      | o3,c1             | o1,c1              | orders.csv:4: order o1 is there twice
          orders.csv      | 6550              | 6549               | orders.csv:2: total_minor is 6549, its lines add up to 6550
          orders.csv      | o3,c1             | o4,c1              | orders.csv:4: order o4 has no lines
          order_lines.csv | o1,1,p1,m1,1      | o1,1,p1,m1,1000    | order_lines.csv:2: quantity must be a whole number from 1 to 999, not '1000'
          order_lines.csv | o1,1,p1           | o1,1,p9            | order_lines.csv:2: there is no product p9 of merchant m1
          order_lines.csv | o1,1              | o9,1               | order_lines.csv:2: there is no order o9
          order_lines.csv | o2,2              | o2,1               | order_lines.csv:4: line 1 of the order is there twice
          order_lines.csv | o2,2,p1,m2        | o2,2,p2,m1         | order_lines.csv:4: the order has the product twice; one line holds them all
          order_lines.csv | 1551              | -1                 | order_lines.csv:2: shipping_minor must be a whole number from 0 to 1000000000000, not '-1'
          """)
  void aBadCellIsToldWithFileLineAndReason(
      String file, String before, String after, String expected) throws IOException {
    files.replace(file, before, after);

    assertThat(told()).contains(expected);
    assertThat(read().isUsable()).isTrue();
  }

  @Test
  void aBadRowTakesWithItWhatNeedsIt() throws IOException {
    files.replace("merchants.csv", "m2,", "m 2,");

    assertThat(told())
        .containsExactly(
            "merchants.csv:3: merchant_id must be up to 40 letters, digits, dashes or underscores,"
                + " not 'm 2'",
            "products.csv:4: there is no merchant m2",
            "order_lines.csv:4: there is no product p1 of merchant m2",
            "orders.csv:3: order o2 has a line that is bad");
    Dataset left = read().dataset();
    assertThat(left.merchants()).extracting(Dataset.Merchant::id).containsExactly("m1");
    assertThat(left.orders()).extracting(Dataset.Order::id).containsExactly("o1", "o3");
  }

  @Test
  void aRowWithTooManyOrTooFewCellsIsBad() throws IOException {
    files.add("merchants.csv", "m3,a\nm4,b,c,d\n");

    assertThat(told())
        .containsExactly(
            "merchants.csv:4: it has 2 cells of 3", "merchants.csv:5: it has 4 cells of 3");
  }

  @Test
  void otherEncodingsAreNotTaken() throws IOException {
    Path file = folder.resolve("merchants.csv");
    String text = Files.readString(file);
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(told()).contains("merchants.csv:2: it is not UTF-8 text");
    assertThat(read().isUsable()).isFalse();

    Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
    assertThat(read().bad().getFirst().fatal()).isTrue();
    assertThat(read().bad().getFirst().reason()).startsWith("it is not UTF-8 text");
  }

  @Test
  void brokenQuotesMakeAFileUseless() throws IOException {
    files.add("merchants.csv", "m3,\"never closed,SP\nm4,b,SP\n");
    assertThat(told())
        .contains("merchants.csv:4: its quotes are not closed, or stand inside a cell");
    assertThat(read().isUsable()).isFalse();

    TestFiles.in(folder).add("merchants.csv", "m3,\"a\"b,SP\n");
    assertThat(read().isUsable()).isFalse();
  }

  @Test
  void linesAreCountedAcrossLineBreaksInQuotes() throws IOException {
    files.add("merchants.csv", "m3,\"two\nlines\",SP\nm 4,b,SP\n");

    assertThat(read().bad()).extracting(BadRow::line).containsExactly(4L, 6L);
  }

  @Test
  void columnsMustBeThereOnce() throws IOException {
    files.replace("orders.csv", "customer_id", "customer");
    assertThat(told()).contains("orders.csv:1: there is no column customer_id");
    assertThat(read().isUsable()).isFalse();

    TestFiles.in(folder).replace("orders.csv", "placed_at", "currency");
    assertThat(told()).contains("orders.csv:1: there is no column placed_at");

    TestFiles.in(folder).write("orders.csv", "");
    assertThat(read().bad().getFirst().reason()).startsWith("it is empty");
  }

  @Test
  void filesThatAreMissingOrFoldersAreTold() throws IOException {
    Files.delete(folder.resolve("orders.csv"));
    Files.createDirectory(folder.resolve("orders.csv"));
    Files.delete(folder.resolve("products.csv"));

    assertThat(told()).contains("products.csv: there is no such file");
    assertThat(told()).anyMatch(it -> it.startsWith("orders.csv: it cannot be read"));
    assertThat(read().isUsable()).isFalse();
  }

  @Test
  void aFolderWithoutPermissionIsTold() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(folder)).as("whoever tests is root and may read all").isFalse();
      assertThat(told()).contains("merchants.csv: it cannot be read: permission denied");
      assertThat(read().isUsable()).isFalse();
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
