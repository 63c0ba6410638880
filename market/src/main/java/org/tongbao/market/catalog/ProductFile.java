package org.tongbao.market.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tongbao.market.error.DomainException;

/// A file of products: comma-separated values (RFC 4180) in UTF-8, with or without a byte order
/// mark, one row for each variant. What belongs to the product stands in the first of its rows.
///
/// A cell that a spreadsheet would take for a formula has an apostrophe before it, which is taken
/// away again when it is read.
final class ProductFile {
  static final int LARGEST = 4 * 1024 * 1024;
  static final int MOST_ROWS = 2_000;
  static final String PRICE = "price_";

  static final List<String> OF_PRODUCT =
      List.of(
          "state",
          "kind",
          "category",
          "title_zh",
          "title_en",
          "description_zh",
          "description_en",
          "brand",
          "model",
          "tags",
          "attributes",
          "specification",
          "pictures");
  static final List<String> OF_VARIANT =
      List.of("sku", "options", "weight_grams", "variant_pictures");

  private static final String FORMULAS = "=+-@\t'";
  private static final String MARK = "\uFEFF";

  private ProductFile() {}

  /// A row of a file: the line it begins at, and its cells by column.
  record Row(int line, Map<String, String> cells) {
    boolean has(String column) {
      return cells.containsKey(column);
    }

    String cell(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  /// Refuses with [CatalogError#FILE_UNREADABLE] what is not such a file.
  static List<Row> read(byte[] content, Set<String> currencies) {
    String text = text(content);
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(false).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<Row> rows = new ArrayList<>();
      List<String> header = List.of();
      int line = 1;
      for (CSVRecord each : parser) {
        if (header.isEmpty()) {
          header = header(each, currencies);
        } else {
          if (rows.size() == MOST_ROWS) {
            throw unreadable("rows > " + MOST_ROWS);
          }
          rows.add(row(line, header, each));
        }
        line = (int) parser.getCurrentLineNumber() + 1;
      }
      if (header.isEmpty()) {
        throw unreadable("sku");
      }
      return rows;
    } catch (UncheckedIOException | IOException | IllegalStateException broken) {
      throw unreadable("CSV");
    }
  }

  private static String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith(MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException otherEncoding) {
      throw unreadable("UTF-8");
    }
  }

  private static List<String> header(CSVRecord first, Set<String> currencies) {
    Set<String> columns = new LinkedHashSet<>();
    for (String column : first.toList()) {
      String name = column.strip();
      boolean known =
          name.equals("product")
              || OF_PRODUCT.contains(name)
              || OF_VARIANT.contains(name)
              || (name.startsWith(PRICE) && currencies.contains(name.substring(PRICE.length())));
      if (!known || !columns.add(name)) {
        throw unreadable(name.length() > 40 ? name.substring(0, 40) : name);
      }
    }
    if (!columns.contains("sku")) {
      throw unreadable("sku");
    }
    return List.copyOf(columns);
  }

  private static Row row(int line, List<String> header, CSVRecord cells) {
    if (cells.size() > header.size()) {
      throw unreadable("line " + line);
    }
    Map<String, String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String cell = i < cells.size() ? cells.get(i).strip() : "";
      byColumn.put(header.get(i), cell.startsWith("'") ? cell.substring(1) : cell);
    }
    return new Row(line, byColumn);
  }

  private static DomainException unreadable(String what) {
    return new DomainException(CatalogError.FILE_UNREADABLE, what);
  }

  static byte[] write(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(MARK);
    try {
      CSVFormat.RFC4180.printRecord(text, header.toArray());
      for (List<String> row : rows) {
        CSVFormat.RFC4180.printRecord(text, row.stream().map(ProductFile::safe).toArray());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String safe(String cell) {
    return !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
