package org.tongbao.market.affiliate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Amounts;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Being an affiliate, and what it has brought.
@RestController
@RequestMapping("/api/v1")
final class AffiliateApi {
  private static final int LONGEST_CODE = 40;

  private final Affiliates affiliates;
  private final CommissionStore commissions;
  private final ReferralCookie cookie;

  AffiliateApi(Affiliates affiliates, CommissionStore commissions, ReferralCookie cookie) {
    this.affiliates = affiliates;
    this.commissions = commissions;
    this.cookie = cookie;
  }

  /// One's code, link and sums; without a code while one has not joined.
  @GetMapping("/me/affiliate")
  @Needs(Permission.OWN_ACCOUNT)
  AffiliateView one(Caller caller) {
    return view(caller, affiliates.find(caller.user()));
  }

  /// Joins. Once is enough.
  @PostMapping("/me/affiliate")
  @Needs(Permission.OWN_ACCOUNT)
  AffiliateView join(Caller caller) {
    return view(caller, Optional.of(affiliates.join(caller.user())));
  }

  /// Newest first.
  @GetMapping("/me/affiliate/commissions")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<CommissionView> commissions(
      Caller caller,
      @RequestParam(required = false) CommissionStore.@Nullable State state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request asked = PageOfList.Request.of(limit, cursor);
    return asked
        .page(commissions.list(caller.user(), state, asked), CommissionStore.Earned::id)
        .map(CommissionView::of);
  }

  /// Remembers whose link this browser followed, in the place of whoever was remembered before.
  @PostMapping("/referrals")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void follow(
      @RequestBody ReferralFields fields,
      HttpServletRequest request,
      HttpServletResponse response) {
    Affiliate affiliate =
        affiliates
            .find(Fields.line("code", fields.code(), LONGEST_CODE))
            .orElseThrow(() -> new DomainException(AffiliateError.UNKNOWN_CODE));
    cookie.set(affiliate, request, response);
  }

  private AffiliateView view(Caller caller, Optional<Affiliate> affiliate) {
    Map<Currency, Earnings> sums = new LinkedHashMap<>();
    commissions
        .sums(caller.user())
        .forEach(it -> sums.merge(it.currency(), Earnings.of(it), Earnings::plus));
    List<EarningsView> earned = new ArrayList<>();
    sums.forEach((currency, sum) -> earned.add(sum.view(currency)));
    return new AffiliateView(
        affiliate.map(Affiliate::code).orElse(null),
        affiliate.map(it -> link(it.code())).orElse(null),
        affiliate.map(Affiliate::since).orElse(null),
        earned);
  }

  private static String link(String code) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path("/r/" + code).toUriString();
  }

  record ReferralFields(@Nullable String code) {}

  /// @param link leads to the first page; with `?to=/path` elsewhere
  record AffiliateView(
      @Nullable String code,
      @Nullable String link,
      @Nullable Instant since,
      List<EarningsView> earnings) {}

  /// @param pending what will be paid when nothing can be returned any more
  /// @param reversed what refunds and cancellations took
  record EarningsView(
      Amounts.MoneyView pending, Amounts.MoneyView paid, Amounts.MoneyView reversed) {}

  /// In minor units.
  private record Earnings(long pending, long paid, long reversed) {
    static Earnings of(CommissionStore.Sum sum) {
      boolean paid = sum.state() == CommissionStore.State.PAID;
      long left = sum.remainingMinor();
      return new Earnings(paid ? 0 : left, paid ? left : 0, sum.amountMinor() - left);
    }

    Earnings plus(Earnings other) {
      return new Earnings(
          Math.addExact(pending, other.pending),
          Math.addExact(paid, other.paid),
          Math.addExact(reversed, other.reversed));
    }

    EarningsView view(Currency currency) {
      return new EarningsView(
          Amounts.MoneyView.of(Money.ofMinor(pending, currency)),
          Amounts.MoneyView.of(Money.ofMinor(paid, currency)),
          Amounts.MoneyView.of(Money.ofMinor(reversed, currency)));
    }
  }

  /// @param amount as the order promised it
  /// @param remaining what refunds have left of it; paid when `state` is PAID
  /// @param transaction and block: where the chain said so last
  record CommissionView(
      UUID id,
      UUID merchantId,
      Amounts.MoneyView amount,
      Amounts.MoneyView remaining,
      CommissionStore.State state,
      Instant at,
      @Nullable Instant endedAt,
      @Nullable String transaction,
      @Nullable Long block) {
    static CommissionView of(CommissionStore.Earned it) {
      return new CommissionView(
          it.id(),
          it.merchant(),
          Amounts.MoneyView.of(it.amount()),
          Amounts.MoneyView.of(it.remaining()),
          it.state(),
          it.at(),
          it.endedAt(),
          it.transaction(),
          it.block());
    }
  }
}
