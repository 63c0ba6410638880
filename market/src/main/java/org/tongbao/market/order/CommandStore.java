package org.tongbao.market.order;

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
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The table `order_commands`.
@Repository
final class CommandStore {
  private static final String SELECT =
      """
      SELECT id, seller_order_id, step, actor_kind, actor_id, account, amount_minor, granted, due,
        note, salt, sign_by, state, at
      FROM order_commands
      """;

  private final JdbcClient jdbc;

  CommandStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  enum State {
    TO_SIGN,
    SENT,
    DONE,
    REFUSED,
    DROPPED
  }

  /// A command that waits for a signature until `signBy`.
  record ToSign(Command command, Instant signBy) {}

  /// @param reference of the relayed item; null while it waits for its signature
  void add(Command command, State state, @Nullable Hash reference, @Nullable Instant signBy) {
    UserId user = command.actor().user();
    Address account = command.account();
    jdbc.sql(
            """
            INSERT INTO order_commands (id, seller_order_id, step, actor_kind, actor_id, account,
              amount_minor, granted, due, note, salt, note_hash, sign_by, state, item_reference, at)
            VALUES (:id, :order, :step, :kind, :user, :account,
              :amount, :granted, :due, :note, :salt, :hash, :signBy, :state, :reference, :at)
            """)
        .param("id", command.id())
        .param("order", command.order())
        .param("step", command.step().name())
        .param("kind", command.actor().kind().name())
        .param("user", user == null ? null : user.value())
        .param("account", account == null ? null : account.toHex())
        .param("amount", command.amount())
        .param("granted", command.granted())
        .param("due", SellerOrderStore.offset(command.due()))
        .param("note", command.note())
        .param("salt", command.salt())
        .param("hash", command.noteHash().toHex())
        .param("signBy", SellerOrderStore.offset(signBy))
        .param("state", state.name())
        .param("reference", reference == null ? null : reference.toHex())
        .param("at", command.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Command> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query((row, n) -> command(row)).optional();
  }

  /// The command that is under way by this reference.
  Optional<Command> findSent(Hash reference) {
    return jdbc.sql(SELECT + "WHERE item_reference = ? AND state = 'SENT'")
        .param(reference.toHex())
        .query((row, n) -> command(row))
        .optional();
  }

  Optional<ToSign> lockToSign(UUID order, UUID id) {
    return jdbc.sql(
            SELECT + "WHERE id = ? AND seller_order_id = ? AND state = 'TO_SIGN' FOR NO KEY UPDATE")
        .params(id, order)
        .query((row, n) -> toSign(row))
        .optional();
  }

  List<ToSign> toSign(UUID order, Address account, Instant now) {
    return jdbc.sql(
            SELECT
                + """
                WHERE seller_order_id = ? AND account = ? AND state = 'TO_SIGN' AND sign_by > ?
                ORDER BY id
                """)
        .params(order, account.toHex(), now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> toSign(row))
        .list();
  }

  void sent(UUID id, Hash reference) {
    jdbc.sql(
            """
            UPDATE order_commands SET state = 'SENT', item_reference = ?
            WHERE id = ? AND state = 'TO_SIGN'
            """)
        .params(reference.toHex(), id)
        .update();
  }

  /// False when it was not under way.
  boolean end(UUID id, State state, @Nullable String refusal) {
    return jdbc.sql(
                """
                UPDATE order_commands SET state = :state, refusal = :refusal
                WHERE id = :id AND state = 'SENT'
                """)
            .param("state", state.name())
            .param("refusal", refusal)
            .param("id", id)
            .update()
        == 1;
  }

  /// Whatever waits for a signature of this order is not wanted any more.
  void drop(UUID order) {
    jdbc.sql(
            """
            UPDATE order_commands SET state = 'DROPPED'
            WHERE seller_order_id = ? AND state = 'TO_SIGN'
            """)
        .param(order)
        .update();
  }

  private static ToSign toSign(ResultSet row) throws SQLException {
    return new ToSign(command(row), row.getObject("sign_by", OffsetDateTime.class).toInstant());
  }

  private static Command command(ResultSet row) throws SQLException {
    UUID user = row.getObject("actor_id", UUID.class);
    String account = row.getString("account");
    OffsetDateTime due = row.getObject("due", OffsetDateTime.class);
    return new Command(
        row.getObject("id", UUID.class),
        row.getObject("seller_order_id", UUID.class),
        StepKind.valueOf(row.getString("step")),
        new Actor(
            Actor.Kind.valueOf(row.getString("actor_kind")),
            user == null ? null : new UserId(user)),
        account == null ? null : Address.fromHex(account),
        row.getObject("amount_minor", Long.class),
        row.getBoolean("granted"),
        due == null ? null : due.toInstant(),
        row.getString("note"),
        row.getBytes("salt"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
