package org.tongbao.market.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// What people have of campaigns, and its use in orders. Thread-safe.
@Component
public class Vouchers {
  private final VoucherStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Vouchers(VoucherStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// All that an order of this user could use now, the one that ends first before the others.
  public List<VoucherHeld> held(UserId user) {
    Instant now = clock.instant();
    return store.held(user).stream().filter(it -> it.campaign().runs(now)).toList();
  }

  /// What an order of these goods in this shop could use now.
  public List<VoucherHeld> usable(UserId user, MerchantId shop, Money goods) {
    return held(user).stream()
        .filter(it -> it.campaign().serves(shop))
        .filter(it -> it.campaign().value().currency().equals(goods.currency()))
        .filter(it -> it.campaign().threshold().compareTo(goods) <= 0)
        .toList();
  }

  /// Those that a buyer chose, in this order; refuses with [PromotionError#NOT_HELD] what the buyer
  /// cannot use now, and with [PromotionError#NOT_USABLE] what no order takes.
  public List<VoucherHeld> chosen(UserId user, Collection<UUID> campaigns) {
    if (campaigns.isEmpty()) {
      return List.of();
    }
    Map<UUID, VoucherHeld> held =
        held(user).stream()
            .collect(Collectors.toMap(it -> it.campaign().id(), Function.identity()));
    return campaigns.stream().distinct().map(id -> usable(held, id)).toList();
  }

  /// Takes units for an order, inside the transaction that places it. They are there exactly once:
  /// refuses with [PromotionError#NOT_HELD] when they have been used meanwhile, and with
  /// [PromotionError#NOT_RUNNING] when the campaign is over.
  ///
  /// @param order the seller order
  /// @param reference the order's id in its terms
  /// @return what stands in the terms
  public VoucherUse use(UserId user, UUID order, Hash reference, PricedBasket.Use use) {
    Campaign campaign = use.campaign();
    Instant now = clock.instant();
    if (!campaign.runs(now)) {
      throw new DomainException(PromotionError.NOT_RUNNING, campaign.id().toString());
    }
    transaction.executeWithoutResult(
        status -> {
          if (!store.reserve(campaign.id(), user, use.units())) {
            throw notHeld(campaign.id());
          }
          store.addUse(order, reference, user, use, now);
        });
    return new VoucherUse(
        campaign.chainId(), U256.of(use.units()), U256.of(use.value().amountMinor()));
  }

  /// Gives back what an order used that never reached the contract. What the contract has burned
  /// only the contract gives back; that is heard, not done here. Doing it twice changes nothing.
  public void restore(UUID order) {
    store.giveBack(order);
  }

  private static VoucherHeld usable(Map<UUID, VoucherHeld> held, UUID id) {
    VoucherHeld voucher = held.get(id);
    if (voucher == null) {
      throw notHeld(id);
    }
    return switch (voucher.campaign().kind()) {
      case COUPON, GIFT_CARD -> voucher;
      case RECHARGE -> throw new DomainException(PromotionError.NOT_USABLE, id.toString());
    };
  }

  private static DomainException notHeld(UUID campaign) {
    return new DomainException(PromotionError.NOT_HELD, campaign.toString());
  }
}
