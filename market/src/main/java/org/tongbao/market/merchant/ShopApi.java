package org.tongbao.market.merchant;

import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Address;

/// A shop: what everybody sees of it, its settings, its people and its account.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}")
final class ShopApi {
  private static final int DESCRIPTION_LIMIT = 2000;
  private static final int MOST_RETURN_DAYS = 90;
  private static final int MOST_SHIP_DAYS = 60;

  private final Merchants merchants;
  private final Shops shops;
  private final Clock clock;

  ShopApi(Merchants merchants, Shops shops, Clock clock) {
    this.merchants = merchants;
    this.shops = shops;
    this.clock = clock;
  }

  /// What everybody sees; only of shops that are or were live.
  @GetMapping
  ShopView one(@PathVariable UUID merchantId) {
    return merchants
        .find(new MerchantId(merchantId))
        .filter(
            it -> it.state() == Merchant.State.APPROVED || it.state() == Merchant.State.SUSPENDED)
        .map(ShopView::of)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  @GetMapping("/settings")
  @Needs(Permission.SHOP_READ)
  ResponseEntity<SettingsView> settings(@PathVariable UUID merchantId) {
    return answer(new MerchantId(merchantId));
  }

  @PutMapping("/settings")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  ResponseEntity<SettingsView> change(
      @PathVariable UUID merchantId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody SettingsFields fields) {
    int version = EntityTag.required(ifMatch);
    MerchantId id = new MerchantId(merchantId);
    shops.change(
        id, Fields.line("name", fields.name, Company.SHOP_NAME_LIMIT), fields.settings(version));
    return answer(id);
  }

  /// Asks the chain to pay the shop elsewhere; it holds two days after the chain has heard it.
  @PutMapping("/payout-account")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  DossierView payTo(
      Caller caller, @PathVariable UUID merchantId, @RequestBody PayoutFields fields) {
    return DossierView.of(
        shops.changePayout(caller.user(), new MerchantId(merchantId), fields.address()),
        clock.instant());
  }

  /// Posts what is missing of the bond from the shop's balance.
  @PostMapping("/bond-postings")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  DossierView postBond(@PathVariable UUID merchantId) {
    return DossierView.of(shops.postBond(new MerchantId(merchantId)), clock.instant());
  }

  /// Asks a part of the bond back, in the place of what was asked before; zero takes that back. It
  /// is paid into the shop's account after 60 days, and does not count for new orders until then.
  @PostMapping("/bond-withdrawals")
  @Needs(Permission.SHOP_DECIDE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  DossierView withdrawBond(
      Caller caller, @PathVariable UUID merchantId, @RequestBody BondFields fields) {
    long minor = Amounts.between("amountMinor", fields.amountMinor(), 0, Amounts.LARGEST_MINOR);
    return DossierView.of(
        shops.withdrawBond(caller.user(), new MerchantId(merchantId), minor), clock.instant());
  }

  /// How much of the bond is to leave.
  record BondFields(@Nullable Long amountMinor) {}

  private ResponseEntity<SettingsView> answer(MerchantId id) {
    Merchant merchant = merchants.require(id);
    return ResponseEntity.ok()
        .eTag(EntityTag.of(merchant.settings().version()))
        .body(SettingsView.of(merchant));
  }

  record ShopView(
      UUID id,
      String name,
      String descriptionZh,
      String descriptionEn,
      String contactEmail,
      String currency,
      int returnDays,
      int shipDays,
      boolean sells) {
    static ShopView of(Merchant merchant) {
      Merchant.Settings settings = merchant.settings();
      return new ShopView(
          merchant.id().value(),
          merchant.name(),
          settings.descriptionZh(),
          settings.descriptionEn(),
          settings.contactEmail(),
          merchant.currency(),
          settings.returnDays(),
          settings.shipDays(),
          merchant.sells());
    }
  }

  /// `returnDays` from 0 to 90 after receipt, `shipDays` from 1 to 60 after payment.
  record SettingsFields(
      @Nullable String name,
      @Nullable String descriptionZh,
      @Nullable String descriptionEn,
      @Nullable String contactEmail,
      @Nullable String contactPhone,
      @Nullable Integer returnDays,
      @Nullable Integer shipDays) {
    Merchant.Settings settings(int version) {
      return new Merchant.Settings(
          Fields.optionalText("descriptionZh", descriptionZh, DESCRIPTION_LIMIT),
          Fields.optionalText("descriptionEn", descriptionEn, DESCRIPTION_LIMIT),
          Company.email("contactEmail", contactEmail),
          Company.phone("contactPhone", contactPhone),
          Amounts.between("returnDays", returnDays, 0, MOST_RETURN_DAYS),
          Amounts.between("shipDays", shipDays, 1, MOST_SHIP_DAYS),
          version);
    }
  }

  record SettingsView(
      String name,
      String descriptionZh,
      String descriptionEn,
      String contactEmail,
      String contactPhone,
      int returnDays,
      int shipDays) {
    static SettingsView of(Merchant merchant) {
      Merchant.Settings settings = merchant.settings();
      return new SettingsView(
          merchant.name(),
          settings.descriptionZh(),
          settings.descriptionEn(),
          settings.contactEmail(),
          settings.contactPhone(),
          settings.returnDays(),
          settings.shipDays());
    }
  }

  /// An account on the chain, 0x and 40 hex digits; with capitals only as EIP-55 has them.
  record PayoutFields(@Nullable String account) {
    Address address() {
      String hex = Fields.line("account", account, 42);
      try {
        boolean checked = !hex.equals(hex.toLowerCase(Locale.ROOT));
        Address address = checked ? Address.fromChecksumHex(hex) : Address.fromHex(hex);
        if (!address.isZero()) {
          return address;
        }
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("account");
      }
      throw Fields.malformed("account");
    }
  }
}
