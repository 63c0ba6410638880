package org.tongbao.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.market.backup.BackupException;
import org.tongbao.market.backup.SchemaVersion;

final class ArchiveTest {
  private static final byte[] ROWS = "1\tone\n2\ttwo\n".getBytes(UTF_8);
  private static final byte[] PICTURE = new byte[3_000];
  private static final Manifest MANIFEST =
      new Manifest(
          Manifest.FORMAT,
          Instant.parse("2026-11-23T03:00:00Z"),
          List.of(new SchemaVersion("001", 7)),
          null,
          List.of("0123456789abcdef"),
          List.of(),
          Map.of("positions", 12L),
          List.of(),
          List.of());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    new Random(7).nextBytes(PICTURE);
    file = folder.resolve("backup.zip");
  }

  private void write() throws IOException, SQLException {
    try (ArchiveWriter archive = ArchiveWriter.begin(file, () -> Long.MAX_VALUE)) {
      archive.add("database/users", out -> out.write(ROWS));
      archive.add("files/media/ab/abcd", out -> out.write(PICTURE));
      var _ = archive.finish(MANIFEST);
    }
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    write();
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      archive.check(bytes -> {});
      Manifest read = archive.read();
      assertThat(read.withFiles(List.of())).isEqualTo(MANIFEST);
      assertThat(read.files())
          .extracting(Manifest.Entry::name)
          .containsExactly("database/users", "files/media/ab/abcd");
      assertThat(content(archive, "database/users")).isEqualTo(ROWS);
      assertThat(content(archive, "files/media/ab/abcd")).isEqualTo(PICTURE);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws Exception {
    write();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::readAll)
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("damaged");
    }
  }

  /// A byte that holds nothing, such as a time of a file, may differ; nothing that is read may.
  @Test
  void aChangedByteIsNoticedOrHoldsNothing() throws Exception {
    write();
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      Files.write(file, changed);
      try {
        readAll();
      } catch (BackupException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length * 3 / 4);
  }

  @Test
  void aBackupStopsBeforeTheDiskIsFullAndLeavesNothing() throws Exception {
    try (ArchiveWriter archive = ArchiveWriter.begin(file, () -> ArchiveWriter.RESERVE - 1)) {
      assertThatThrownBy(() -> archive.add("database/users", out -> out.write(ROWS)))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("disk is full");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nothingIsReplaced() throws Exception {
    write();
    assertThatThrownBy(this::write).hasMessageContaining("is there already");
  }

  /// Reads the archive; what it accepts must be what was written.
  private void readAll() throws IOException {
    try (ArchiveReader archive = ArchiveReader.open(file)) {
      archive.check(bytes -> {});
      assertThat(archive.read().withFiles(List.of())).isEqualTo(MANIFEST);
      assertThat(content(archive, "database/users")).isEqualTo(ROWS);
      assertThat(content(archive, "files/media/ab/abcd")).isEqualTo(PICTURE);
    }
  }

  private static byte[] content(ArchiveReader archive, String name) throws IOException {
    try (InputStream in = archive.open(name)) {
      return in.readAllBytes();
    }
  }
}
