package org.tongbao.market.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// The table `mails`.
@Repository
final class MailStore {
  private static final int TROUBLE_LIMIT = 500;
  private static final String COLUMNS =
      """
      id, recipient, subject, text, language, state, tries, created_at, ended_at, trouble
      """;

  private final JdbcClient jdbc;

  MailStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(UUID id, Letter letter, Mail.State state, Instant now) {
    boolean waits = state == Mail.State.WAITING;
    jdbc.sql(
            """
            INSERT INTO mails
              (id, recipient, subject, text, language, state, due_at, created_at, ended_at)
            VALUES (:id, :to, :subject, :text, :language, :state, :dueAt, :now, :endedAt)
            """)
        .param("id", id)
        .param("to", letter.to())
        .param("subject", letter.subject())
        .param("text", letter.text())
        .param("language", letter.language().code())
        .param("state", state.name())
        .param("dueAt", waits ? utc(now) : null)
        .param("now", utc(now))
        .param("endedAt", waits ? null : utc(now))
        .update();
  }

  /// Takes on one letter that is due, for as long as the lease says.
  Optional<Mail> take(Instant now, Instant leasedUntil, @Nullable UUID only) {
    return jdbc.sql(
            """
            UPDATE mails SET due_at = :leasedUntil, tries = tries + 1
            WHERE id = (
              SELECT id FROM mails
              WHERE due_at <= :now AND (CAST(:only AS UUID) IS NULL OR id = :only)
              ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING
            """
                + COLUMNS)
        .param("now", utc(now))
        .param("leasedUntil", utc(leasedUntil))
        .param("only", only)
        .query(MailStore::mail)
        .optional();
  }

  /// What it said is of no more use: it may hold what only the recipient is to know.
  void sent(UUID id, Instant now) {
    jdbc.sql(
            """
            UPDATE mails SET state = 'SENT', due_at = NULL, ended_at = :now, text = '', trouble = ''
            WHERE id = :id AND state = 'WAITING'
            """)
        .param("id", id)
        .param("now", utc(now))
        .update();
  }

  void giveUp(UUID id, Instant now, String trouble) {
    jdbc.sql(
            """
            UPDATE mails
            SET state = 'GIVEN_UP', due_at = NULL, ended_at = :now, trouble = :trouble
            WHERE id = :id AND state = 'WAITING'
            """)
        .param("id", id)
        .param("now", utc(now))
        .param("trouble", cut(trouble))
        .update();
  }

  /// Unless somebody else has taken it on since.
  void later(Mail mail, Instant dueAt, String trouble) {
    jdbc.sql(
            """
            UPDATE mails SET due_at = :dueAt, trouble = :trouble
            WHERE id = :id AND state = 'WAITING' AND tries = :tries
            """)
        .param("id", mail.id())
        .param("dueAt", utc(dueAt))
        .param("trouble", cut(trouble))
        .param("tries", mail.tries())
        .update();
  }

  /// Two more days are counted from now.
  boolean revive(UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE mails
                SET state = 'WAITING', due_at = :now, created_at = :now, ended_at = NULL, tries = 0
                WHERE id = :id AND state = 'GIVEN_UP'
                """)
            .param("id", id)
            .param("now", utc(now))
            .update()
        == 1;
  }

  Optional<Mail> find(UUID id) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM mails WHERE id = ?")
        .param(id)
        .query(MailStore::mail)
        .optional();
  }

  /// Newest first.
  List<Mail> list(Mail.@Nullable State state, PageOfList.Request asked) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM mails
                WHERE (CAST(:state AS TEXT) IS NULL OR state = :state)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("state", state == null ? null : state.name())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(MailStore::mail)
        .list();
  }

  MailProgress progress(boolean kept, Instant now) {
    return jdbc.sql(
            """
            SELECT
              (SELECT count(*) FROM (
                SELECT 1 FROM mails WHERE due_at IS NOT NULL LIMIT :most) w) AS waiting,
              (SELECT min(due_at) FROM mails WHERE due_at <= :now) AS due_since,
              (SELECT count(*) FROM (
                SELECT 1 FROM mails WHERE state = 'GIVEN_UP' AND ended_at > :dayAgo
                LIMIT :most) g) AS gave_up
            """)
        .param("most", MailProgress.MOST)
        .param("now", utc(now))
        .param("dayAgo", utc(now.minus(Duration.ofDays(1))))
        .query(
            (row, number) -> {
              Timestamp due = row.getTimestamp("due_since");
              return new MailProgress(
                  kept,
                  row.getLong("waiting"),
                  due == null ? null : due.toInstant(),
                  row.getLong("gave_up"));
            })
        .single();
  }

  void deleteEndedBefore(Instant time) {
    jdbc.sql("DELETE FROM mails WHERE ended_at < ?").param(utc(time)).update();
  }

  void keepOnly(int most) {
    jdbc.sql(
            """
            DELETE FROM mails
            WHERE state = 'KEPT' AND id <= (
              SELECT id FROM mails WHERE state = 'KEPT' ORDER BY id DESC OFFSET ? LIMIT 1)
            """)
        .param(most)
        .update();
  }

  private static Mail mail(ResultSet row, int number) throws SQLException {
    String text = row.getString("text");
    Timestamp ended = row.getTimestamp("ended_at");
    Letter letter =
        new Letter(
            row.getString("recipient"),
            row.getString("subject"),
            text,
            Language.find(row.getString("language")).orElseThrow());
    return new Mail(
        row.getObject("id", UUID.class),
        letter,
        Mail.State.valueOf(row.getString("state")),
        row.getInt("tries"),
        row.getTimestamp("created_at").toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getString("trouble"));
  }

  private static String cut(String trouble) {
    return trouble.length() <= TROUBLE_LIMIT ? trouble : trouble.substring(0, TROUBLE_LIMIT);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
