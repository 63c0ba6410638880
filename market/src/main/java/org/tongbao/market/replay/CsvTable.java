package org.tongbao.market.replay;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A file of comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark, whose
/// first row names the columns. Columns that nobody asked for are passed over.
final class CsvTable {
  private static final String MARK = "\uFEFF";

  private final String file;
  private final Consumer<BadRow> bad;

  private CsvTable(String file, Consumer<BadRow> bad) {
    this.file = file;
    this.bad = bad;
  }

  /// A row: the line it begins at, its text, and its cells by column.
  record Row(long line, String text, Map<String, String> cells) {
    String cell(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException("no column " + column);
      }
      return cell;
    }
  }

  /// The rows that can be read; all others are told to `bad`. A file that cannot be trusted has
  /// none.
  static List<Row> read(Path path, List<String> columns, Consumer<BadRow> bad) {
    CsvTable table = new CsvTable(String.valueOf(path.getFileName()), bad);
    try {
      return table.rows(text(Files.readAllBytes(path)), columns);
    } catch (NoSuchFileException missing) {
      table.fatal(0, "there is no such file");
    } catch (AccessDeniedException denied) {
      table.fatal(0, "it cannot be read: permission denied");
    } catch (IOException unreadable) {
      table.fatal(0, "it cannot be read: " + unreadable.getMessage());
    } catch (UnusableException useless) {
      table.fatal(useless.line, String.valueOf(useless.getMessage()));
    }
    return List.of();
  }

  private void fatal(long line, String reason) {
    bad.accept(new BadRow(file, line, reason, true));
  }

  /// Nothing of the file can be trusted.
  private static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    UnusableException(long line, String reason) {
      super(reason);
      this.line = line;
    }
  }

  private static String text(byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer text = CharBuffer.allocate(content.length);
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      long line = 1;
      for (int i = 0; i < bytes.position(); i++) {
        line += content[i] == '\n' ? 1 : 0;
      }
      throw new UnusableException(line, "it is not UTF-8 text");
    }
    String decoded = text.flip().toString();
    if (decoded.indexOf('\0') >= 0) {
      throw new UnusableException(1, "it is not UTF-8 text: it has zero characters");
    }
    return decoded.startsWith(MARK) ? decoded.substring(1) : decoded;
  }

  private List<Row> rows(String text, List<String> columns) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    List<Row> rows = new ArrayList<>();
    long line = 1;
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<String> header = null;
      for (CSVRecord each : parser) {
        if (header == null) {
          header = header(each, columns);
        } else if (each.size() != header.size()) {
          bad.accept(
              new BadRow(
                  file,
                  line,
                  "it has %d cells of %d".formatted(each.size(), header.size()),
                  false));
        } else {
          rows.add(row(line, header, each));
        }
        line = parser.getCurrentLineNumber() + 1;
      }
      if (header == null) {
        throw new UnusableException(0, "it is empty; the first row names the columns " + columns);
      }
      return rows;
    } catch (UncheckedIOException | IllegalStateException broken) {
      throw new UnusableException(line, "its quotes are not closed, or stand inside a cell");
    }
  }

  private static List<String> header(CSVRecord first, List<String> columns) {
    List<String> header = first.stream().map(String::strip).toList();
    for (String column : columns) {
      long times = header.stream().filter(column::equals).count();
      if (times != 1) {
        throw new UnusableException(
            1,
            times == 0 ? "there is no column " + column : "it has the column " + column + " twice");
      }
    }
    return header;
  }

  private static Row row(long line, List<String> header, CSVRecord cells) {
    Map<String, String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      byColumn.putIfAbsent(header.get(i), cells.get(i).strip());
    }
    return new Row(line, String.join(",", cells.toList()), byColumn);
  }
}
