package org.tongbao.app.verify;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;

/// The database that belongs to a chain behind JSON-RPC, when the settings name one by its address.
final class DatabaseByUrl {
  private DatabaseByUrl() {}

  /// @return null when they name none
  static @Nullable DataSource of(VerifyOptions options, Settings settings) {
    if (!options.database() || !settings.has(Setting.DATABASE_URL)) {
      return null;
    }
    return new DriverManagerDataSource(
        settings.get(Setting.DATABASE_URL),
        settings.get(Setting.DATABASE_USER),
        settings.get(Setting.DATABASE_PASSWORD));
  }
}
