package org.tongbao.payments.sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// A file with one JSON object per line that only grows. What was appended is on the disk when the
/// method returns; a last line that a crash cut off is dropped.
final class SandboxJournal implements AutoCloseable {
  private final FileChannel channel;

  private SandboxJournal(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens it, or makes it, after telling `reader` every line in order.
  static SandboxJournal open(Path file, Consumer<JsonObject> reader) throws IOException {
    long whole = 0;
    if (Files.exists(file)) {
      byte[] all = Files.readAllBytes(file);
      for (int at = 0; at < all.length; at++) {
        if (all[at] == '\n') {
          String line = new String(all, (int) whole, at - (int) whole, StandardCharsets.UTF_8);
          reader.accept(JsonParser.parseString(line).getAsJsonObject());
          whole = at + 1L;
        }
      }
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole);
    channel.position(whole);
    return new SandboxJournal(channel);
  }

  synchronized void append(JsonObject line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Every line was forced to the disk when it was written.
    }
  }
}
