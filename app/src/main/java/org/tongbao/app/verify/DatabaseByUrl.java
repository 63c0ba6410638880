package org.tongbao.app.verify;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;

/// The database that belongs to a chain behind JSON-RPC, when the settings name one by its address.
///
/// @param connections null when they name none
record DatabaseByUrl(@Nullable HikariDataSource connections) implements AutoCloseable {
  static DatabaseByUrl of(VerifyOptions options, Settings settings) {
    if (!options.database() || !settings.has(Setting.DATABASE_URL)) {
      return new DatabaseByUrl(null);
    }
    var config = new HikariConfig();
    config.setJdbcUrl(settings.get(Setting.DATABASE_URL));
    config.setUsername(settings.get(Setting.DATABASE_USER));
    config.setPassword(settings.get(Setting.DATABASE_PASSWORD));
    config.setMaximumPoolSize(2);
    config.setReadOnly(true);
    return new DatabaseByUrl(new HikariDataSource(config));
  }

  @Nullable DataSource dataSource() {
    return connections;
  }

  @Override
  public void close() {
    if (connections != null) {
      connections.close();
    }
  }
}
