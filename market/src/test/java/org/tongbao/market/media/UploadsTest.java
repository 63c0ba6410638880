package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.identity.UserId;

/// Files and rows of uploads together.
final class UploadsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private Path folder;

  @Test
  void whatIsRefusedLeavesNothing() throws IOException {
    Uploads uploads = uploads(Instant.now());
    UserId user = user();

    UploadCheckTest.attacks()
        .forEach(
            attack ->
                assertThatThrownBy(() -> uploads.add(user, bytes(attack.get()[1])))
                    .as(String.valueOf(attack.get()[0]))
                    .hasMessageStartingWith("media."));

    assertThat(files()).isEmpty();
    assertThat(rows("media")).isZero();
    assertThat(rows("media_uploads")).isZero();
  }

  @Test
  void whatNobodyUsesGoesAfterADayAndWhatIsUsedStays() throws IOException {
    Uploads uploads = uploads(Instant.now());
    UserId user = user();
    Upload used = uploads.add(user, Samples.picture("png", 700, 500)).upload();
    Upload left = uploads.add(user, Samples.picture("png", 600, 500)).upload();
    assertThat(used.thumbnail()).isNotNull();
    assertThat(uploads.add(user, Samples.picture("png", 700, 500)).isNew()).isFalse();
    assertThat(uploads.use(user, List.of(used.hash())))
        .extracting(Upload::hash)
        .containsExactly(used.hash());
    assertThatThrownBy(() -> uploads.use(user(), List.of(used.hash())))
        .hasMessageContaining("media.unknown-upload");
    assertThatThrownBy(() -> uploads.remove(user, used.hash()))
        .hasMessageContaining("media.in-use");
    assertThat(rows("media")).isEqualTo(4);

    Uploads tomorrow = uploads(Instant.now().plus(Duration.ofHours(25)));
    tomorrow.removeForgotten();

    assertThat(rows("media")).isEqualTo(2);
    assertThat(tomorrow.unused(user)).isEmpty();
    TestMedia.of(
            DATABASE.dataSource(),
            folder,
            Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC))
        .removeUnnamed();
    assertThat(files()).containsExactlyInAnyOrder(used.hash(), used.thumbnail());
    assertThat(files()).doesNotContain(left.hash());
    DATABASE.jdbc().sql("TRUNCATE media_uploads, media CASCADE").update();
  }

  private Uploads uploads(Instant now) {
    return TestMedia.uploads(DATABASE.dataSource(), folder, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static UserId user() {
    UserId id = new UserId(UUID.randomUUID());
    DATABASE
        .jdbc()
        .sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())")
        .param(id.value())
        .update();
    return id;
  }

  private static int rows(String table) {
    return DATABASE.jdbc().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(it -> it.getFileName().toString()).toList();
    }
  }

  private static byte[] bytes(@Nullable Object content) {
    return (byte[]) Objects.requireNonNull(content);
  }
}
