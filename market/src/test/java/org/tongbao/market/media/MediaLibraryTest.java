package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.TestShops;

/// Files and rows of pictures together.
final class MediaLibraryTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder;

  @Test
  void theSameContentIsKeptOnceAndGoesWithTheLast() throws Exception {
    MediaLibrary library = library(Instant.now());
    MerchantId one = shop();
    MerchantId other = shop();
    byte[] content = png(1);

    MediaLibrary.Added added = library.add(one, "image/png", content);
    String hash = added.media().hash();
    assertThat(added.isNew()).isTrue();
    assertThat(library.add(one, "image/png", content).isNew()).isFalse();
    assertThat(library.add(other, "image/png", content).media().hash()).isEqualTo(hash);
    assertThat(files()).containsExactly(hash);
    assertThat(library.hold(one, Set.of(hash))).isTrue();
    assertThat(library.hold(shop(), Set.of(hash))).isFalse();

    library.remove(one, hash);
    assertThat(library.content(hash)).isPresent();
    library.remove(other, hash);
    assertThat(library.content(hash)).isEmpty();
    assertThatThrownBy(() -> library.remove(one, hash)).isInstanceOf(DomainException.class);
    // The bytes go later, and only those that no row names.
    String kept = library.add(one, "image/png", png(2)).media().hash();
    library.removeUnnamed();
    assertThat(files()).contains(hash, kept);
    library(Instant.now().plus(Duration.ofHours(2))).removeUnnamed();
    assertThat(files()).containsExactly(kept);
  }

  @Test
  void manyPutTheSameInAtOnce() throws Exception {
    MediaLibrary library = library(Instant.now());
    MerchantId shop = shop();
    List<Future<MediaLibrary.Added>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        running.add(threads.submit(() -> library.add(shop, "image/png", png(3))));
      }
    }
    int made = 0;
    for (Future<MediaLibrary.Added> each : running) {
      made += each.get().isNew() ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
    assertThat(files()).hasSize(1);
  }

  private MediaLibrary library(Instant now) {
    return TestMedia.of(DATABASE.dataSource(), folder, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static MerchantId shop() {
    UUID id = UUID.randomUUID();
    TestShops.ensure(DATABASE.jdbc(), id);
    return new MerchantId(id);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(it -> it.getFileName().toString()).toList();
    }
  }

  private static byte[] png(int colour) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, colour);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
