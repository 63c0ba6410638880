package org.tongbao.market.merchant;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.merchant.ApplicationStatusPage.Paper;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;

/// A shop and its application, with what can be decided about it now.
///
/// @param company what the applicant says, by the keys of the texts that name it
/// @param pending what the chain has been asked for; empty when it has answered
/// @param refusal why the chain did not do what was asked last
/// @param history the oldest first
public record MerchantReviewPage(
    Frame frame,
    Desk desk,
    UUID id,
    int version,
    Merchant merchant,
    String owner,
    List<Said> company,
    List<Paper> documents,
    String payout,
    String pending,
    @Nullable String refusal,
    List<Entry> history,
    Failed failed) {
  public MerchantReviewPage {
    company = List.copyOf(company);
    documents = List.copyOf(documents);
    history = List.copyOf(history);
  }

  static MerchantReviewPage of(
      Frame frame,
      Desk desk,
      Dossier dossier,
      List<Documents.Shown> documents,
      String owner,
      List<Entry> history,
      Failed failed) {
    UUID id = dossier.merchant().id().value();
    String below = PlatformDesk.MERCHANTS + "/" + id + "/documents/";
    Dossier.Kind pending = dossier.step().pending();
    return new MerchantReviewPage(
        frame,
        desk,
        id,
        dossier.version(),
        dossier.merchant(),
        owner,
        said(dossier.company()),
        documents.stream().map(it -> Paper.of(it, below)).toList(),
        dossier.payout().account().toHex(),
        pending == null ? "" : pending.name(),
        dossier.step().refusal(),
        history,
        failed);
  }

  private static List<Said> said(Company company) {
    return List.of(
        new Said("company", company.companyName()),
        new Said("number", company.registrationNumber()),
        new Said("country", company.country()),
        new Said("address", company.address()),
        new Said("contact", company.contactName()),
        new Said("email", company.contactEmail()),
        new Said("phone", company.contactPhone()));
  }

  public record Said(String key, String text) {}

  /// @param actor empty where the chain tells what happened
  public record Entry(
      String kind, String actor, String reason, @Nullable String transaction, Instant at) {}

  /// The form that was refused, with what was typed; none at first.
  public record Failed(@Nullable Verdict verdict, FormErrors errors, String reason) {}

  /// What the platform can decide.
  public enum Verdict implements PageDeed {
    APPROVAL,
    RETURN,
    REFUSAL,
    SUSPENSION,
    REINSTATEMENT
  }

  /// What can be decided now.
  public List<Verdict> verdicts() {
    if (!pending.isEmpty()) {
      return List.of();
    }
    return switch (merchant.state()) {
      case APPLIED -> List.of(Verdict.APPROVAL, Verdict.RETURN, Verdict.REFUSAL);
      case APPROVED -> List.of(Verdict.SUSPENSION);
      case SUSPENDED -> List.of(Verdict.REINSTATEMENT);
      case RETURNED, REFUSED -> List.of();
    };
  }

  /// Ten-thousandths as a percentage: `2.5 %`.
  public String percent(int bps) {
    return new BigDecimal(bps).movePointLeft(2).stripTrailingZeros().toPlainString() + " %";
  }

  public String money(long minor) {
    return frame.money(minor, merchant.currency());
  }
}
