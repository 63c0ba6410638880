package org.tongbao.market.apikey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.apikey.ShopKeyPage.Typed;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.BearerToken;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// A shop's keys of the API. The answer that makes one shows it, this once: so it is a page and not
/// the way to one, and its form carries no key under which answers are kept.
@Controller
final class ShopKeyPages {
  private static final String KEYS = "/merchant/{merchantId}/api-keys";
  private static final String STANDARD_DAYS = "365";
  private static final Map<ApiKeyError, String> FIELDS = Map.of(ApiKeyError.BAD_SCOPE, "scopes");

  private final ApiKeys keys;
  private final Users users;
  private final ShopDesks desks;
  private final Pages pages;
  private final Clock clock;

  ShopKeyPages(ApiKeys keys, Users users, ShopDesks desks, Pages pages, Clock clock) {
    this.keys = keys;
    this.users = users;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(KEYS)
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  View list(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_INTEGRATIONS_MANAGE);
    Typed nothing = new Typed("", Set.of(), false, STANDARD_DAYS);
    return pages.of(
        "shop-api-keys",
        page(
            caller,
            frame,
            shop,
            PageOfList.Request.of(null, cursor),
            null,
            nothing,
            FormErrors.NONE));
  }

  @PostMapping(KEYS)
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  View make(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> scope,
      @RequestParam(defaultValue = "false") String readOnly,
      @RequestParam(defaultValue = STANDARD_DAYS) String days) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_INTEGRATIONS_MANAGE);
    Typed typed = new Typed(name, Set.copyOf(scope), readOnly.equals("true"), days);
    PageOfList.Request newest = PageOfList.Request.of(null, null);
    try {
      ApiKeyView.WishFields wish =
          new ApiKeyView.WishFields(name, scopes(typed), typed.readOnly(), expiry(days));
      ApiKeys.Made made = keys.make(caller, shop, wish.wish());
      Typed nothing = new Typed("", Set.of(), false, STANDARD_DAYS);
      return pages.secret(
          "shop-api-keys",
          page(caller, frame, shop, newest, made.secret().text(), nothing, FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("shop-api-keys", page(caller, frame, shop, newest, null, typed, errors));
    }
  }

  /// From now on it is worth nothing.
  @PostMapping(KEYS + "/{id}/revocation")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  View revoke(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_INTEGRATIONS_MANAGE);
    keys.revoke(caller, shop, PageFields.id(id));
    return pages.done(redirect, "merchant.api-keys.revoked", ShopDesks.path(shop, "/api-keys"));
  }

  private static Set<Permission> scopes(Typed typed) {
    if (typed.scopes().isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, "scopes");
    }
    Set<Permission> scopes =
        Arrays.stream(Permission.values())
            .filter(it -> typed.scopes().contains(it.name()))
            .collect(Collectors.toUnmodifiableSet());
    if (scopes.size() < typed.scopes().size()) {
      throw Fields.malformed("scopes");
    }
    return scopes;
  }

  private Instant expiry(String days) {
    if (!ShopKeyPage.LIVES.contains(days)) {
      throw Fields.malformed("days");
    }
    return clock.instant().plus(Duration.ofDays(Long.parseLong(days)));
  }

  private ShopKeyPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      PageOfList.Request asked,
      @Nullable String secret,
      Typed typed,
      FormErrors errors) {
    PageOfList<ApiKey> found = keys.list(shop, asked);
    Instant now = clock.instant();
    return new ShopKeyPage(
        frame,
        desks.of(caller, shop, frame.texts(), "/api-keys"),
        ShopDesks.path(shop, "/api-keys"),
        found.items().stream().map(it -> row(it, now)).toList(),
        found.next(),
        Arrays.stream(Permission.values())
            .filter(it -> it.isOfShop() && it.isForKeys() && caller.may(it, shop))
            .toList(),
        secret,
        typed,
        errors);
  }

  private ShopKeyPage.Row row(ApiKey key, Instant now) {
    return new ShopKeyPage.Row(
        key.id(),
        key.name(),
        BearerToken.PREFIX + key.prefix(),
        key.scopes().stream().sorted().toList(),
        key.readOnly(),
        name(key.madeBy()),
        key.createdAt(),
        key.expiresAt(),
        key.usedAt(),
        key.revokedAt(),
        Optional.ofNullable(key.revokedBy()).map(this::name).orElse(""),
        key.lives(now));
  }

  private String name(UserId user) {
    return users.find(user).map(User::displayName).orElse("");
  }
}
