package org.tongbao.app;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.app.backup.Checkpoints;
import org.tongbao.market.onchain.ChainNode;

/// Copies the chain for a backup that is made while the application runs. Without a chain of its
/// own there is nothing to do.
@Component
class CheckpointDesk {
  private final Path folder;
  private final ChainNode node;

  CheckpointDesk(@Value("${tongbao.data}") String folder, ChainNode node) {
    this.folder = Path.of(folder).toAbsolutePath().normalize();
    this.node = node;
  }

  @Scheduled(fixedDelay = 500)
  void serve() throws IOException {
    if (node instanceof EmbeddedChain embedded) {
      Checkpoints.serve(folder, embedded::checkpoint);
    }
  }
}
