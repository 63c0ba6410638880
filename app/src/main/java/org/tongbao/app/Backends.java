package org.tongbao.app;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.market.onchain.ChainNode;

/// What stands behind the application and takes time to start: the database and the chain. Both
/// start while the application is being assembled.
final class Backends implements AutoCloseable {
  private final Settings settings;
  private final Path folder;
  private final Clock clock;
  private @Nullable Database database;
  private @Nullable EmbeddedChain chain;

  Backends(Settings settings, Path folder, Clock clock) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
  }

  /// Begins to start them and makes them parts of the application, which closes them.
  void begin(GenericApplicationContext context) {
    MasterKey master = MasterKeys.of(settings, folder);
    Database begunDatabase = Database.begin(settings, folder);
    database = begunDatabase;
    EmbeddedChain begunChain = EmbeddedChain.begin(folder, clock);
    chain = begunChain;
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(MasterKey.class, () -> master);
    context.registerBean(Database.class, () -> begunDatabase);
    context.registerBean(ChainNode.class, () -> begunChain);
  }

  /// After a start that failed.
  @Override
  public void close() {
    if (chain != null) {
      chain.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
