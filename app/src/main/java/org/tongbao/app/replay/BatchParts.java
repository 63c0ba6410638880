package org.tongbao.app.replay;

import java.nio.file.Path;
import org.tongbao.app.settings.Settings;

/// The application, started for one command and stopped after it.
public interface BatchParts extends AutoCloseable {
  /// A part of the application, of which there is one.
  <T> T part(Class<T> type);

  /// The folder that holds everything.
  Path data();

  /// Stops it and lets go of its folder.
  @Override
  void close();

  /// How it is started.
  @FunctionalInterface
  interface Starter {
    /// @throws BatchException when it does not start
    BatchParts start(Settings settings);
  }
}
