package org.tongbao.market.merchant;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;

/// Applying for a shop.
@RestController
@RequestMapping("/api/v1")
final class ApplicationApi {
  private final Applications applications;
  private final MerchantStore merchants;
  private final Staff staff;
  private final Clock clock;

  ApplicationApi(Applications applications, MerchantStore merchants, Staff staff, Clock clock) {
    this.applications = applications;
    this.merchants = merchants;
    this.staff = staff;
    this.clock = clock;
  }

  @PostMapping("/merchants")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<DossierView> apply(Caller caller, @RequestBody ApplicationFields fields) {
    Dossier made =
        applications.apply(
            caller.user(), fields.company(), fields.currencyCode(), fields.agreedVersion());
    URI location = URI.create("/api/v1/merchants/" + made.merchant().id() + "/application");
    return answer(ResponseEntity.created(location), made);
  }

  /// The shops in which the caller has a role.
  @GetMapping("/me/merchants")
  @Needs(Permission.OWN_ACCOUNT)
  OwnShops own(Caller caller) {
    return new OwnShops(
        merchants.ofUser(caller.user()).stream()
            .flatMap(it -> OwnShop.of(it, caller).stream())
            .toList());
  }

  /// Leaves a shop; the last owner stays.
  @DeleteMapping("/me/merchants/{merchantId}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(Caller caller, @PathVariable String merchantId) {
    staff.remove(caller.user(), caller.shop(merchantId), caller.user());
  }

  @GetMapping("/merchants/{merchantId}/application")
  @Needs(Permission.SHOP_DECIDE)
  ResponseEntity<DossierView> one(@PathVariable UUID merchantId) {
    return answer(ResponseEntity.ok(), applications.require(new MerchantId(merchantId)));
  }

  /// Applies anew, after the application was returned.
  @PutMapping("/merchants/{merchantId}/application")
  @Needs(Permission.SHOP_DECIDE)
  ResponseEntity<DossierView> applyAgain(
      Caller caller,
      @PathVariable UUID merchantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ApplicationFields fields) {
    return answer(
        ResponseEntity.ok(),
        applications.applyAgain(
            caller.user(),
            new MerchantId(merchantId),
            EntityTag.required(ifMatch),
            fields.company(),
            fields.currencyCode(),
            fields.agreedVersion()));
  }

  private ResponseEntity<DossierView> answer(ResponseEntity.BodyBuilder answer, Dossier dossier) {
    return answer
        .eTag(EntityTag.of(dossier.version()))
        .body(DossierView.of(dossier, clock.instant()));
  }

  /// `country` as ISO 3166-1 alpha-2, `contactPhone` with its country code, `conditionsVersion` of
  /// the conditions that the applicant has read for `currency`. Documents are 1 to 10, each named
  /// by the SHA-256 of its content.
  record ApplicationFields(
      @Nullable String name,
      @Nullable String companyName,
      @Nullable String registrationNumber,
      @Nullable String country,
      @Nullable String address,
      @Nullable String contactName,
      @Nullable String contactEmail,
      @Nullable String contactPhone,
      @Nullable String currency,
      @Nullable Integer conditionsVersion,
      @Nullable List<Company.TypedDocument> documents) {
    Company company() {
      return Company.of(
          new Company.Typed(
              name,
              companyName,
              registrationNumber,
              country,
              address,
              contactName,
              contactEmail,
              contactPhone,
              documents));
    }

    String currencyCode() {
      return Fields.line("currency", currency, 3);
    }

    int agreedVersion() {
      return Fields.required("conditionsVersion", conditionsVersion);
    }
  }

  record OwnShops(List<OwnShop> items) {}

  /// `permissions` are those of `role`.
  record OwnShop(
      UUID id,
      String name,
      Merchant.State state,
      boolean sells,
      boolean owner,
      Role role,
      List<Permission> permissions) {
    static Optional<OwnShop> of(Merchant shop, Caller caller) {
      return caller.grants().stream()
          .filter(it -> shop.id().equals(it.merchant()))
          .map(it -> of(shop, it.role()))
          .findFirst();
    }

    private static OwnShop of(Merchant shop, Role role) {
      return new OwnShop(
          shop.id().value(),
          shop.name(),
          shop.state(),
          shop.sells(),
          role == Role.MERCHANT_OWNER,
          role,
          Permission.of(role).stream().sorted().toList());
    }
  }
}
