package org.tongbao.market.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/// Files as people send them, and files as attackers do.
public final class Samples {
  private Samples() {}

  /// A file of the resources, each a second of a tone or of a test picture with tags that say
  /// `SECRET`.
  public static byte[] file(String name) {
    try (InputStream in =
        Objects.requireNonNull(Samples.class.getResourceAsStream("/media/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Half red, half blue.
  public static byte[] picture(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  /// A JPEG with Exif data that say how it lies and where it was taken.
  public static byte[] turned(int orientation, int width, int height) {
    byte[] plain = picture("jpg", width, height);
    byte[] exif =
        joined(
            ascii("Exif\0\0MM\0"),
            new byte[] {42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation},
            new byte[6],
            ascii("SECRET PLACE"));
    byte[] head = {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 2)};
    return joined(Arrays.copyOf(plain, 2), head, exif, Arrays.copyOfRange(plain, 2, plain.length));
  }

  /// A PNG whose header says these measures, whatever is in it.
  public static byte[] pngOf(int width, int height) {
    byte[] plain = picture("png", 8, 8);
    byte[] header = Arrays.copyOfRange(plain, 12, 29);
    ByteBuffer.wrap(header).putInt(4, width).putInt(8, height);
    CRC32 crc = new CRC32();
    crc.update(header);
    return joined(
        Arrays.copyOf(plain, 12),
        header,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array(),
        Arrays.copyOfRange(plain, 33, plain.length));
  }

  /// A WebP whose canvas has these measures.
  public static byte[] webpOf(int width, int height) {
    byte[] canvas = {
      0,
      0,
      0,
      0,
      (byte) (width - 1),
      (byte) ((width - 1) >> 8),
      (byte) ((width - 1) >> 16),
      (byte) (height - 1),
      (byte) ((height - 1) >> 8),
      (byte) ((height - 1) >> 16)
    };
    byte[] plain = file("lossless.webp");
    byte[] chunks =
        joined(
            ascii("VP8X"),
            new byte[] {10, 0, 0, 0},
            canvas,
            Arrays.copyOfRange(plain, 12, plain.length));
    int size = chunks.length + 4;
    byte[] length = {(byte) size, (byte) (size >> 8), (byte) (size >> 16), 0};
    return joined(ascii("RIFF"), length, ascii("WEBP"), chunks);
  }

  /// A PDF of one page with a line of ASCII, and after its objects whatever else is said.
  public static byte[] pdf(String line, String... more) {
    StringBuilder file = new StringBuilder("%PDF-1.7\n");
    List<Integer> places = new ArrayList<>();
    String text = "BT /F1 18 Tf 72 720 Td (" + line + ") Tj ET";
    for (String object :
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
                + " /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream")) {
      places.add(file.length());
      file.append(places.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
    }
    for (String each : more) {
      file.append(each).append('\n');
    }
    int table = file.length();
    file.append("xref\n0 6\n0000000000 65535 f \n");
    places.forEach(it -> file.append(String.format(Locale.ROOT, "%010d 00000 n \n", it)));
    file.append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n");
    return ascii(file.append(table).append("\n%%EOF\n").toString());
  }

  /// What a PDF packs, as one of its objects.
  public static String packed(String content) {
    Deflater deflater = new Deflater();
    byte[] bytes = ascii(content);
    byte[] packed = new byte[bytes.length + 64];
    deflater.setInput(bytes);
    deflater.finish();
    int length = deflater.deflate(packed);
    deflater.end();
    return "9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
        + length
        + " >>\nstream\r\n"
        + new String(packed, 0, length, StandardCharsets.ISO_8859_1)
        + "\nendstream\nendobj";
  }

  /// An archive that a Java machine would run.
  public static byte[] archive() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(ascii("Main-Class: Evil\n"));
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[4_000_000]);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  public static BufferedImage read(byte[] picture) {
    try {
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(picture)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
