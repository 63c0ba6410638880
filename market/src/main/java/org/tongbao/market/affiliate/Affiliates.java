package org.tongbao.market.affiliate;

import java.math.RoundingMode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Money;

/// The affiliate programme: who brought a buyer earns a part of what the buyer's order pays for
/// goods, by the shop's rate, once nothing of the order can be returned any more. Thread-safe.
@Component
public class Affiliates {
  static final int CODE_LENGTH = 8;

  /// Crockford's base 32: no I, L, O and U.
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final AffiliateStore store;
  private final CommissionStore commissions;
  private final ChainAccounts accounts;
  private final Clock clock;

  Affiliates(
      AffiliateStore store, CommissionStore commissions, ChainAccounts accounts, Clock clock) {
    this.store = store;
    this.commissions = commissions;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// Makes somebody an affiliate, who may be one already.
  Affiliate join(UserId user) {
    while (true) {
      Optional<Affiliate> known = store.find(user);
      if (known.isPresent()) {
        return known.get();
      }
      store.add(user, newCode(), clock.instant());
    }
  }

  private static String newCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return code.toString();
  }

  Optional<Affiliate> find(UserId user) {
    return store.find(user);
  }

  /// By a code as it was typed or clicked, whatever its case.
  Optional<Affiliate> find(String code) {
    return code.length() == CODE_LENGTH
        ? store.find(code.toUpperCase(Locale.ROOT))
        : Optional.empty();
  }

  /// For whom a buyer's order counts by a code that the buyer typed. Refuses with
  /// [AffiliateError#UNKNOWN_CODE], and the buyer's own with [AffiliateError#OWN_CODE].
  public UserId typed(UserId buyer, String code) {
    UserId affiliate =
        find(code)
            .map(Affiliate::user)
            .orElseThrow(() -> new DomainException(AffiliateError.UNKNOWN_CODE));
    if (affiliate.equals(buyer)) {
      throw new DomainException(AffiliateError.OWN_CODE);
    }
    return affiliate;
  }

  /// For whom it counts by the link that the buyer followed last; nobody when it was the buyer's
  /// own, or leads to nobody any more.
  public Optional<UserId> clicked(UserId buyer, String code) {
    return find(code).map(Affiliate::user).filter(it -> !it.equals(buyer));
  }

  /// What a shop's part of an order promises, rounded down; nothing when the shop offers nothing.
  ///
  /// @param goods what they cost, without delivery
  public Optional<Commission> commission(UserId affiliate, Merchant shop, Money goods) {
    int bps = Math.min(store.rate(shop.id()).bps(), shop.commissionBps());
    Money amount = goods.basisPoints(bps, RoundingMode.DOWN);
    return amount.isPositive()
        ? Optional.of(new Commission(affiliate, accounts.of(Holder.of(affiliate)), amount))
        : Optional.empty();
  }

  /// Writes down what an order promised, in the transaction that placed it.
  ///
  /// @param order its reference on the chain
  @Transactional(propagation = Propagation.MANDATORY)
  public void promised(UUID sellerOrder, Hash order, Merchant shop, Commission commission) {
    commissions.add(Uuid7.next(clock), order, sellerOrder, shop.id(), commission, clock.instant());
  }
}
