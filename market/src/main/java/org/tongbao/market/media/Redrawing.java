package org.tongbao.market.media;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// Decodes a picture and encodes what is seen anew, upright, in sRGB and not larger than is shown,
/// with a small one beside it: nothing that was in the file but its pixels gets through. Measures
/// are checked by the header before anything is decoded, and few are decoded at once.
final class Redrawing {
  static final int LONGEST_SIDE = 2_048;
  static final int LONGEST_SIDE_OF_THUMBNAIL = 320;
  private static final long MOST_PIXELS = 40_000_000;

  /// A WebP is decoded whole, the others line by line.
  private static final long MOST_PIXELS_OF_WEBP = 16_000_000;

  private static final float QUALITY = 0.86f;
  private static final Semaphore AT_ONCE = new Semaphore(2);
  private static final int PATIENCE_SECONDS = 10;

  private Redrawing() {}

  static Cleaned of(MediaType type, byte[] content) {
    Picture cleaned = type.clean(content);
    long most = type == MediaType.WEBP ? MOST_PIXELS_OF_WEBP : MOST_PIXELS;
    if ((long) cleaned.width() * cleaned.height() > most) {
      throw Picture.tooMany(most, Picture.LONGEST_SIDE);
    }
    int orientation = type == MediaType.JPEG ? JpegCleaner.orientationOf(cleaned.content()) : 1;
    waitForTurn();
    try {
      BufferedImage decoded = decode(type, cleaned.content(), most);
      BufferedImage upright = upright(decoded, orientation);
      return encode(upright, encode(shrink(upright), null));
    } finally {
      AT_ONCE.release();
    }
  }

  private static void waitForTurn() {
    try {
      if (!AT_ONCE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new DomainException(RequestError.UNAVAILABLE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DomainException(RequestError.UNAVAILABLE);
    }
  }

  /// A decoder that meets nonsense throws all kinds of exceptions.
  private static BufferedImage decode(MediaType type, byte[] content, long most) {
    ImageReader reader = reader(type);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > most) {
        throw Picture.tooMany(most, Picture.LONGEST_SIDE);
      }
      ImageReadParam asked = reader.getDefaultReadParam();
      int step = Math.max(1, Math.max(width, height) / LONGEST_SIDE);
      if (type != MediaType.WEBP) {
        asked.setSourceSubsampling(step, step, 0, 0);
      }
      return reader.read(0, asked);
    } catch (DomainException refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw Picture.broken();
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(MediaType type) {
    return switch (type) {
      case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
      case PNG -> ImageIO.getImageReadersByFormatName("png").next();
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
    };
  }

  /// As Exif 3.0, 4.6.5.1.6 says that the picture is to be turned and mirrored.
  private static BufferedImage upright(BufferedImage image, int orientation) {
    double width = image.getWidth();
    double height = image.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> new AffineTransform();
        };
    boolean lies = orientation >= 5;
    double scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    AffineTransform all = AffineTransform.getScaleInstance(scale, scale);
    all.concatenate(turn);
    return drawn(
        image, all, side(lies ? height : width, scale), side(lies ? width : height, scale));
  }

  /// By halves, since one step would leave out pixels.
  private static BufferedImage shrink(BufferedImage image) {
    BufferedImage small = image;
    while (Math.max(small.getWidth(), small.getHeight()) > LONGEST_SIDE_OF_THUMBNAIL) {
      double longest = Math.max(small.getWidth(), small.getHeight());
      double scale = Math.max(0.5, LONGEST_SIDE_OF_THUMBNAIL / longest);
      small =
          drawn(
              small,
              AffineTransform.getScaleInstance(scale, scale),
              side(small.getWidth(), scale),
              side(small.getHeight(), scale));
    }
    return small;
  }

  private static int side(double length, double scale) {
    return Math.max(1, (int) Math.floor(length * scale + 1e-6));
  }

  private static BufferedImage drawn(
      BufferedImage image, AffineTransform how, int width, int height) {
    boolean clear = image.getColorModel().hasAlpha();
    BufferedImage drawn =
        new BufferedImage(
            width, height, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, how, null);
    graphics.dispose();
    return drawn;
  }

  private static Cleaned encode(BufferedImage image, @Nullable Cleaned thumbnail) {
    boolean clear = image.getColorModel().hasAlpha();
    byte[] content = encoded(image, clear ? "png" : "jpeg");
    String type = clear ? MediaType.PNG.type() : MediaType.JPEG.type();
    return Cleaned.picture(type, content, image.getWidth(), image.getHeight(), thumbnail);
  }

  private static byte[] encoded(BufferedImage image, String format) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
