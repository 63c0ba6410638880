package org.tongbao.market.auditlog;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets tests of other packages keep an audit log without the rest of the application.
public final class TestAuditLog {
  private TestAuditLog() {}

  public static AuditLog on(DataSource database, Clock clock) {
    return new AuditLog(
        new AuditLogStore(JdbcClient.create(database)),
        new TransactionTemplate(new DataSourceTransactionManager(database)),
        clock);
  }

  /// Links what waits.
  public static int link(AuditLog log) {
    return log.link();
  }
}
