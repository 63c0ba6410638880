package org.tongbao.market.merchant;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Texts;

/// The shell of the pages that a shop and the platform both have: those about their programs. Whose
/// they are is the shop, or the platform where there is none. Thread-safe.
@Component
public class ProgramDesks {
  private final ShopDesks shops;

  ProgramDesks(ShopDesks shops) {
    this.shops = shops;
  }

  /// Whose programs an address means: those of the shop that it names as `merchantId`, the
  /// platform's where it names none. Refuses who does not decide there.
  public static @Nullable MerchantId owner(Caller caller, @Nullable String merchantId) {
    if (merchantId != null) {
      return caller.shop(merchantId, Permission.SHOP_INTEGRATIONS_MANAGE);
    }
    if (!caller.may(Permission.INTEGRATIONS_MANAGE)) {
      throw new DomainException(RequestError.FORBIDDEN);
    }
    return null;
  }

  /// The address of a page; `place` begins with a slash.
  public static String path(@Nullable MerchantId owner, String place) {
    return owner == null ? PlatformDesk.HOME + place : ShopDesks.path(owner, place);
  }

  /// The desk at the list `place`, on that page or one below it.
  ///
  /// @param above the pages above, the highest first
  public Desk of(
      Caller caller, @Nullable MerchantId owner, Texts texts, String place, Desk.Link... above) {
    return owner == null
        ? PlatformDesk.of(caller, texts, path(null, place), above)
        : shops.of(caller, owner, texts, place, above);
  }
}
