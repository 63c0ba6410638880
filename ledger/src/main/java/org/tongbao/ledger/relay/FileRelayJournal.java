package org.tongbao.ledger.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A journal in a file: one line of JSON for each change, on the disk before the change counts. A
/// line that a crash tore is cut off at the next start. The file only grows, and is read whole at
/// the start: for small deployments and tools; a marketplace keeps its journal in its database.
/// After a write that failed every method fails: only the file knows what is true, so it is opened
/// anew.
public final class FileRelayJournal implements RelayJournal, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final FileChannel channel;
  private final MemoryRelayJournal state = new MemoryRelayJournal();
  private boolean broken;

  private FileRelayJournal(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens or creates the file.
  ///
  /// @throws UncheckedIOException when it cannot be used, or another process uses it
  /// @throws IllegalStateException when a line other than the last is damaged
  public static FileRelayJournal open(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          throw new IOException(file + " is in use");
        }
        var journal = new FileRelayJournal(channel);
        journal.replay(Files.readAllBytes(file));
        return journal;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replay(byte[] bytes) throws IOException {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        apply(new String(bytes, from, i - from, StandardCharsets.UTF_8), from);
        from = i + 1;
      }
    }
    channel.truncate(from);
    channel.position(from);
  }

  private void apply(String line, int offset) {
    try {
      JsonNode json = JSON.readTree(line);
      JournalLine.apply(json, state);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalStateException("The journal is damaged at byte " + offset, e);
    }
  }

  private void append(Map<String, Object> change) {
    String line = JSON.writeValueAsString(change) + "\n";
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      broken = true;
      throw new UncheckedIOException(e);
    }
  }

  private MemoryRelayJournal state() {
    if (broken) {
      throw new IllegalStateException("The journal could not be written; open it anew");
    }
    return state;
  }

  @Override
  public synchronized Entry accept(RelayItem item) {
    Optional<Entry> known = state().find(item.reference());
    if (known.isPresent() && !known.get().canBeReplacedBy(item)) {
      return known.get();
    }
    append(JournalLine.accept(item));
    return state().accept(item);
  }

  @Override
  public synchronized Optional<Entry> find(Hash reference) {
    return state().find(reference);
  }

  @Override
  public synchronized List<RelayItem> waiting(int limit) {
    return state().waiting(limit);
  }

  @Override
  public synchronized Optional<RelayBatch> unfinished(Address relayer) {
    return state().unfinished(relayer);
  }

  /// The batch is written after it was checked: a change that is refused leaves no line.
  @Override
  public synchronized boolean begin(RelayBatch batch) {
    boolean begun = state().begin(batch);
    if (begun) {
      append(JournalLine.begin(batch));
    }
    return begun;
  }

  @Override
  public synchronized void finish(Address relayer, Map<Hash, RelayResult> results) {
    state().finish(relayer, results);
    append(JournalLine.finish(relayer, results));
  }

  @Override
  public synchronized void reopen(Hash reference) {
    state().reopen(reference);
    append(JournalLine.reopen(reference));
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
