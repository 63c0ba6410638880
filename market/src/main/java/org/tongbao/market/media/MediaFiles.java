package org.tongbao.market.media;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Media as files under the data folder, `media/ab/abcd…`. A file appears under its name only when
/// all of it is on the disk.
@Component
final class MediaFiles implements MediaStorage {
  private final Path folder;

  @Autowired
  MediaFiles(@Value("${tongbao.data}") String data) {
    this(Path.of(data).resolve("media"));
  }

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
  public Optional<byte[]> get(String hash) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(hash)));
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

  private Path file(String hash) {
    return folder.resolve(hash.substring(0, 2)).resolve(hash);
  }
}
