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
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
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
