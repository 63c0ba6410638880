package org.tongbao.market.media;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The feature as other features' tests need it, with its files under `target`.
public final class TestMedia {
  private TestMedia() {}

  public static MediaLibrary of(DataSource dataSource, Clock clock) {
    return of(dataSource, Path.of("target", "media-test"), clock);
  }

  static Uploads uploads(DataSource dataSource, Path folder, Clock clock) {
    return new Uploads(
        new UploadStore(JdbcClient.create(dataSource)),
        new MediaStore(JdbcClient.create(dataSource)),
        of(dataSource, folder, clock),
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
        clock);
  }

  static MediaLibrary of(DataSource dataSource, Path folder, Clock clock) {
    return new MediaLibrary(
        new MediaStore(JdbcClient.create(dataSource)),
        new MediaFiles(folder),
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
        clock);
  }
}
