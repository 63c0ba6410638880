package org.tongbao.market.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Media as files under the data folder, `media/ab/abcd…`. A file appears under its name only when
/// all of it is on the disk.
final class MediaFiles implements MediaStorage {
  private final Path folder;

  MediaFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public void put(String hash, byte[] content) throws IOException {
    Path file = file(hash);
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path written = file.resolveSibling(hash + "." + UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Optional<InputStream> open(String hash, long from, long length) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file(hash), StandardOpenOption.READ);
      channel.position(from);
      return Optional.of(new FirstBytes(Channels.newInputStream(channel), length));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public void remove(String hash) throws IOException {
    Files.deleteIfExists(file(hash));
  }

  @Override
  public List<String> olderThan(Instant before, String prefix) throws IOException {
    Path part = folder.resolve(prefix);
    if (!Files.isDirectory(part)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(part)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }

  /// Ends a stream early.
  private static final class FirstBytes extends FilterInputStream {
    private long left;

    FirstBytes(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      int octet = left > 0 ? super.read() : -1;
      left -= octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int got = super.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, got);
      return got;
    }
  }

  private Path file(String hash) {
    return folder.resolve(hash.substring(0, 2)).resolve(hash);
  }
}
