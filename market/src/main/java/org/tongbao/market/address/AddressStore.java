package org.tongbao.market.address;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// The table `addresses`.
@Repository
final class AddressStore {
  private static final String SELECT =
      """
      SELECT id, recipient, phone, country, region, city, district, street, postal_code, standard,
        version
      FROM addresses
      """;

  private final JdbcClient jdbc;

  AddressStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes changes to one address book wait for each other, until the transaction ends.
  void lockBook(UserId user) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:book, 0)) IS NULL")
        .param("book", "addresses " + user)
        .query(Boolean.class)
        .single();
  }

  int count(UserId user) {
    return jdbc.sql("SELECT count(*) FROM addresses WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  List<Address> list(UserId user, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE user_id = :user AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("user", user.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> address(row))
        .list();
  }

  Optional<Address> find(UserId user, UUID id) {
    return jdbc.sql(SELECT + "WHERE user_id = ? AND id = ?")
        .params(user.value(), id)
        .query((row, number) -> address(row))
        .optional();
  }

  void add(UserId user, Address address) {
    with(
            address.postal(),
            """
            INSERT INTO addresses (id, user_id, recipient, phone, country, region, city, district,
              street, postal_code, standard, version)
            VALUES (:id, :user, :recipient, :phone, :country, :region, :city, :district,
              :street, :postalCode, :standard, :version)
            """)
        .param("id", address.id())
        .param("user", user.value())
        .param("standard", address.standard())
        .param("version", address.version())
        .update();
  }

  /// False when the version is no longer this one.
  boolean update(UserId user, UUID id, int version, PostalAddress postal) {
    return with(
                postal,
                """
                UPDATE addresses
                SET recipient = :recipient, phone = :phone, country = :country, region = :region,
                  city = :city, district = :district, street = :street,
                  postal_code = :postalCode, version = version + 1
                WHERE id = :id AND user_id = :user AND version = :version
                """)
            .param("id", id)
            .param("user", user.value())
            .param("version", version)
            .update()
        == 1;
  }

  /// False when the version is no longer this one.
  boolean remove(UserId user, UUID id, int version) {
    return jdbc.sql("DELETE FROM addresses WHERE id = ? AND user_id = ? AND version = ?")
            .params(id, user.value(), version)
            .update()
        == 1;
  }

  /// Takes the mark from the one that has it.
  void unmark(UserId user) {
    jdbc.sql("UPDATE addresses SET standard = FALSE WHERE user_id = ? AND standard")
        .param(user.value())
        .update();
  }

  void mark(UserId user, UUID id) {
    jdbc.sql("UPDATE addresses SET standard = TRUE WHERE user_id = ? AND id = ?")
        .params(user.value(), id)
        .update();
  }

  /// Marks the newest where none is marked.
  void markNewest(UserId user) {
    jdbc.sql(
            """
            UPDATE addresses SET standard = TRUE
            WHERE id = (SELECT id FROM addresses WHERE user_id = :user ORDER BY id DESC LIMIT 1)
              AND NOT EXISTS (SELECT 1 FROM addresses WHERE user_id = :user AND standard)
            """)
        .param("user", user.value())
        .update();
  }

  private StatementSpec with(PostalAddress postal, String sql) {
    return jdbc.sql(sql)
        .param("recipient", postal.recipient())
        .param("phone", postal.phone())
        .param("country", postal.country())
        .param("region", postal.region())
        .param("city", postal.city())
        .param("district", postal.district())
        .param("street", postal.street())
        .param("postalCode", postal.postalCode());
  }

  private static Address address(ResultSet row) throws SQLException {
    PostalAddress postal =
        new PostalAddress(
            row.getString("recipient"),
            row.getString("phone"),
            row.getString("country"),
            row.getString("region"),
            row.getString("city"),
            row.getString("district"),
            row.getString("street"),
            row.getString("postal_code"));
    return new Address(
        row.getObject("id", UUID.class), postal, row.getBoolean("standard"), row.getInt("version"));
  }
}
