package org.tongbao.market.identity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `role_grants`.
@Repository
final class RoleStore {
  private final JdbcClient jdbc;

  RoleStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Grant> of(UserId user) {
    return jdbc.sql(
            """
            SELECT role || ' ' || COALESCE(merchant_id::TEXT, '') FROM role_grants
            WHERE user_id = ? ORDER BY role, merchant_id
            """)
        .param(user.value())
        .query((row, number) -> grant(row.getString(1)))
        .list();
  }

  List<Roles.Member> at(MerchantId merchant) {
    return jdbc.sql(
            """
            SELECT user_id, role, granted_at FROM role_grants WHERE merchant_id = ?
            ORDER BY granted_at, user_id
            """)
        .param(merchant.value())
        .query(
            (row, number) ->
                new Roles.Member(
                    new UserId(row.getObject("user_id", UUID.class)),
                    Role.valueOf(row.getString("role")),
                    row.getTimestamp("granted_at").toInstant()))
        .list();
  }

  /// Does nothing when the user has the role already.
  void add(UserId user, Grant grant, @Nullable UserId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO role_grants (user_id, role, merchant_id, granted_by, granted_at)
            VALUES (:user, :role, :merchant, :by, :now)
            ON CONFLICT ON CONSTRAINT role_grants_once DO NOTHING
            """)
        .param("user", user.value())
        .param("role", grant.role().name())
        .param("merchant", merchant(grant))
        .param("by", by == null ? null : by.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Does nothing when the user does not have the role.
  void remove(UserId user, Grant grant) {
    jdbc.sql(
            """
            DELETE FROM role_grants
            WHERE user_id = :user AND role = :role
              AND merchant_id IS NOT DISTINCT FROM CAST(:merchant AS UUID)
            """)
        .param("user", user.value())
        .param("role", grant.role().name())
        .param("merchant", merchant(grant))
        .update();
  }

  /// Gives a role at a merchant in the place of the one that is there; false when there is none.
  boolean change(UserId user, Grant grant, UserId by) {
    return jdbc.sql(
                """
                UPDATE role_grants SET role = :role, granted_by = :by
                WHERE user_id = :user AND merchant_id = CAST(:merchant AS UUID)
                """)
            .param("user", user.value())
            .param("role", grant.role().name())
            .param("merchant", merchant(grant))
            .param("by", by.value())
            .update()
        == 1;
  }

  boolean removeAt(UserId user, MerchantId merchant) {
    return jdbc.sql("DELETE FROM role_grants WHERE user_id = ? AND merchant_id = ?")
            .params(user.value(), merchant.value())
            .update()
        == 1;
  }

  /// All who have the platform's role and may sign in; nobody changes that before the transaction
  /// ends.
  List<UserId> lock(Role role) {
    List<UUID> locked =
        jdbc.sql(
                "SELECT user_id FROM role_grants WHERE role = ? ORDER BY user_id FOR NO KEY UPDATE")
            .param(role.name())
            .query((row, n) -> row.getObject(1, UUID.class))
            .list();
    if (locked.isEmpty()) {
      return List.of();
    }
    // Asked again: somebody may have been disabled by whom this waited for.
    return jdbc.sql(
            """
            SELECT user_id FROM role_grants WHERE role = ?
              AND NOT EXISTS (
                SELECT 1 FROM disabled_users WHERE disabled_users.user_id = role_grants.user_id)
            ORDER BY user_id
            """)
        .param(role.name())
        .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
        .list();
  }

  /// Reads a role and, behind a space, the merchant it is for.
  static Grant grant(String text) {
    int space = text.indexOf(' ');
    String merchant = text.substring(space + 1);
    return new Grant(
        Role.valueOf(text.substring(0, space)),
        merchant.isEmpty() ? null : new MerchantId(UUID.fromString(merchant)));
  }

  private static @Nullable UUID merchant(Grant grant) {
    MerchantId merchant = grant.merchant();
    return merchant == null ? null : merchant.value();
  }
}
