package org.tongbao.market.merchant;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Company.Document;

/// A shop's way onto the platform for features that take somebody along it; people take it by the
/// REST API. Thread-safe.
@Component
public class Onboarding {
  private final Applications applications;
  private final ConditionStore conditions;
  private final Reviews reviews;
  private final Shops shops;

  Onboarding(Applications applications, ConditionStore conditions, Reviews reviews, Shops shops) {
    this.applications = applications;
    this.conditions = conditions;
    this.reviews = reviews;
    this.shops = shops;
  }

  /// What an applicant says and shows.
  ///
  /// @param country ISO 3166-1 alpha-2
  /// @param licence a document that says who it is
  public record Papers(
      String shopName,
      String companyName,
      String registrationNumber,
      String country,
      String address,
      String contactName,
      String contactEmail,
      String contactPhone,
      Licence licence) {}

  /// A document, by what it must be.
  public record Licence(String name, String sha256, long sizeBytes) {}

  /// Applies for a shop under the conditions that hold now, and makes the applicant its owner; in
  /// the caller's transaction, if there is one. Refuses a name that is taken.
  public MerchantId apply(UserId applicant, Papers papers, String currency) {
    Licence licence = papers.licence;
    Company company =
        Company.of(
            new Company.Typed(
                papers.shopName,
                papers.companyName,
                papers.registrationNumber,
                papers.country,
                papers.address,
                papers.contactName,
                papers.contactEmail,
                papers.contactPhone,
                List.of(
                    new Company.TypedDocument(
                        Document.Kind.BUSINESS_LICENCE,
                        licence.name,
                        licence.sha256,
                        licence.sizeBytes))));
    int agreed =
        conditions
            .find(currency)
            .orElseThrow(() -> new DomainException(RequestError.FIELD_MALFORMED, "currency"))
            .version();
    return applications.apply(applicant, company, currency, agreed).merchant().id();
  }

  /// Approves an application as it stands. The shop is live when the chain says so.
  public void approve(UserId reviewer, MerchantId id) {
    int version = applications.require(id).version();
    Dossier _ = reviews.approve(reviewer, id, version, "");
  }

  /// Says what a shop is, in both languages, and how long it takes things back; leaves its other
  /// settings.
  ///
  /// @param returnDays from 0 on
  public void describe(MerchantId id, String descriptionZh, String descriptionEn, int returnDays) {
    Merchant known = applications.require(id).merchant();
    Merchant.Settings settings = known.settings();
    shops.change(
        id,
        known.name(),
        new Merchant.Settings(
            descriptionZh,
            descriptionEn,
            settings.contactEmail(),
            settings.contactPhone(),
            returnDays,
            settings.shipDays(),
            settings.version()));
  }
}
