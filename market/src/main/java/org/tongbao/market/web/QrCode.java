package org.tongbao.market.web;

/// A QR code (ISO/IEC 18004) as one path of an SVG, a unit a module.
///
/// @param side how many modules wide, the quiet zone of four included
public record QrCode(int side, String path) {
  private static final int QUIET = 4;

  /// @throws IllegalArgumentException when the text is longer than a code can hold
  public static QrCode of(String text) {
    io.nayuki.qrcodegen.QrCode code = encode(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int begin = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > begin) {
          int width = x - begin;
          path.append("M%d %dh%dv1h-%dz".formatted(begin + QUIET, y + QUIET, width, width));
        }
      }
    }
    return new QrCode(code.size + 2 * QUIET, path.toString());
  }

  private static io.nayuki.qrcodegen.QrCode encode(String text) {
    try {
      return io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    } catch (io.nayuki.qrcodegen.DataTooLongException tooLong) {
      throw new IllegalArgumentException(tooLong);
    }
  }
}
