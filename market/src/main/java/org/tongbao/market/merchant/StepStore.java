package org.tongbao.market.merchant;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;

/// The table `merchants`, as far as steps on the chain change it. Every step that the chain is
/// asked for gets a number of its own.
@Repository
final class StepStore {
  private final JdbcClient jdbc;

  StepStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Marks a step as under way and answers its number; nothing when the shop is in another state,
  /// or a step is under way.
  Optional<Integer> begin(MerchantId id, Merchant.State state, Dossier.Kind step, String reason) {
    return jdbc.sql(
            """
            UPDATE merchants
            SET pending_step = :step, step_number = step_number + 1, step_reason = :reason,
              step_refusal = NULL
            WHERE id = :id AND state = :state AND pending_step IS NULL
            RETURNING step_number
            """)
        .param("step", step.name())
        .param("reason", reason)
        .param("id", id.value())
        .param("state", state.name())
        .query(Integer.class)
        .optional();
  }

  /// The chain has done it. False when nothing of the kind was under way.
  boolean done(MerchantId id, Dossier.Kind step, Merchant.State state) {
    return jdbc.sql(
                """
                UPDATE merchants SET state = :state, pending_step = NULL
                WHERE id = :id AND pending_step = :step
                """)
            .param("state", state.name())
            .param("id", id.value())
            .param("step", step.name())
            .update()
        == 1;
  }

  /// The chain refused what was under way.
  boolean refused(MerchantId id, String why) {
    return jdbc.sql(
                """
                UPDATE merchants SET pending_step = NULL, step_refusal = :why
                WHERE id = :id AND pending_step IS NOT NULL
                """)
            .param("why", why)
            .param("id", id.value())
            .update()
        == 1;
  }

  /// Marks that what is missing of the bond is on its way; nothing when it is already, or when the
  /// bond is complete or the shop is not live.
  Optional<Posting> beginBond(MerchantId id) {
    return jdbc.sql(
            """
            UPDATE merchants
            SET bond_pending = TRUE, bond_refusal = NULL, step_number = step_number + 1
            WHERE id = ? AND NOT bond_pending AND state IN ('APPROVED', 'SUSPENDED')
              AND bond_minor - bond_leaving_minor < bond_required_minor
            RETURNING step_number, bond_required_minor - bond_minor + bond_leaving_minor AS missing
            """)
        .param(id.value())
        .query((row, number) -> new Posting(row.getInt("step_number"), row.getLong("missing")))
        .optional();
  }

  /// A part of the bond that is to be posted.
  record Posting(int number, long amountMinor) {}

  /// Marks that notice is being given for so much of the bond; nothing when something else is under
  /// way, when it has been given, or when the bond is smaller.
  Optional<Integer> beginNotice(MerchantId id, long minor) {
    return jdbc.sql(
            """
            UPDATE merchants
            SET bond_pending = TRUE, bond_refusal = NULL, step_number = step_number + 1
            WHERE id = :id AND NOT bond_pending AND bond_minor >= :minor
              AND bond_leaving_minor <> :minor
            RETURNING step_number
            """)
        .param("id", id.value())
        .param("minor", minor)
        .query(Integer.class)
        .optional();
  }

  /// A part of a bond whose notice is over, and that is being paid out from now on.
  record Leaving(MerchantId merchant, int number) {}

  /// Takes those whose notice was over by then.
  List<Leaving> takeLeaving(Instant by, int limit) {
    return jdbc.sql(
            """
            UPDATE merchants SET bond_pending = TRUE, step_number = step_number + 1
            WHERE id IN (
              SELECT id FROM merchants
              WHERE bond_payable_at <= :by AND bond_leaving_minor > 0 AND NOT bond_pending
              ORDER BY bond_payable_at LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING id, step_number
            """)
        .param("by", by.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query(
            (row, number) ->
                new Leaving(
                    new MerchantId(row.getObject("id", UUID.class)), row.getInt("step_number")))
        .list();
  }

  /// What could not be paid out is tried again an hour later.
  void bondRefused(MerchantId id, String why) {
    jdbc.sql(
            """
            UPDATE merchants SET bond_pending = FALSE, bond_refusal = ?,
              bond_payable_at = bond_payable_at + INTERVAL '1 hour'
            WHERE id = ?
            """)
        .params(why, id.value())
        .update();
  }

  void bondPosted(MerchantId id, long bondMinor) {
    jdbc.sql(
            """
            UPDATE merchants SET bond_minor = ?, bond_pending = FALSE, bond_refusal = NULL
            WHERE id = ?
            """)
        .params(bondMinor, id.value())
        .update();
  }

  void bondIs(MerchantId id, long bondMinor) {
    jdbc.sql("UPDATE merchants SET bond_minor = ? WHERE id = ?")
        .params(bondMinor, id.value())
        .update();
  }

  /// @param payableAt when it can be paid out; null when nothing leaves
  void bondLeaves(MerchantId id, long leavingMinor, @Nullable Instant payableAt) {
    jdbc.sql(
            """
            UPDATE merchants
            SET bond_leaving_minor = :leaving, bond_payable_at = :payableAt, bond_pending = FALSE,
              bond_refusal = NULL
            WHERE id = :id
            """)
        .param("leaving", leavingMinor)
        .param("payableAt", payableAt == null ? null : payableAt.atOffset(ZoneOffset.UTC))
        .param("id", id.value())
        .update();
  }

  /// Marks a change of the payout account as under way; nothing when one is already, or when the
  /// shop is not live.
  Optional<Integer> beginPayout(MerchantId id, Address payout) {
    return jdbc.sql(
            """
            UPDATE merchants SET payout_pending = :payout, step_number = step_number + 1
            WHERE id = :id AND payout_pending IS NULL AND state IN ('APPROVED', 'SUSPENDED')
            RETURNING step_number
            """)
        .param("payout", payout.toHex())
        .param("id", id.value())
        .query(Integer.class)
        .optional();
  }

  void payoutRefused(MerchantId id) {
    jdbc.sql("UPDATE merchants SET payout_pending = NULL WHERE id = ?").param(id.value()).update();
  }

  /// What the contract does: what was due by then holds, and the new account holds from `from` on.
  void payoutChanged(MerchantId id, Address payout, Instant at, Instant from) {
    jdbc.sql(
            """
            UPDATE merchants
            SET payout = CASE
                WHEN CAST(:from AS TIMESTAMPTZ) <= :at THEN :payout
                WHEN payout_next_from <= :at THEN payout_next
                ELSE payout END,
              payout_next = CASE WHEN CAST(:from AS TIMESTAMPTZ) <= :at THEN NULL ELSE :payout END,
              payout_next_from =
                CASE WHEN CAST(:from AS TIMESTAMPTZ) <= :at THEN NULL ELSE :from END,
              payout_pending = NULL
            WHERE id = :id
            """)
        .param("payout", payout.toHex())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("id", id.value())
        .update();
  }
}
