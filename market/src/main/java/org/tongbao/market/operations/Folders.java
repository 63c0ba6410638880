package org.tongbao.market.operations;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.tongbao.market.operations.OperationsPage.Fact;
import org.tongbao.market.operations.OperationsPage.Part;
import org.tongbao.market.web.Texts;

/// The room that is left where this process keeps what it keeps. Thread-safe.
@Component
final class Folders {
  private static final long LEAST_BYTES = 2_000_000_000;
  private static final long LEAST_PERCENT = 5;

  private final Path data;

  Folders(@Value("${tongbao.data}") String data) {
    this.data = Path.of(data);
  }

  /// Pictures may be in a bucket and the chain elsewhere: folders that are not there are left out.
  Part part(Texts texts) {
    boolean well = true;
    List<Fact> facts = new ArrayList<>();
    for (String name : List.of("data", "media", "chain")) {
      Path folder = name.equals("data") ? data : data.resolve(name);
      if (Files.isDirectory(folder)) {
        Room room = room(folder);
        well &= room.isEnough();
        facts.add(Fact.of(name, room.text(texts)));
      }
    }
    return new Part("disk", well, facts, null);
  }

  private static Room room(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return new Room(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException unreadable) {
      return new Room(0, 0);
    }
  }

  /// @param total 0 where it cannot be told
  record Room(long free, long total) {
    boolean isEnough() {
      return free >= LEAST_BYTES && free / LEAST_PERCENT >= total / 100;
    }

    String text(Texts texts) {
      return total == 0
          ? texts.get("platform.operations.unknown")
          : texts.get(
              "platform.operations.free", OperationsPage.size(free), OperationsPage.size(total));
    }
  }
}
