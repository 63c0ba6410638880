package org.tongbao.market.merchant;

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
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The tables `merchants`, `merchant_companies`, `merchant_documents` and `merchant_decisions`, as
/// far as applications fill them.
@Repository
final class DossierStore {
  private final JdbcClient jdbc;
  private final MerchantStore merchants;

  DossierStore(JdbcClient jdbc, MerchantStore merchants) {
    this.jdbc = jdbc;
    this.merchants = merchants;
  }

  /// Makes all who want this shop name wait for each other, until the transaction ends.
  void lockName(String name) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(lower(:name), 13)) IS NULL")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  /// Whether another shop that was not refused has the name.
  boolean isTaken(String name, MerchantId except) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM merchants
              WHERE lower(name) = lower(:name) AND state <> 'REFUSED' AND id <> :except)
            """)
        .param("name", name)
        .param("except", except.value())
        .query(Boolean.class)
        .single();
  }

  /// Applications of a user that are not decided; they wait for each other until the transaction
  /// ends.
  int countOpen(UserId owner) {
    jdbc.sql("SELECT 1 FROM users WHERE id = ? FOR NO KEY UPDATE")
        .param(owner.value())
        .query(Integer.class)
        .single();
    return jdbc.sql(
            """
            SELECT count(*) FROM merchants
            WHERE owner_id = ? AND state IN ('APPLIED', 'RETURNED')
            """)
        .param(owner.value())
        .query(Integer.class)
        .single();
  }

  void add(MerchantId id, UserId owner, Address account, Submission submission, Instant now) {
    with(
            submission,
            """
            INSERT INTO merchants (id, owner_id, account, state, name, currency, fee_bps,
              commission_bps, bond_required_minor, payout, profile_salt, profile, version,
              created_at)
            VALUES (:id, :owner, :account, 'APPLIED', :name, :currency, :fee,
              :commission, :bond, :account, :salt, :profile, 1, :now)
            """)
        .param("id", id.value())
        .param("owner", owner.value())
        .param("account", account.toHex())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    addCompany(id, submission.company());
  }

  /// The settings that a new shop begins with.
  void addSettings(MerchantId id, Company company) {
    jdbc.sql(
            """
            INSERT INTO merchant_settings (merchant_id, description_zh, description_en,
              contact_email, contact_phone, return_days, ship_days, version)
            VALUES (:id, '', '', :email, :phone, 7, 3, 1)
            """)
        .param("id", id.value())
        .param("email", company.contactEmail())
        .param("phone", company.contactPhone())
        .update();
  }

  /// Applies anew; false when the application was not returned, or has another version.
  boolean replace(MerchantId id, int version, Submission submission) {
    int changed =
        with(
                submission,
                """
                UPDATE merchants
                SET state = 'APPLIED', name = :name, currency = :currency, fee_bps = :fee,
                  commission_bps = :commission, bond_required_minor = :bond,
                  profile_salt = :salt, profile = :profile, step_refusal = NULL,
                  version = version + 1
                WHERE id = :id AND state = 'RETURNED' AND version = :version
                """)
            .param("id", id.value())
            .param("version", version)
            .update();
    if (changed == 1) {
      jdbc.sql("DELETE FROM merchant_companies WHERE merchant_id = ?").param(id.value()).update();
      jdbc.sql("DELETE FROM merchant_documents WHERE merchant_id = ?").param(id.value()).update();
      addCompany(id, submission.company());
    }
    return changed == 1;
  }

  private StatementSpec with(Submission submission, String sql) {
    Conditions agreed = submission.conditions();
    return jdbc.sql(sql)
        .param("name", submission.company().shopName())
        .param("currency", agreed.bond().currency().code())
        .param("fee", agreed.feeBps())
        .param("commission", agreed.commissionBps())
        .param("bond", agreed.bond().amountMinor().longValueExact())
        .param("salt", submission.salt().toArray())
        .param("profile", submission.company().hash(submission.salt()).toHex());
  }

  private void addCompany(MerchantId id, Company company) {
    jdbc.sql(
            """
            INSERT INTO merchant_companies (merchant_id, shop_name, company_name,
              registration_number, country, address, contact_name, contact_email, contact_phone)
            VALUES (:id, :shop, :company, :number, :country, :address, :contact, :email, :phone)
            """)
        .param("id", id.value())
        .param("shop", company.shopName())
        .param("company", company.companyName())
        .param("number", company.registrationNumber())
        .param("country", company.country())
        .param("address", company.address())
        .param("contact", company.contactName())
        .param("email", company.contactEmail())
        .param("phone", company.contactPhone())
        .update();
    for (int i = 0; i < company.documents().size(); i++) {
      Company.Document document = company.documents().get(i);
      jdbc.sql(
              """
              INSERT INTO merchant_documents
                (merchant_id, position, kind, name, sha256, size_bytes)
              VALUES (?, ?, ?, ?, ?, ?)
              """)
          .params(id.value(), i, document.kind().name(), document.name())
          .params(document.sha256(), document.sizeBytes())
          .update();
    }
  }

  /// The platform's decision about an application that waits, read at this version; false when it
  /// no longer does.
  boolean decide(MerchantId id, int version, Merchant.State outcome) {
    return jdbc.sql(
                """
                UPDATE merchants SET state = :outcome, version = version + 1
                WHERE id = :id AND version = :version AND state = 'APPLIED'
                  AND pending_step IS NULL
                """)
            .param("outcome", outcome.name())
            .param("id", id.value())
            .param("version", version)
            .update()
        == 1;
  }

  void addDecision(MerchantId merchant, Decision decision) {
    jdbc.sql(
            """
            INSERT INTO merchant_decisions
              (id, merchant_id, kind, actor_id, reason, transaction, at)
            VALUES (:id, :merchant, :kind, :actor, :reason, :transaction, :at)
            """)
        .param("id", decision.id())
        .param("merchant", merchant.value())
        .param("kind", decision.kind().name())
        .param("actor", decision.actor())
        .param("reason", decision.reason())
        .param("transaction", decision.transaction())
        .param("at", decision.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  List<MerchantId> list(Merchant.@Nullable State state, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id FROM merchants
            WHERE (CAST(:state AS TEXT) IS NULL OR state = :state)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC
            LIMIT :rows
            """)
        .param("state", state == null ? null : state.name())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> new MerchantId(row.getObject("id", UUID.class)))
        .list();
  }

  /// One query after the other: one inside another's row would hold two connections at once.
  Optional<Dossier> find(MerchantId id) {
    return merchants.find(id).map(this::whole);
  }

  private Dossier whole(Merchant merchant) {
    Standing standing =
        jdbc.sql(
                """
                SELECT payout, payout_next, payout_next_from, payout_pending, pending_step,
                  step_number, step_refusal, bond_pending, bond_refusal,
                  bond_payable_at, profile, version
                FROM merchants WHERE id = ?
                """)
            .param(merchant.id().value())
            .query((row, number) -> standing(row))
            .single();
    return new Dossier(
        merchant,
        company(merchant.id()),
        standing.profile,
        standing.payout,
        standing.step,
        decisions(merchant.id()),
        standing.version);
  }

  /// The part of a dossier that is in the merchant's own row.
  private record Standing(Hash profile, Dossier.Payout payout, Dossier.Step step, int version) {}

  private static Standing standing(ResultSet row) throws SQLException {
    String pending = row.getString("pending_step");
    OffsetDateTime from = row.getObject("payout_next_from", OffsetDateTime.class);
    OffsetDateTime payableAt = row.getObject("bond_payable_at", OffsetDateTime.class);
    return new Standing(
        Hash.fromHex(row.getString("profile")),
        new Dossier.Payout(
            Address.fromHex(row.getString("payout")),
            address(row.getString("payout_next")),
            from == null ? null : from.toInstant(),
            address(row.getString("payout_pending"))),
        new Dossier.Step(
            pending == null ? null : Dossier.Kind.valueOf(pending),
            row.getInt("step_number"),
            row.getString("step_refusal"),
            row.getBoolean("bond_pending"),
            row.getString("bond_refusal"),
            payableAt == null ? null : payableAt.toInstant()),
        row.getInt("version"));
  }

  private static @Nullable Address address(@Nullable String hex) {
    return hex == null ? null : Address.fromHex(hex);
  }

  Bytes salt(MerchantId id) {
    return jdbc.sql("SELECT profile_salt FROM merchants WHERE id = ?")
        .param(id.value())
        .query((row, number) -> Bytes.wrap(row.getBytes("profile_salt")))
        .single();
  }

  private Company company(MerchantId id) {
    List<Company.Document> documents = documents(id);
    return jdbc.sql("SELECT * FROM merchant_companies WHERE merchant_id = ?")
        .param(id.value())
        .query(
            (row, number) ->
                new Company(
                    row.getString("shop_name"),
                    row.getString("company_name"),
                    row.getString("registration_number"),
                    row.getString("country"),
                    row.getString("address"),
                    row.getString("contact_name"),
                    row.getString("contact_email"),
                    row.getString("contact_phone"),
                    documents))
        .single();
  }

  private List<Company.Document> documents(MerchantId id) {
    return jdbc.sql(
            """
            SELECT kind, name, sha256, size_bytes FROM merchant_documents
            WHERE merchant_id = ? ORDER BY position
            """)
        .param(id.value())
        .query(
            (row, number) ->
                new Company.Document(
                    Company.Document.Kind.valueOf(row.getString("kind")),
                    row.getString("name"),
                    row.getString("sha256"),
                    row.getLong("size_bytes")))
        .list();
  }

  private List<Decision> decisions(MerchantId id) {
    return jdbc.sql(
            """
            SELECT id, kind, actor_id, reason, transaction, at FROM merchant_decisions
            WHERE merchant_id = ? ORDER BY id
            """)
        .param(id.value())
        .query(
            (row, number) ->
                new Decision(
                    row.getObject("id", UUID.class),
                    Decision.Kind.valueOf(row.getString("kind")),
                    row.getObject("actor_id", UUID.class),
                    row.getString("reason"),
                    row.getString("transaction"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// What is stored of an application.
  ///
  /// @param salt 32 random bytes, new for each
  record Submission(Company company, Conditions conditions, Bytes salt) {}
}
