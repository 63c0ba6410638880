package org.tongbao.market.merchant;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// How far an application has come, and what the platform knows of the shop.
///
/// @param step how many of the four steps to a shop that sells are done
/// @param pending whether the chain has been asked for something
/// @param facts labels (keys of texts) and what was said
public record ApplicationStatusPage(
    Frame frame,
    Desk desk,
    Merchant shop,
    int step,
    boolean pending,
    @Nullable String stepRefusal,
    List<Fact> facts,
    List<Paper> documents,
    Bond bond,
    List<Event> history,
    FormErrors errors) {
  public ApplicationStatusPage {
    facts = List.copyOf(facts);
    documents = List.copyOf(documents);
    history = List.copyOf(history);
  }

  static ApplicationStatusPage of(
      Frame frame, Desk desk, Dossier known, List<Documents.Shown> documents, FormErrors errors) {
    Merchant merchant = known.merchant();
    String below = ShopDesks.path(merchant.id(), "/application/documents/");
    return new ApplicationStatusPage(
        frame,
        desk,
        merchant,
        step(merchant),
        known.step().pending() != null,
        known.step().refusal(),
        facts(known, frame.language().locale()),
        documents.stream().map(it -> Paper.of(it, below)).toList(),
        bond(known),
        known.history().reversed().stream()
            .map(it -> new Event(it.kind().name(), reason(it), it.transaction(), it.at()))
            .toList(),
        errors);
  }

  private static List<Fact> facts(Dossier known, Locale locale) {
    Merchant merchant = known.merchant();
    Company company = known.company();
    return List.of(
        new Fact("merchant.apply.company", company.companyName()),
        new Fact("merchant.apply.registration", company.registrationNumber()),
        new Fact(
            "merchant.apply.country", Locale.of("", company.country()).getDisplayCountry(locale)),
        new Fact("merchant.apply.address", company.address()),
        new Fact("merchant.apply.contact", company.contactName()),
        new Fact("merchant.apply.email", company.contactEmail()),
        new Fact("merchant.apply.phone", company.contactPhone()),
        new Fact("merchant.apply.currency", merchant.currency()),
        new Fact("merchant.apply.fee", percent(merchant.feeBps())),
        new Fact("merchant.apply.commission", percent(merchant.commissionBps())));
  }

  /// Ten-thousandths as a percentage: `2.5 %`.
  static String percent(int bps) {
    return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString() + " %";
  }

  /// Reasons that are numbers or accounts are no words for people.
  private static String reason(Decision decision) {
    return decision.kind() == Decision.Kind.BOND_WITHDRAWAL ? "" : decision.reason();
  }

  private static int step(Merchant merchant) {
    return switch (merchant.state()) {
      case RETURNED -> 0;
      case APPLIED, REFUSED -> 1;
      case APPROVED, SUSPENDED -> merchant.sells() ? 4 : 2;
    };
  }

  private static Bond bond(Dossier known) {
    Merchant.Bond bond = known.merchant().bond();
    Currency currency = Currency.of(known.merchant().currency());
    return new Bond(
        MoneyText.of(Money.ofMinor(bond.requiredMinor(), currency)),
        MoneyText.of(Money.ofMinor(bond.postedMinor(), currency)),
        known.merchant().state() == Merchant.State.APPROVED && !bond.isComplete(),
        known.step().bondPending(),
        known.step().bondRefusal());
  }

  /// Whether the page will look different in a moment.
  public boolean isUnderWay() {
    return pending || bond.pending();
  }

  public record Fact(String label, String text) {}

  /// A document as pages of the shop and of the platform show it.
  ///
  /// @param sha256 by which the application names it
  /// @param type what it is, as people call it; empty when it is only described
  /// @param link where it is opened; null when it is only described
  public record Paper(
      String kind, String name, String sha256, String size, String type, @Nullable String link) {
    static Paper of(Documents.Shown shown, String below) {
      Company.Document document = shown.document();
      DocumentStore.Held held = shown.held();
      String type = held == null ? "" : held.type();
      return new Paper(
          document.kind().name(),
          document.name(),
          document.sha256(),
          DocumentFiles.size(document.sizeBytes()),
          type.substring(type.indexOf('/') + 1).toUpperCase(Locale.ROOT),
          held == null ? null : below + document.sha256());
    }
  }

  /// The money that answers for refunds, as text.
  public record Bond(
      String required, String posted, boolean missing, boolean pending, @Nullable String refusal) {}

  public record Event(String kind, String reason, @Nullable String transaction, Instant at) {}
}
