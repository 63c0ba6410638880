package org.tongbao.market.invitation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.UserId;

/// The table `staff_invitations`.
@Repository
final class InvitationStore {
  private static final String SELECT =
      """
      SELECT id, merchant_id, address, role, invited_by, invited_at, expires_at
      FROM staff_invitations
      """;
  private static final String OF_PLACE =
      " merchant_id IS NOT DISTINCT FROM CAST(:merchant AS UUID) AND ended_at IS NULL ";

  private final JdbcClient jdbc;

  InvitationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One after another for a place, so that none is asked twice.
  void lock(@Nullable MerchantId merchant) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param("staff-invitations " + (merchant == null ? "" : merchant.value()))
        .query(row -> {});
  }

  void add(StaffInvitation invitation, String hash) {
    MerchantId merchant = invitation.merchant();
    jdbc.sql(
            """
            INSERT INTO staff_invitations
              (id, merchant_id, address, role, word_hash, invited_by, invited_at, expires_at)
            VALUES (:id, :merchant, :address, :role, :hash, :by, :at, :expires)
            """)
        .param("id", invitation.id())
        .param("merchant", merchant == null ? null : merchant.value())
        .param("address", invitation.address().value())
        .param("role", invitation.role().name())
        .param("hash", hash)
        .param("by", invitation.invitedBy().value())
        .param("at", utc(invitation.invitedAt()))
        .param("expires", utc(invitation.expiresAt()))
        .update();
  }

  /// Those that can still be answered, newest first.
  List<StaffInvitation> open(@Nullable MerchantId merchant, Instant now) {
    return jdbc.sql(SELECT + "WHERE" + OF_PLACE + "AND expires_at > :now ORDER BY id DESC")
        .param("merchant", merchant == null ? null : merchant.value())
        .param("now", utc(now))
        .query((row, number) -> invitation(row))
        .list();
  }

  Optional<StaffInvitation> find(String hash, Instant now) {
    return jdbc.sql(SELECT + "WHERE word_hash = ? AND ended_at IS NULL AND expires_at > ?")
        .params(hash, utc(now))
        .query((row, number) -> invitation(row))
        .optional();
  }

  /// As [#find], locked until the transaction ends: of two who answer at once one waits.
  Optional<StaffInvitation> lock(String hash, Instant now) {
    return jdbc.sql(
            SELECT
                + """
                WHERE word_hash = ? AND ended_at IS NULL AND expires_at > ? FOR NO KEY UPDATE
                """)
        .params(hash, utc(now))
        .query((row, number) -> invitation(row))
        .optional();
  }

  /// How many letters of this kind went to an address since.
  int sentTo(LoginName address, Instant since) {
    return jdbc.sql("SELECT count(*) FROM staff_invitations WHERE address = ? AND invited_at > ?")
        .params(address.value(), utc(since))
        .query(Integer.class)
        .single();
  }

  /// What an address was asked before is over.
  void replace(@Nullable MerchantId merchant, LoginName address, Instant now) {
    jdbc.sql(
            """
            UPDATE staff_invitations SET ended_at = :now, outcome = 'REPLACED'
            WHERE address = :address AND
            """
                + OF_PLACE)
        .param("now", utc(now))
        .param("address", address.value())
        .param("merchant", merchant == null ? null : merchant.value())
        .update();
  }

  /// False when there is none that can still be answered.
  boolean withdraw(@Nullable MerchantId merchant, UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE staff_invitations SET ended_at = :now, outcome = 'WITHDRAWN'
                WHERE id = :id AND expires_at > :now AND
                """
                    + OF_PLACE)
            .param("now", utc(now))
            .param("id", id)
            .param("merchant", merchant == null ? null : merchant.value())
            .update()
        == 1;
  }

  /// False when somebody was faster.
  boolean accept(UUID id, UserId by, Instant now) {
    return jdbc.sql(
                """
                UPDATE staff_invitations
                SET ended_at = :now, outcome = 'ACCEPTED', accepted_by = :by
                WHERE id = :id AND ended_at IS NULL AND expires_at > :now
                """)
            .param("now", utc(now))
            .param("by", by.value())
            .param("id", id)
            .update()
        == 1;
  }

  void deleteOlder(Instant than) {
    jdbc.sql("DELETE FROM staff_invitations WHERE invited_at < ?").param(utc(than)).update();
  }

  private static StaffInvitation invitation(ResultSet row) throws SQLException {
    UUID merchant = row.getObject("merchant_id", UUID.class);
    return new StaffInvitation(
        row.getObject("id", UUID.class),
        merchant == null ? null : new MerchantId(merchant),
        LoginName.parse(row.getString("address")),
        Role.valueOf(row.getString("role")),
        new UserId(row.getObject("invited_by", UUID.class)),
        row.getTimestamp("invited_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
