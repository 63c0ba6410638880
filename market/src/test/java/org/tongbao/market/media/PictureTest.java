package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.tongbao.market.error.DomainException;

/// What is kept of a picture.
final class PictureTest {
  private static final String SECRET = "taken at home by Li Na";

  @Test
  void aJpegLosesWhatItTellsAndLooksTheSame() throws IOException {
    byte[] plain = encoded("jpg");
    byte[] told =
        joined(
            Arrays.copyOf(plain, 2),
            segment(0xe1, joined(ascii("Exif\0\0"), tiff(1), ascii(SECRET))),
            segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0" + SECRET)),
            segment(0xed, ascii("Photoshop 3.0\0" + SECRET)),
            segment(0xfe, ascii(SECRET)),
            Arrays.copyOfRange(plain, 2, plain.length),
            ascii("<script>" + SECRET));

    Picture kept = MediaType.JPEG.clean(told);

    assertThat(text(kept.content())).doesNotContain(SECRET).doesNotContain("Exif");
    assertThat(pixels(kept.content())).isEqualTo(pixels(plain));
    assertThat(kept.width()).isEqualTo(40);
    assertThat(kept.height()).isEqualTo(30);
    assertThat(MediaType.JPEG.clean(kept.content()).content()).isEqualTo(kept.content());
  }

  @Test
  void ofExifTheOrientationStays() throws IOException {
    byte[] plain = encoded("jpg");
    for (boolean little : new boolean[] {false, true}) {
      byte[] lying =
          joined(
              Arrays.copyOf(plain, 2),
              segment(
                  0xe1, joined(ascii("Exif\0\0"), little ? littleTiff(6) : tiff(6), ascii(SECRET))),
              Arrays.copyOfRange(plain, 2, plain.length));

      Picture kept = MediaType.JPEG.clean(lying);

      assertThat(kept.width()).isEqualTo(30);
      assertThat(kept.height()).isEqualTo(40);
      assertThat(text(kept.content())).contains("Exif").doesNotContain(SECRET);
      assertThat(MediaType.JPEG.clean(kept.content()).content()).isEqualTo(kept.content());
      assertThat(pixels(kept.content())).isEqualTo(pixels(plain));
    }
  }

  @Test
  void aPngLosesItsTextsAndWhatStandsBehindIt() throws IOException {
    byte[] plain = encoded("png");
    int end = plain.length - 12;
    byte[] told =
        joined(
            Arrays.copyOf(plain, 33),
            chunk("tEXt", ascii("Author\0" + SECRET)),
            chunk("eXIf", ascii(SECRET)),
            chunk("tIME", new byte[7]),
            Arrays.copyOfRange(plain, 33, end),
            Arrays.copyOfRange(plain, end, plain.length),
            ascii(SECRET));

    Picture kept = MediaType.PNG.clean(told);

    assertThat(text(kept.content())).doesNotContain(SECRET).doesNotContain("tIME");
    assertThat(pixels(kept.content())).isEqualTo(pixels(plain));
    assertThat(kept.width()).isEqualTo(40);
  }

  @Test
  void aWebpLosesItsMetadataAndSaysSo() {
    byte[] frame = joined(new byte[] {0x2f, 39, (byte) (29 << 6), 29 >> 2, 0}, new byte[4]);
    byte[] header = {0x0c, 0, 0, 0, 39, 0, 0, 29, 0, 0};
    byte[] told =
        riff(
            chunkOfRiff("VP8X", header),
            chunkOfRiff("VP8L", frame),
            chunkOfRiff("EXIF", ascii(SECRET)),
            chunkOfRiff("XMP ", ascii(SECRET)));

    Picture kept = MediaType.WEBP.clean(told);

    header[0] = 0;
    assertThat(kept.content())
        .isEqualTo(riff(chunkOfRiff("VP8X", header), chunkOfRiff("VP8L", frame)));
    assertThat(kept.width()).isEqualTo(40);
    assertThat(kept.height()).isEqualTo(30);
    assertThat(MediaType.WEBP.clean(riff(chunkOfRiff("VP8L", frame))).height()).isEqualTo(30);
  }

  /// Every beginning of a picture, and every picture with one byte changed, is taken or refused.
  @Test
  void whatIsBrokenIsRefusedAndNeverAFailure() throws IOException {
    for (MediaType type : new MediaType[] {MediaType.JPEG, MediaType.PNG}) {
      byte[] whole = encoded(type == MediaType.JPEG ? "jpg" : "png");
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        if (type.begins(cut)) {
          assertThatThrownBy(() -> type.clean(cut)).isInstanceOf(DomainException.class);
        }
      }
      for (int i = 0; i < whole.length; i++) {
        byte[] changed = whole.clone();
        changed[i] ^= 0x5a;
        if (type.begins(changed)) {
          try {
            assertThat(type.clean(changed).width()).isPositive();
          } catch (DomainException refused) {
            assertThat(refused.code()).isInstanceOf(MediaError.class);
          }
        }
      }
    }
  }

  @Test
  void aPictureTooLargeToShowIsRefusedByItsHeader() throws IOException {
    byte[] plain = encoded("png");
    ByteBuffer header = ByteBuffer.allocate(13).put(Arrays.copyOfRange(plain, 16, 29)).flip();
    byte[] huge =
        joined(
            Arrays.copyOf(plain, 8),
            chunk("IHDR", header.putInt(0, 60_000).putInt(4, 60_000).array()),
            Arrays.copyOfRange(plain, 33, plain.length));

    assertThatThrownBy(() -> MediaType.PNG.clean(huge))
        .hasMessageContaining(MediaError.TOO_MANY_PIXELS.code());
  }

  private static byte[] encoded(String format) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(3, 4, 20, 17);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static int[] pixels(byte[] content) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(content));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static byte[] tiff(int orientation) {
    return new byte[] {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  private static byte[] littleTiff(int orientation) {
    return new byte[] {
      'I',
      'I',
      42,
      0,
      8,
      0,
      0,
      0,
      1,
      0,
      0x12,
      1,
      3,
      0,
      1,
      0,
      0,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  private static byte[] segment(int marker, byte[] content) {
    int length = content.length + 2;
    return joined(
        new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, content);
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] named = joined(ascii(name), content);
    CRC32 crc = new CRC32();
    crc.update(named);
    return joined(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        named,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] chunkOfRiff(String name, byte[] content) {
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array();
    return joined(ascii(name), length, content, new byte[content.length % 2]);
  }

  private static byte[] riff(byte[]... chunks) {
    byte[] all = joined(chunks);
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(all.length + 4).array();
    return joined(ascii("RIFF"), length, ascii("WEBP"), all);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
