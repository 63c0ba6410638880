package org.tongbao.market.catalog;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `categories`.
@Repository
final class CategoryStore {
  private final JdbcClient jdbc;

  CategoryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes changes of the tree wait for each other, until the transaction ends.
  void lockTree() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('categories', 0)) IS NULL")
        .query(Boolean.class)
        .single();
  }

  List<Category> all() {
    return jdbc.sql(
            """
            SELECT id, parent_id, name_zh, name_en, position, version
            FROM categories
            ORDER BY position, id
            """)
        .query(
            (row, number) ->
                new Category(
                    row.getObject("id", UUID.class),
                    row.getObject("parent_id", UUID.class),
                    new Wording(row.getString("name_zh"), row.getString("name_en")),
                    row.getInt("position"),
                    row.getInt("version")))
        .list();
  }

  void add(Category category) {
    jdbc.sql(
            """
            INSERT INTO categories (id, parent_id, name_zh, name_en, position, version)
            VALUES (:id, :parent, :zh, :en, :position, :version)
            """)
        .param("id", category.id())
        .param("parent", category.parent())
        .param("zh", category.name().zh())
        .param("en", category.name().en())
        .param("position", category.position())
        .param("version", category.version())
        .update();
  }

  /// False when the version is no longer this one.
  boolean update(Category category) {
    return jdbc.sql(
                """
                UPDATE categories SET parent_id = :parent, name_zh = :zh, name_en = :en,
                  position = :position, version = version + 1
                WHERE id = :id AND version = :version
                """)
            .param("id", category.id())
            .param("parent", category.parent())
            .param("zh", category.name().zh())
            .param("en", category.name().en())
            .param("position", category.position())
            .param("version", category.version())
            .update()
        == 1;
  }

  /// Whether a product is in it, on sale or not.
  boolean isUsed(UUID id) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT 1 FROM products WHERE category_id = ? AND removed_at IS NULL)")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /// False when the version is no longer this one. Products that were removed let go of it.
  boolean remove(UUID id, int version) {
    jdbc.sql(
            "UPDATE products SET category_id = NULL WHERE category_id = ? AND removed_at IS NOT NULL")
        .param(id)
        .update();
    return jdbc.sql("DELETE FROM categories WHERE id = ? AND version = ?")
            .params(id, version)
            .update()
        == 1;
  }
}
