package org.tongbao.market.promotion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;

/// The table `voucher_codes`.
@Repository
final class VoucherCodeStore {
  private final JdbcClient jdbc;

  VoucherCodeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Hash code, UUID campaign, long units, UserId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO voucher_codes (code_hash, campaign_id, units, created_by, created_at)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(code.toHex(), campaign, units, by.value(), now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// What a code stands for that nobody has used.
  record Code(UUID campaign, long units) {}

  /// Locks it until the transaction ends.
  Optional<Code> lockUnused(Hash code) {
    return jdbc.sql(
            """
            SELECT campaign_id, units FROM voucher_codes
            WHERE code_hash = ? AND claim_id IS NULL FOR UPDATE
            """)
        .param(code.toHex())
        .query(
            (row, number) ->
                new Code(row.getObject("campaign_id", UUID.class), row.getLong("units")))
        .optional();
  }

  void use(Hash code, UUID claim, UserId by, Instant now) {
    jdbc.sql(
            """
            UPDATE voucher_codes SET claim_id = ?, used_by = ?, used_at = ? WHERE code_hash = ?
            """)
        .params(claim, by.value(), now.atOffset(ZoneOffset.UTC), code.toHex())
        .update();
  }

  /// The chain refused the claim: its code can be used again.
  void free(UUID claim) {
    jdbc.sql(
            """
            UPDATE voucher_codes SET claim_id = NULL, used_by = NULL, used_at = NULL
            WHERE claim_id = ?
            """)
        .param(claim)
        .update();
  }
}
