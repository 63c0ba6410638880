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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.apikey.KeyPage.Typed;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.NeedsPrograms;
import org.tongbao.market.merchant.ProgramDesks;
import org.tongbao.market.web.BearerToken;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// The keys of the API of a shop, or of the platform. The answer that makes one shows it, this
/// once: so it is a page and not the way to one, and its form carries no key under which answers
/// are kept.
@Controller
@RequestMapping({"/merchant/{merchantId}" + KeyPages.PLACE, "/platform" + KeyPages.PLACE})
final class KeyPages {
  static final String PLACE = "/api-keys";
  private static final String STANDARD_DAYS = "365";
  private static final Map<ApiKeyError, String> FIELDS = Map.of(ApiKeyError.BAD_SCOPE, "scopes");

  private final ApiKeys keys;
  private final Users users;
  private final ProgramDesks desks;
  private final Pages pages;
  private final Clock clock;

  KeyPages(ApiKeys keys, Users users, ProgramDesks desks, Pages pages, Clock clock) {
    this.keys = keys;
    this.users = users;
    this.desks = desks;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping
  @NeedsPrograms
  View list(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    Typed nothing = new Typed("", Set.of(), false, STANDARD_DAYS);
    return pages.of(
        "api-keys",
        page(
            caller,
            frame,
            owner,
            PageOfList.Request.of(null, cursor),
            null,
            nothing,
            FormErrors.NONE));
  }

  @PostMapping
  @NeedsPrograms
  View make(
      Caller caller,
      Frame frame,
      @PathVariable(required = false) @Nullable String merchantId,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> scope,
      @RequestParam(defaultValue = "false") String readOnly,
      @RequestParam(defaultValue = STANDARD_DAYS) String days) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    Typed typed = new Typed(name, Set.copyOf(scope), readOnly.equals("true"), days);
    PageOfList.Request newest = PageOfList.Request.of(null, null);
    try {
      ApiKeyView.WishFields wish =
          new ApiKeyView.WishFields(name, scopes(typed), typed.readOnly(), expiry(days));
      ApiKeys.Made made = keys.make(caller, owner, wish.wish());
      Typed nothing = new Typed("", Set.of(), false, STANDARD_DAYS);
      return pages.secret(
          "api-keys",
          page(caller, frame, owner, newest, made.secret().text(), nothing, FormErrors.NONE));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused("api-keys", page(caller, frame, owner, newest, null, typed, errors));
    }
  }

  /// From now on it is worth nothing.
  @PostMapping("/{id}/revocation")
  @NeedsPrograms
  View revoke(
      Caller caller,
      @PathVariable(required = false) @Nullable String merchantId,
      @PathVariable String id,
      RedirectAttributes redirect) {
    MerchantId owner = ProgramDesks.owner(caller, merchantId);
    keys.revoke(caller, owner, PageFields.id(id));
    return pages.done(redirect, "merchant.api-keys.revoked", ProgramDesks.path(owner, PLACE));
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
    if (!KeyPage.LIVES.contains(days)) {
      throw Fields.malformed("days");
    }
    return clock.instant().plus(Duration.ofDays(Long.parseLong(days)));
  }

  private KeyPage page(
      Caller caller,
      Frame frame,
      @Nullable MerchantId owner,
      PageOfList.Request asked,
      @Nullable String secret,
      Typed typed,
      FormErrors errors) {
    PageOfList<ApiKey> found = keys.list(owner, asked);
    Instant now = clock.instant();
    return new KeyPage(
        frame,
        desks.of(caller, owner, frame.texts(), PLACE),
        ProgramDesks.path(owner, PLACE),
        found.items().stream().map(it -> row(it, now)).toList(),
        found.next(),
        Arrays.stream(Permission.values()).filter(it -> keys.canHave(caller, owner, it)).toList(),
        secret,
        typed,
        errors);
  }

  private KeyPage.Row row(ApiKey key, Instant now) {
    return new KeyPage.Row(
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
