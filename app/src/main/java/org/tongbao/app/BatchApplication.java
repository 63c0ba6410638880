package org.tongbao.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.tongbao.app.replay.BatchException;
import org.tongbao.app.replay.BatchParts;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;

/// The whole application with its workers and its web server, to which payment institutions report,
/// for one command. It logs into a file, since the command's own words go to the terminal.
final class BatchApplication implements BatchParts {
  private static final String LOG = "replay.log";

  private final DataFolder folder;
  private final ConfigurableApplicationContext context;

  private BatchApplication(DataFolder folder, ConfigurableApplicationContext context) {
    this.folder = folder;
    this.context = context;
  }

  /// @throws BatchException when it does not start
  static BatchApplication start(Settings settings) {
    DataFolder folder = open(settings);
    List<String> more =
        List.of(
            "--logging.threshold.console=OFF", "--logging.file.name=" + folder.path().resolve(LOG));
    try {
      return new BatchApplication(
          folder, RunCommand.start(settings, folder, Clock.systemUTC(), more));
    } catch (RuntimeException failure) {
      folder.close();
      throw new BatchException(StartFailures.explain(failure));
    }
  }

  private static DataFolder open(Settings settings) {
    try {
      return DataFolder.open(settings.folder(Setting.DATA));
    } catch (StartException refused) {
      throw new BatchException(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public Path data() {
    return folder.path();
  }

  @Override
  public void close() {
    context.close();
    folder.close();
  }
}
