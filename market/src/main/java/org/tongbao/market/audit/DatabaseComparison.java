package org.tongbao.market.audit;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.market.audit.AuditStore.OrderRow;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Compares the database with the chain: every event with its record, every call with its row of
/// the outbox, and, at the block that the database has heard of last, orders, payments, vouchers
/// and points with the books. Nothing is written.
public final class DatabaseComparison {
  private static final String PLACE = "the database follows the chain";
  private static final String ORDERS = "orders in the database";
  private static final String PAYMENTS = "payments are credited once";
  private static final String PROMOTIONS = "vouchers and points in the database";

  private final AuditStore store;
  private final Findings findings;
  private final MirrorComparison mirror;
  private final OutboxComparison outbox;
  private final AuditStore.@Nullable Place place;
  private final @Nullable WalletLineComparison lines;
  private final @Nullable TreasuryComparison treasury;
  private final @Nullable ShopComparison shops;
  private final @Nullable AuditTrailComparison trail;
  private final @Nullable ReviewComparison reviews;
  private final @Nullable AffiliateComparison affiliates;
  private boolean compared;

  public DatabaseComparison(DataSource dataSource, Findings findings) {
    this.store = new AuditStore(dataSource);
    this.findings = findings;
    this.mirror = new MirrorComparison(store, findings);
    this.outbox = new OutboxComparison(store, findings);
    this.place = store.place().orElse(null);
    var rows = new AccountRowStore(dataSource);
    Map<Address, AccountRowStore.AccountRow> accounts =
        store.has("chain_accounts") ? rows.accounts() : Map.of();
    this.lines =
        place != null && has("wallet_lines", WalletLineComparison.CHECK)
            ? new WalletLineComparison(rows, findings, accounts, place.number())
            : null;
    this.treasury =
        has("sponsor_fundings", "reserves in the database")
            ? new TreasuryComparison(new TreasuryRowStore(dataSource), findings, accounts)
            : null;
    this.shops =
        has("merchants", "shops in the database")
            ? new ShopComparison(rows, findings, accounts)
            : null;
    this.trail =
        has("audit_chain", AuditTrailComparison.CHECK)
            ? new AuditTrailComparison(new AuditTrailStore(dataSource), findings)
            : null;
    this.affiliates =
        has(AffiliateComparison.TABLE, AffiliateComparison.CHECK)
            ? new AffiliateComparison(rows, findings, accounts)
            : null;
    this.reviews =
        has("reviews", "reviews in the database")
            ? new ReviewComparison(new ReviewRowStore(dataSource), findings)
            : null;
  }

  /// The deployment that the database belongs to.
  public static Optional<Address> directory(DataSource dataSource) {
    return new AuditStore(dataSource).directory();
  }

  /// The references of the seller orders of an order, by its number.
  public static List<Hash> references(DataSource dataSource, String number) {
    return new AuditStore(dataSource).references(number);
  }

  /// The block at which the database is compared: the last that it has heard of.
  public OptionalLong place() {
    return place == null ? OptionalLong.empty() : OptionalLong.of(place.number());
  }

  /// Before a block's events.
  public void block(AuditBlock block) {
    outbox.block(block);
  }

  /// An event of our contracts.
  public void event(AuditEvent event) {
    if (place != null && event.block() <= place.number()) {
      mirror.event(event);
      outbox.event(event);
      if (lines != null) {
        lines.event(event);
      }
      if (treasury != null) {
        treasury.event(event);
      }
      if (shops != null) {
        shops.event(event);
      }
      if (reviews != null) {
        reviews.event(event);
      }
    }
  }

  /// After a block's events: compares everything when it is the last that the database has heard
  /// of.
  public void after(AuditBlock block, Books books) {
    if (place == null || block.number() != place.number()) {
      return;
    }
    compared = true;
    findings.same(PLACE, "block " + place.number(), "its hash", block.hash(), place.hash());
    mirror.finish();
    outbox.finish(place.number());
    Map<Hash, OrderAccount> orders = new HashMap<>();
    books.orders().forEach((key, order) -> orders.put(key.id(), order));
    if (has("seller_orders", ORDERS)) {
      compareOrders(orders);
    }
    if (has("order_deposits", PAYMENTS) && has("payment_attempts", PAYMENTS)) {
      comparePayments(books, orders);
    }
    compareDeposits(books);
    if (has("campaigns", PROMOTIONS)) {
      comparePromotions(books, orders);
    }
    if (lines != null) {
      lines.finish();
    }
    if (treasury != null) {
      treasury.finish(books);
    }
    if (shops != null) {
      shops.finish(books);
    }
    if (trail != null) {
      trail.compare();
    }
    if (affiliates != null) {
      affiliates.finish(orders);
    }
    if (reviews != null) {
      reviews.finish();
    }
  }

  /// After the last block.
  ///
  /// @param head the chain's last block
  public void finish(long head) {
    findings.checked(PLACE, 1);
    if (place == null) {
      findings.warn(PLACE, "the database", "has heard of no block");
    } else if (place.number() > head) {
      findings.differ(
          PLACE,
          "block " + place.number(),
          "the database has heard of it, and the chain ends with block " + head);
    } else if (!compared) {
      findings.differ(PLACE, "block " + place.number(), "was not reached");
    } else if (place.number() < head) {
      findings.warn(
          PLACE,
          "the database",
          "has heard of blocks up to %d of %d, and was compared at that one"
              .formatted(place.number(), head));
    }
  }

  private boolean has(String table, String check) {
    boolean there = store.has(table);
    if (!there) {
      findings.warn(check, "the database", "has no table " + table + "; nothing was compared");
    }
    return there;
  }

  private void compareOrders(Map<Hash, OrderAccount> orders) {
    Set<Hash> unknown = new HashSet<>(orders.keySet());
    for (OrderRow row : store.orders()) {
      unknown.remove(row.reference());
      String subject = "order " + row.number();
      OrderAccount order = orders.get(row.reference());
      boolean onChain = !row.state().equals("NEW") && !row.state().equals("VOID");
      if (order == null) {
        findings.checked(ORDERS, 1);
        if (onChain) {
          findings.differ(
              ORDERS, subject, "is %s; the chain does not know it".formatted(row.state()));
        }
        continue;
      }
      findings.same(ORDERS, subject, "its state", order.state().name(), row.state());
      findings.same(ORDERS, subject, "its terms", order.placed().terms(), row.terms());
      same(ORDERS, subject, "its total", Shares.total(order.terms()), row.total());
      same(ORDERS, subject, "what was refunded", order.refunded(), row.refunded());
      same(ORDERS, subject, "what is owed", order.owed(), row.owed());
      findings.same(ORDERS, subject, "released", order.released(), row.released());
    }
    unknown.forEach(id -> findings.differ(ORDERS, "order " + id, "the database does not know it"));
  }

  private void comparePayments(Books books, Map<Hash, OrderAccount> orders) {
    for (AuditStore.DepositRow row : store.doneDeposits()) {
      findings.checked(PAYMENTS, 1);
      String subject = "deposit " + row.reference();
      Deposit deposit = books.deposits().get(row.reference());
      if (deposit == null) {
        findings.differ(PAYMENTS, subject, "is done; the chain does not know it");
        continue;
      }
      same(PAYMENTS, subject, "its amount", deposit.amount(), row.amount());
      OrderAccount order = orders.get(row.order());
      boolean fits =
          row.toAccount()
              ? deposit.account() != null
              : order != null && order.key().equals(deposit.order());
      if (!fits) {
        findings.differ(PAYMENTS, subject, "went to " + deposit + ", not to order " + row.order());
      }
    }
    findings.checked(PAYMENTS, store.captures());
    for (AuditStore.CaptureRow row : store.uncreditedCaptures()) {
      findings.differ(
          PAYMENTS,
          "payment " + row.reference(),
          "%d was paid, %d credited".formatted(row.captured(), row.credited()));
    }
  }

  /// All money that came in by the chain came in by the database's knowledge.
  private void compareDeposits(Books books) {
    books
        .deposits()
        .forEach(
            (reference, deposit) -> {
              findings.checked(PAYMENTS, 1);
              if (!store.knows(reference)) {
                findings.differ(
                    PAYMENTS,
                    "deposit " + reference,
                    "%s was credited, and the database knows of no payment"
                        .formatted(deposit.amount()));
              }
            });
  }

  private void comparePromotions(Books books, Map<Hash, OrderAccount> orders) {
    for (AuditStore.CampaignRow row : store.campaigns()) {
      String subject = "campaign " + row.id();
      CampaignAccount campaign = books.pots().campaigns().get(row.id().toU256());
      if (campaign == null) {
        findings.differ(PROMOTIONS, subject, "is published; the chain does not know it");
        continue;
      }
      compareTerms(subject, row, campaign);
      same(PROMOTIONS, subject, "units handed out", campaign.issued(), row.issued());
      same(PROMOTIONS, subject, "the pot", campaign.pot(), row.pot());
      same(PROMOTIONS, subject, "what was spent", campaign.spent(), row.spent());
    }
    for (AuditStore.HoldingRow row : store.holdings()) {
      same(
          PROMOTIONS,
          "campaign %s of %s".formatted(row.campaign(), row.accounts()),
          "the units",
          row.accounts().stream()
              .map(it -> books.pots().unitsOf(row.campaign().toU256(), it))
              .reduce(BigInteger.ZERO, BigInteger::add),
          row.units());
    }
    for (AuditStore.PointsRow row : store.points()) {
      same(
          PROMOTIONS,
          "points of " + row.accounts(),
          "the balance",
          row.accounts().stream()
              .map(books.pots()::pointsOf)
              .reduce(BigInteger.ZERO, BigInteger::add),
          row.points());
    }
    for (AuditStore.VoucherRow row : store.redeemedVouchers()) {
      findings.checked(PROMOTIONS, 1);
      OrderAccount order = orders.get(row.order());
      if (order == null || !uses(order, row)) {
        findings.differ(
            PROMOTIONS,
            "order " + row.order(),
            "the database has %d units of campaign %s used in it, worth %d"
                .formatted(row.units(), row.campaign(), row.value()));
      }
    }
  }

  private void compareTerms(String subject, AuditStore.CampaignRow row, CampaignAccount campaign) {
    Campaign terms = campaign.terms();
    findings.same(PROMOTIONS, subject, "its bearer", terms.bearer(), row.bearer());
    findings.same(PROMOTIONS, subject, "its kind", terms.kind().name(), row.kind());
    findings.same(PROMOTIONS, subject, "funded", terms.funded(), row.funded());
    findings.same(PROMOTIONS, subject, "its end", terms.end(), row.endsAt());
    same(PROMOTIONS, subject, "its value", terms.value().toBigInteger(), row.value());
    same(PROMOTIONS, subject, "its threshold", terms.threshold().toBigInteger(), row.threshold());
    same(PROMOTIONS, subject, "its cap", terms.cap().toBigInteger(), row.cap());
  }

  private static boolean uses(OrderAccount order, AuditStore.VoucherRow row) {
    for (VoucherUse use : order.terms().vouchers()) {
      if (use.id().equals(row.campaign().toU256())
          && use.units().toBigInteger().equals(BigInteger.valueOf(row.units()))
          && use.value().toBigInteger().equals(BigInteger.valueOf(row.value()))) {
        return true;
      }
    }
    return false;
  }

  private void same(String check, String subject, String what, BigInteger chain, long database) {
    findings.same(check, subject, what, chain, BigInteger.valueOf(database));
  }
}
