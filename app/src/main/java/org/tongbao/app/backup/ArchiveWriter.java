package org.tongbao.app.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tongbao.market.backup.BackupException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a backup beside its place and renames it when it is whole: a file under the name that was
/// asked for is always a whole backup. Only its owner may read it.
final class ArchiveWriter implements AutoCloseable {
  /// So much stays free on the disk, which may be the one the application writes to.
  static final long RESERVE = 512L << 20;

  static final String COMMENT = "Tongbao backup, SHA-256 of manifest.json: ";
  static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final int CHECKED_EVERY = 4 << 20;

  private final Path file;
  private final Path part;
  private final Guarded disk;
  private final ZipOutputStream zip;
  private final List<Manifest.Entry> entries = new ArrayList<>();
  private boolean finished;

  private ArchiveWriter(Path file, Path part, Guarded disk) {
    this.file = file;
    this.part = part;
    this.disk = disk;
    this.zip = new ZipOutputStream(disk, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /// @param free how many bytes are free on the disk of `file`
  /// @throws BackupException when `file` is there already
  static ArchiveWriter begin(Path file, LongSupplier free) throws IOException {
    if (Files.exists(file)) {
      throw new BackupException(file + " is there already; a backup never replaces anything.");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
    return new ArchiveWriter(file, part, new Guarded(out, free));
  }

  /// What is written into a file of the archive.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, SQLException;
  }

  void add(String name, Content content) throws IOException, SQLException {
    zip.putNextEntry(new ZipEntry(name));
    MessageDigest digest = ArchiveReader.sha256();
    var counted = new Counted(new DigestOutputStream(new Unclosed(zip), digest));
    content.writeTo(counted);
    counted.flush();
    zip.closeEntry();
    entries.add(new Manifest.Entry(name, counted.bytes, HexFormat.of().formatHex(digest.digest())));
  }

  /// Writes the manifest, and gives the archive its name once all of it is on the disk.
  Manifest finish(Manifest withoutFiles) throws IOException {
    Manifest manifest = withoutFiles.withFiles(entries);
    byte[] json = JSON.writeValueAsBytes(manifest);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(json);
    zip.closeEntry();
    zip.setComment(COMMENT + HexFormat.of().formatHex(ArchiveReader.sha256().digest(json)));
    zip.close();
    DiskSync.force(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    return manifest;
  }

  /// Leaves nothing behind unless it was finished.
  @Override
  public void close() throws IOException {
    if (!finished) {
      try {
        disk.out().close();
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /// Ends the backup before the disk is full.
  private static final class Guarded extends FilterOutputStream {
    private final LongSupplier free;
    private long bytes;
    private long checkedAt = -CHECKED_EVERY;

    Guarded(OutputStream out, LongSupplier free) {
      super(out);
      this.free = free;
    }

    OutputStream out() {
      return out;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (bytes - checkedAt >= CHECKED_EVERY) {
        checkedAt = bytes;
        if (free.getAsLong() < RESERVE) {
          throw new BackupException(
              "The disk is full: less than %,d MiB are free, and that much is left to others. Nothing was kept; name a file on another disk."
                  .formatted(RESERVE >> 20));
        }
      }
      out.write(from, offset, length);
      bytes += length;
    }
  }

  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int single) throws IOException {
      out.write(single);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      bytes += length;
    }
  }

  /// Keeps whoever closes the stream of one file from closing the archive.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
