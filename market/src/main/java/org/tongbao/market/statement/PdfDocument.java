package org.tongbao.market.statement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A PDF 1.4 document of text (ISO 32000) with fonts that every reader has: Helvetica and Courier,
/// and for Chinese the standard font of Adobe-GB1, which is not embedded. Text can be copied out of
/// it and searched. All of the file is ASCII. Not thread-safe.
final class PdfDocument {
  static final int WIDTH = 842;
  static final int HEIGHT = 595;

  /// Of a letter of Courier, in parts of the size.
  private static final double COURIER_ADVANCE = 0.6;

  private static final List<String> FONTS =
      List.of(
          "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
          "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
          "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H"
              + " /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
          "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
              + " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
              + " /DW 1000 /FontDescriptor 7 0 R >>",
          "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
              + " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");
  private static final String PAGE =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + WIDTH + " " + HEIGHT + "] /Contents ";
  private static final int FIRST_PAGE = 3 + FONTS.size();

  private final List<StringBuilder> pages = new ArrayList<>();

  void page() {
    pages.add(new StringBuilder());
  }

  int pages() {
    return pages.size();
  }

  /// Words, left aligned; what is not ASCII in the Chinese font.
  ///
  /// @param y from the bottom of the page
  void words(double x, double y, double size, String text) {
    begin(x, y);
    int i = 0;
    while (i < text.length()) {
      int start = i;
      boolean ascii = isAscii(text.charAt(i));
      while (i < text.length() && isAscii(text.charAt(i)) == ascii) {
        i++;
      }
      run(ascii ? "F1" : "F3", size, hex(text.substring(start, i), ascii));
    }
    current().append("ET\n");
  }

  /// ASCII in which all letters are as wide, left aligned.
  void figures(double x, double y, double size, String text) {
    begin(x, y);
    run("F2", size, hex(text, true));
    current().append("ET\n");
  }

  /// The same, ending at `right`.
  void figuresTo(double right, double y, double size, String text) {
    figures(right - text.length() * size * COURIER_ADVANCE, y, size, text);
  }

  /// A thin line over the whole width between two places.
  void rule(double left, double right, double y) {
    current().append("0.4 w %s %s m %s %s l S\n".formatted(at(left), at(y), at(right), at(y)));
  }

  byte[] toBytes() {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(FIRST_PAGE + 2 * i).append(" 0 R ");
    }
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Count " + pages.size() + " /Kids [" + kids + "] >>");
    objects.addAll(FONTS);
    for (StringBuilder each : pages) {
      int content = objects.size() + 2;
      objects.add(
          PAGE + content + " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>");
      objects.add("<< /Length " + each.length() + " >>\nstream\n" + each + "endstream");
    }
    return written(objects).getBytes(StandardCharsets.US_ASCII);
  }

  private static String written(List<String> objects) {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder places = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      places.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.length()));
      file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
    }
    int table = file.length();
    int size = objects.size() + 1;
    return file.append("xref\n0 ")
        .append(size)
        .append('\n')
        .append(places)
        .append("trailer\n<< /Size ")
        .append(size)
        .append(" /Root 1 0 R >>\nstartxref\n")
        .append(table)
        .append("\n%%EOF\n")
        .toString();
  }

  private StringBuilder current() {
    return pages.getLast();
  }

  private void begin(double x, double y) {
    current().append("BT %s %s Td ".formatted(at(x), at(y)));
  }

  private void run(String font, double size, String hex) {
    current().append("/%s %s Tf <%s> Tj ".formatted(font, at(size), hex));
  }

  private static boolean isAscii(char letter) {
    return letter >= ' ' && letter <= '~';
  }

  /// One byte for each letter of ASCII, two for each of others; what the Chinese font cannot have
  /// becomes a white square.
  private static String hex(String text, boolean ascii) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean beyond = Character.isSurrogate(letter) || Character.isISOControl(letter);
      int code = beyond ? 0x25a1 : letter;
      hex.append(ascii ? "%02x".formatted(code) : "%04x".formatted(code));
    }
    return hex.toString();
  }

  private static String at(double number) {
    return String.valueOf(Math.round(number * 100) / 100.0);
  }
}
