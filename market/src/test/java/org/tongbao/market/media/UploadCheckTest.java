package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.market.media.Samples.ascii;
import static org.tongbao.market.media.Samples.file;
import static org.tongbao.market.media.Samples.joined;
import static org.tongbao.market.media.Samples.picture;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.market.error.DomainException;

/// What is taken, what is kept of it, and what is refused.
final class UploadCheckTest {
  @ParameterizedTest
  @CsvSource({
    "voice.ogg, VOICE, audio/ogg, 990, 1030",
    "voice.mp3, VOICE, audio/mpeg, 990, 1200",
    "voice.m4a, VOICE, audio/mp4, 990, 1200",
    "voice.wav, VOICE, audio/wav, 300, 300",
    "voice.webm, VOICE, audio/webm, 900, 1030",
    "video.mp4, VIDEO, video/mp4, 990, 1200",
    "fragmented.mp4, VIDEO, video/mp4, 990, 1500",
    "video.webm, VIDEO, video/webm, 800, 1030",
    "live.webm, VIDEO, video/webm, 700, 1030"
  })
  void ofARecordingWhatItTellsIsGone(
      String name, UploadKind kind, String type, long from, long to) {
    assertThat(text(file(name))).contains("SECRET");

    Cleaned kept = UploadCheck.check(file(name));

    assertThat(kept.kind()).isEqualTo(kind);
    assertThat(kept.type()).isEqualTo(type);
    assertThat(kept.durationMillis()).isBetween(from, to);
    assertThat(text(kept.content())).doesNotContain("SECRET").doesNotContain("Lavf");
    // What is kept is again what is taken, and stays the same.
    assertThat(UploadCheck.check(kept.content()).content()).isEqualTo(kept.content());
    if (kind == UploadKind.VIDEO) {
      assertThat(kept.width()).isEqualTo(64);
      assertThat(kept.height()).isEqualTo(48);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.webp", "lossless.webp"})
  void aWebpIsDrawnAnew(String name) {
    Cleaned kept = UploadCheck.check(file(name));

    assertThat(kept.type()).isIn("image/jpeg", "image/png");
    assertThat(kept.width()).isEqualTo(60);
    assertThat(Samples.read(kept.content()).getHeight()).isEqualTo(40);
  }

  @Test
  void aPictureIsDrawnAnewUprightAndWithoutWhatItTells() {
    // Red on the left; turned clockwise by a quarter it is red at the top.
    Cleaned kept = UploadCheck.check(Samples.turned(6, 40, 30));

    BufferedImage seen = Samples.read(kept.content());
    assertThat(text(kept.content())).doesNotContain("SECRET").doesNotContain("Exif");
    assertThat(seen.getWidth()).isEqualTo(30);
    assertThat(seen.getHeight()).isEqualTo(40);
    assertThat(seen.getRGB(15, 4) >> 16 & 0xff).isGreaterThan(200);
    assertThat(seen.getRGB(15, 36) & 0xff).isGreaterThan(200);
    BufferedImage upsideDown = Samples.read(UploadCheck.check(Samples.turned(3, 40, 30)).content());
    assertThat(upsideDown.getRGB(4, 15) & 0xff).isGreaterThan(200);
    BufferedImage left = Samples.read(UploadCheck.check(Samples.turned(8, 40, 30)).content());
    assertThat(left.getRGB(15, 36) >> 16 & 0xff).isGreaterThan(200);
  }

  @Test
  void aLargePictureIsMadeAsSmallAsItIsShown() {
    Cleaned kept = UploadCheck.check(picture("jpg", 4500, 1500));

    assertThat(kept.width()).isEqualTo(2048);
    assertThat(kept.height()).isEqualTo(682);
    Cleaned small = Objects.requireNonNull(kept.thumbnail());
    assertThat(Samples.read(small.content()).getWidth()).isEqualTo(320);
    assertThat(Samples.read(small.content()).getHeight()).isEqualTo(106);
  }

  static Stream<Arguments> attacks() {
    byte[] script = ascii("=1;/*" + "*/alert(document.cookie)//<script>alert(1)</script>");
    byte[] jpeg = picture("jpg", 40, 30);
    byte[] comment =
        joined(
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, 31}, ascii("<script>alert(1)</script>    "));
    ByteBuffer longSound = ByteBuffer.wrap(file("voice.wav")).order(ByteOrder.LITTLE_ENDIAN);
    byte[] mp4 = file("video.mp4");
    byte[] chunked = file("video.mp4");
    int table = text(chunked).indexOf("stco");
    ByteBuffer.wrap(chunked).putInt(table + 12, 0x7fff_ffff);
    byte[] large = file("video.mp4");
    int entry = text(large).indexOf("avc1", 60);
    ByteBuffer.wrap(large).putShort(entry + 4 + 24, (short) 30_000);
    byte[] endless = file("video.mp4");
    int times = text(endless).indexOf("stts");
    ByteBuffer.wrap(endless).putInt(times + 12, 900_000);
    return Stream.of(
        Arguments.of("a page", ascii("<!doctype html><script>1</script>"), MediaError.UNKNOWN_KIND),
        Arguments.of(
            "SVG with script",
            ascii("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
            MediaError.UNKNOWN_KIND),
        Arguments.of("a program", ascii("MZ\u0090\0\u0003"), MediaError.UNKNOWN_KIND),
        Arguments.of("nothing known", new byte[400], MediaError.UNKNOWN_KIND),
        Arguments.of("an archive", Samples.archive(), MediaError.UNKNOWN_KIND),
        Arguments.of("GIF and script", joined(ascii("GIF89a"), script), MediaError.UNKNOWN_KIND),
        Arguments.of(
            "JPEG and JAR", joined(jpeg, Samples.archive()), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of(
            "PNG and JAR",
            joined(picture("png", 8, 8), Samples.archive(), ascii("a comment")),
            MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("MP4 and JAR", joined(mp4, Samples.archive()), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("JPEG and page", joined(jpeg, script), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of(
            "JPEG with a page as comment",
            joined(Arrays.copyOf(jpeg, 2), comment, Arrays.copyOfRange(jpeg, 2, jpeg.length)),
            MediaError.SOMETHING_ELSE_TOO),
        Arguments.of(
            "PNG of 60,000 to a side", Samples.pngOf(60_000, 60_000), MediaError.TOO_MANY_PIXELS),
        Arguments.of(
            "PNG of 16,000 to a side", Samples.pngOf(16_000, 16_000), MediaError.TOO_MANY_PIXELS),
        Arguments.of(
            "WebP of 16,383 to a side", Samples.webpOf(16_383, 16_383), MediaError.TOO_MANY_PIXELS),
        Arguments.of("WebP with a frame beyond it", Samples.webpOf(8, 8), MediaError.BROKEN),
        Arguments.of(
            "PNG of which little is there", Samples.pngOf(5_000, 5_000), MediaError.BROKEN),
        Arguments.of(
            "too large a picture",
            joined(jpeg, new byte[UploadKind.PICTURE.mostBytes()]),
            MediaError.TOO_MANY_BYTES),
        Arguments.of(
            "too long a sound",
            longSound.putInt(28, 8).putShort(32, (short) 2).putInt(24, 4).array(),
            MediaError.BROKEN),
        Arguments.of("MP4 that points beyond itself", chunked, MediaError.BROKEN),
        Arguments.of("MP4 of 30,000 pixels' width", large, MediaError.TOO_MANY_PIXELS),
        Arguments.of("MP4 of hours", endless, MediaError.TOO_LONG),
        Arguments.of(
            "two films", joined(file("video.webm"), file("video.webm")), MediaError.BROKEN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void refusesWithAReason(String name, byte[] content, MediaError reason) {
    assertThatThrownBy(() -> UploadCheck.check(content))
        .as(name)
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "voice.mp3",
        "voice.m4a",
        "voice.wav",
        "video.mp4",
        "fragmented.mp4",
        "video.webm",
        "picture.webp",
        "voice.ogg"
      })
  void refusesWhatIsCutOff(String name) {
    byte[] whole = file(name);
    for (int length : new int[] {whole.length - 1, whole.length / 2, 40, 13}) {
      assertThatThrownBy(() -> UploadCheck.check(Arrays.copyOf(whole, length)))
          .as("%s cut to %d", name, length)
          .isInstanceOf(DomainException.class);
    }
  }

  /// Thousands of files with something changed are taken or refused, and never a failure.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "voice.ogg",
        "voice.mp3",
        "voice.m4a",
        "voice.wav",
        "voice.webm",
        "video.mp4",
        "fragmented.mp4",
        "video.webm",
        "live.webm",
        "picture.webp",
        "lossless.webp"
      })
  void whatIsBrokenIsNeverAFailure(String name) {
    Random chance = new Random(name.hashCode());
    byte[] whole = file(name);
    for (int i = 0; i < 400; i++) {
      byte[] changed = whole.clone();
      for (int j = 0; j <= chance.nextInt(3); j++) {
        int among = chance.nextBoolean() ? Math.min(400, whole.length) : whole.length;
        changed[chance.nextInt(among)] = (byte) (chance.nextInt(4) == 0 ? -1 : chance.nextInt());
      }
      try {
        assertThat(UploadCheck.check(changed).content()).isNotEmpty();
      } catch (DomainException refused) {
        assertThat(refused.code()).isInstanceOf(MediaError.class);
      }
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
