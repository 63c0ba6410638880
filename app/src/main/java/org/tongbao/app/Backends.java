package org.tongbao.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.tongbao.app.settings.Setting;
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
  private @Nullable EmbeddedChain embedded;

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
    ChainNode node = chain();
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(MasterKey.class, () -> master);
    context.registerBean(Database.class, () -> begunDatabase);
    context.registerBean(ChainNode.class, () -> node);
  }

  private ChainNode chain() {
    if (settings.has(Setting.CHAIN_URL)) {
      return new RemoteChain(
          URI.create(settings.get(Setting.CHAIN_URL)),
          settings.has(Setting.CHAIN_FUNDING_KEY_FILE)
              ? settings.folder(Setting.CHAIN_FUNDING_KEY_FILE)
              : null);
    }
    EmbeddedChain begun = EmbeddedChain.begin(folder, clock);
    embedded = begun;
    return begun;
  }

  /// After a start that failed.
  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
