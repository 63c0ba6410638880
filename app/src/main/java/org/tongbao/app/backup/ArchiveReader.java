package org.tongbao.app.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tongbao.market.backup.BackupException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a backup. Nothing of it is used before [#check] has read all of it.
final class ArchiveReader implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile(
          "settings-of-backup\\.yaml|(database|chain)/[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}|files(/"
              + OtherFiles.SEGMENT
              + "){1,8}");

  private static final int MANIFEST_LIMIT = 256 << 20;

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private ArchiveReader(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest();
  }

  /// @throws BackupException when the file is no backup, or not a whole one
  static ArchiveReader open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BackupException("There is no file " + file + ".");
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException noArchive) {
      throw damaged(file, "it does not end as a backup does: " + noArchive.getMessage());
    }
    try {
      return new ArchiveReader(file, zip);
    } catch (IOException | RuntimeException failure) {
      zip.close();
      throw failure;
    }
  }

  private static BackupException damaged(Path file, String why) {
    return new BackupException(
        file + " is damaged or no backup (" + why + "). Nothing was written; take another copy.");
  }

  private Manifest manifest() throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw damaged(file, "it has no manifest");
    }
    byte[] json;
    try (InputStream in = zip.getInputStream(entry)) {
      json = in.readNBytes(MANIFEST_LIMIT);
    } catch (ZipException | EOFException broken) {
      throw damaged(file, "the manifest cannot be read");
    }
    String comment = ArchiveWriter.COMMENT + HexFormat.of().formatHex(sha256().digest(json));
    if (!comment.equals(zip.getComment())) {
      throw damaged(file, "the manifest is not the one it was closed with");
    }
    try {
      JsonNode tree = ArchiveWriter.JSON.readTree(json);
      int format = tree.path("format").asInt(0);
      if (format < 1 || format > Manifest.FORMAT) {
        throw new BackupException(
            file
                + " has format "
                + format
                + "; this version reads up to "
                + Manifest.FORMAT
                + ". Restore it with the version that made it.");
      }
      return ArchiveWriter.JSON.treeToValue(tree, Manifest.class);
    } catch (JacksonException malformed) {
      throw damaged(file, "the manifest is not understood");
    }
  }

  Manifest read() {
    return manifest;
  }

  /// Reads every file and compares it with the manifest.
  ///
  /// @param progress is told how many bytes were read in all
  /// @throws BackupException when anything is missing, added or different
  void check(LongConsumer progress) throws IOException {
    Set<String> named = new HashSet<>();
    long read = 0;
    byte[] buffer = new byte[1 << 16];
    for (Manifest.Entry each : manifest.files()) {
      if (!NAME.matcher(each.name()).matches() || !named.add(each.name())) {
        throw damaged(file, "a file is called " + each.name());
      }
      MessageDigest digest = sha256();
      long bytes = 0;
      try (InputStream in = open(each.name())) {
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
          digest.update(buffer, 0, got);
          bytes += got;
          progress.accept(read + bytes);
        }
      } catch (ZipException | EOFException broken) {
        throw damaged(file, each.name() + " cannot be read: " + broken.getMessage());
      }
      read += bytes;
      if (bytes != each.bytes()
          || !HexFormat.of().formatHex(digest.digest()).equals(each.sha256())) {
        throw damaged(file, each.name() + " is not what the manifest says");
      }
    }
    if (zip.size() != named.size() + 1) {
      throw damaged(file, "it has files that the manifest does not name");
    }
  }

  InputStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, name + " is missing");
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
