package org.tongbao.market.merchant;

import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;

/// A shop.
///
/// @param account its account on the chain, by which contracts know it
/// @param currency in which it sells and is paid
/// @param feeBps the most that the platform takes of an order, in 1/10,000 of its total
/// @param commissionBps the most that an affiliate takes, likewise
public record Merchant(
    MerchantId id,
    String name,
    UserId owner,
    Address account,
    State state,
    String currency,
    int feeBps,
    int commissionBps,
    Settings settings,
    Bond bond) {

  /// Where a shop stands. The first three are the platform's word; the last two the chain's.
  public enum State {
    /// The platform has yet to decide.
    APPLIED,
    /// The applicant has to change something.
    RETURNED,
    REFUSED,
    /// Live on the chain.
    APPROVED,
    /// Takes no new orders; open ones go on.
    SUSPENDED
  }

  /// What the owner decides alone.
  ///
  /// @param returnDays how long after receipt goods can be given back
  /// @param shipDays how long after payment goods are shipped at the latest
  /// @param version grows with each change
  public record Settings(
      String descriptionZh,
      String descriptionEn,
      String contactEmail,
      String contactPhone,
      int returnDays,
      int shipDays,
      int version) {}

  /// Money that answers for refunds, in minor units of the shop's currency.
  ///
  /// @param leavingMinor the part whose owner asked it back, which no longer counts for new orders
  public record Bond(long requiredMinor, long postedMinor, long leavingMinor) {
    public boolean isComplete() {
      return requiredMinor == 0 || postedMinor - leavingMinor >= requiredMinor;
    }
  }

  /// Whether the contracts take a new order of this shop.
  public boolean sells() {
    return state == State.APPROVED && bond.isComplete();
  }
}
