package org.tongbao.market.postgres;

/// Where a database is and who signs in to it.
public record PostgresLogin(String url, String user, String password) {
  static final String ROLE = "tongbao";

  /// Leaves the password out.
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
