package org.tongbao.app.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.tongbao.market.TestDatabase;

/// A change of the database that only its own connection sees, and that is taken back afterwards.
final class PlantedFault implements AutoCloseable {
  private final Connection connection;
  private final SingleConnectionDataSource dataSource;

  /// @param sql returns the rows that it changed, at least one
  PlantedFault(TestDatabase database, String sql) {
    try {
      var login = database.login();
      connection = DriverManager.getConnection(login.url(), login.user(), login.password());
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    dataSource = new SingleConnectionDataSource(connection, true);
    if (JdbcClient.create(dataSource).sql(sql).query().listOfRows().isEmpty()) {
      throw new IllegalStateException("nothing was planted");
    }
  }

  DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
