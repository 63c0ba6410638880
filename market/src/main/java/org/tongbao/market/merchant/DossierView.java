package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A shop and its application as the REST API shows them to its owner and to the platform.
///
/// @param pendingStep what the chain has been asked for and has not answered yet
/// @param stepRefusal why the chain did not do what was asked last
record DossierView(
    UUID id,
    String name,
    UUID owner,
    String account,
    Merchant.State state,
    boolean sells,
    @Nullable String pendingStep,
    @Nullable String stepRefusal,
    ConditionsAgreed conditions,
    BondView bond,
    PayoutView payout,
    CompanyView company,
    String profile,
    List<DecisionView> history) {

  static DossierView of(Dossier dossier, Instant now) {
    Merchant merchant = dossier.merchant();
    Dossier.Kind pending = dossier.step().pending();
    return new DossierView(
        merchant.id().value(),
        merchant.name(),
        merchant.owner().value(),
        merchant.account().toChecksumHex(),
        merchant.state(),
        merchant.sells(),
        pending == null ? null : pending.name(),
        dossier.step().refusal(),
        new ConditionsAgreed(merchant.currency(), merchant.feeBps(), merchant.commissionBps()),
        BondView.of(dossier),
        PayoutView.of(dossier.payout(), now),
        CompanyView.of(dossier.company()),
        dossier.profile().toHex(),
        dossier.history().stream().map(DecisionView::of).toList());
  }

  /// What the applicant agreed to, in 1/10,000 of an order's total.
  record ConditionsAgreed(String currency, int feeBps, int commissionBps) {}

  record BondView(
      Amounts.MoneyView required,
      Amounts.MoneyView posted,
      Amounts.MoneyView leaving,
      @Nullable Instant payableAt,
      boolean pending,
      @Nullable String refusal) {
    static BondView of(Dossier dossier) {
      Merchant.Bond bond = dossier.merchant().bond();
      Currency currency = Currency.of(dossier.merchant().currency());
      return new BondView(
          Amounts.MoneyView.of(Money.ofMinor(bond.requiredMinor(), currency)),
          Amounts.MoneyView.of(Money.ofMinor(bond.postedMinor(), currency)),
          Amounts.MoneyView.of(Money.ofMinor(bond.leavingMinor(), currency)),
          dossier.step().bondPayableAt(),
          dossier.step().bondPending(),
          dossier.step().bondRefusal());
    }
  }

  /// Where the shop is paid now, and from when elsewhere.
  record PayoutView(
      String account, @Nullable String next, @Nullable Instant nextFrom, @Nullable String pending) {
    static PayoutView of(Dossier.Payout payout, Instant now) {
      Instant from = payout.nextFrom();
      boolean later = from != null && now.isBefore(from);
      return new PayoutView(
          payout.at(now).toChecksumHex(),
          later ? hex(payout.next()) : null,
          later ? from : null,
          hex(payout.pending()));
    }

    private static @Nullable String hex(@Nullable Address address) {
      return address == null ? null : address.toChecksumHex();
    }
  }

  record CompanyView(
      String shopName,
      String companyName,
      String registrationNumber,
      String country,
      String address,
      String contactName,
      String contactEmail,
      String contactPhone,
      List<DocumentView> documents) {
    static CompanyView of(Company company) {
      return new CompanyView(
          company.shopName(),
          company.companyName(),
          company.registrationNumber(),
          company.country(),
          company.address(),
          company.contactName(),
          company.contactEmail(),
          company.contactPhone(),
          company.documents().stream()
              .map(it -> new DocumentView(it.kind(), it.name(), it.sha256(), it.sizeBytes()))
              .toList());
    }
  }

  record DocumentView(Company.Document.Kind kind, String name, String sha256, long sizeBytes) {}

  /// `actor` decided; nobody where the chain tells what happened, in `transaction`.
  record DecisionView(
      Decision.Kind kind,
      @Nullable UUID actor,
      String reason,
      @Nullable String transaction,
      Instant at) {
    static DecisionView of(Decision decision) {
      return new DecisionView(
          decision.kind(),
          decision.actor(),
          decision.reason(),
          decision.transaction(),
          decision.at());
    }
  }
}
