package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.market.media.Samples.ascii;
import static org.tongbao.market.media.Samples.file;
import static org.tongbao.market.media.Samples.joined;
import static org.tongbao.market.media.Samples.packed;
import static org.tongbao.market.media.Samples.pdf;
import static org.tongbao.market.media.Samples.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.market.error.DomainException;

/// Which documents are taken, and as what.
final class DocumentCheckTest {
  private static final String ACTION = "7 0 obj\n<< /S /%s /F (x) >>\nendobj";

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("application/pdf", pdf("A licence")),
        Arguments.of("application/pdf", pdf("Packed", packed("1 0 << /Type /Annot >> /Launching"))),
        Arguments.of("application/pdf", joined(pdf("Room at the end"), ascii("\r\n \0"))),
        Arguments.of("image/jpeg", picture("jpg", 40, 30)),
        Arguments.of("image/jpeg", Samples.turned(6, 40, 30)),
        Arguments.of("image/png", picture("png", 40, 30)),
        Arguments.of("image/webp", file("picture.webp")),
        Arguments.of("image/webp", file("lossless.webp")));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("documents")
  void takesDocumentsAsTheirContentSays(String type, byte[] content) {
    assertThat(DocumentCheck.type(content)).isEqualTo(type);

    byte[] cleaned = DocumentCheck.cleaned(content);
    assertThat(DocumentCheck.type(cleaned)).isEqualTo(type);
    assertThat(DocumentCheck.cleaned(cleaned)).isEqualTo(cleaned);
    assertThat(new String(cleaned, StandardCharsets.ISO_8859_1)).doesNotContain("SECRET");
  }

  static Stream<Arguments> others() {
    byte[] jpeg = picture("jpg", 40, 30);
    byte[] png = picture("png", 40, 30);
    byte[] whole = pdf("A licence");
    return Stream.of(
        Arguments.of("a page", ascii("<!doctype html><p>1"), MediaError.NO_DOCUMENT),
        Arguments.of("SVG", ascii("<svg xmlns=\"http://x\"/>"), MediaError.NO_DOCUMENT),
        Arguments.of("GIF", ascii("GIF89a=1;alert(1)//"), MediaError.NO_DOCUMENT),
        Arguments.of("a recording", file("voice.ogg"), MediaError.NO_DOCUMENT),
        Arguments.of("an archive", Samples.archive(), MediaError.NO_DOCUMENT),
        Arguments.of("a text before it", joined(ascii("x"), whole), MediaError.NO_DOCUMENT),
        Arguments.of("nothing", new byte[0], MediaError.NO_DOCUMENT),
        Arguments.of("too much", new byte[(10 << 20) + 1], MediaError.TOO_MANY_BYTES),
        Arguments.of(
            "an archive behind", joined(whole, Samples.archive()), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("anything behind", joined(whole, jpeg), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("a page in it", pdf("<SCRIPT>alert"), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of(
            "more than a JPEG", joined(jpeg, new byte[] {0}), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("more than a PNG", joined(png, png), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of(
            "more than a WebP",
            joined(file("lossless.webp"), new byte[] {1, 2}),
            MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("a PDF in a PNG", joined(png, whole), MediaError.SOMETHING_ELSE_TOO),
        Arguments.of("half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), MediaError.BROKEN),
        Arguments.of("half a PNG", Arrays.copyOf(png, png.length - 20), MediaError.BROKEN),
        Arguments.of("half a PDF", Arrays.copyOf(whole, whole.length - 20), MediaError.BROKEN),
        Arguments.of("no version", ascii("%PDF-x.7\nstartxref\n0\n%%EOF\n"), MediaError.BROKEN),
        Arguments.of("giant measures", Samples.pngOf(60_000, 60_000), MediaError.TOO_MANY_PIXELS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void refusesWithAReason(String what, byte[] content, MediaError why) {
    refused(what, content, why);
  }

  static Stream<Arguments> active() {
    String script = ACTION.formatted("JavaScript");
    return Stream.of(
            script,
            script.replace("/JavaScript", "/J#61vaScript"),
            script.replace("/JavaScript", "/#4aavaScript"),
            script.replace("/JavaScript ", "/JavaScript"),
            packed(script),
            packed("/x ".repeat(40_000) + script + " /y".repeat(40_000)),
            ACTION.formatted("Launch"),
            ACTION.formatted("SubmitForm"),
            "7 0 obj\n<< /Type /EmbeddedFile >>\nendobj",
            "7 0 obj\n<< /XFA[8 0 R]>>\nendobj")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("active")
  void aPdfThatWouldDoSomethingIsRefused(String object) {
    refused(object, pdf("A licence", object), MediaError.ACTIVE);
  }

  @Test
  void aLockedPdfIsRefused() {
    byte[] locked =
        ascii(
            new String(pdf("A licence"), StandardCharsets.ISO_8859_1)
                .replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 6 0 R"));

    refused("locked", locked, MediaError.LOCKED);
  }

  @Test
  void aPdfThatUnpacksToTooMuchIsRefused() {
    String large = packed("\0".repeat(60 << 20));

    refused("a bomb", pdf("B", large, large, large, large, large), MediaError.TOO_MANY_BYTES);
  }

  @Test
  void whatIsBrokenIsNeverAFailure() {
    Random random = new Random(180);
    for (byte[] whole : new byte[][] {pdf("A", packed("1 0 << >>")), picture("png", 8, 8)}) {
      for (int i = 0; i < 2_000; i++) {
        byte[] changed = Arrays.copyOf(whole, whole.length - random.nextInt(3));
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        try {
          assertThat(DocumentCheck.type(changed)).isNotEmpty();
        } catch (DomainException refused) {
          assertThat(refused.code()).isInstanceOf(MediaError.class);
        }
      }
    }
  }

  private static void refused(String what, byte[] content, MediaError why) {
    assertThatThrownBy(() -> DocumentCheck.type(content))
        .as(what)
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(why));
  }
}
