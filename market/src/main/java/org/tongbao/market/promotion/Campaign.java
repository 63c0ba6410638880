package org.tongbao.market.promotion;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// Coupons, gift cards or recharge coupons of one kind. What is published never changes.
///
/// @param merchant whose orders it serves and who bears the cost; null for the platform, whose
///   campaigns serve every shop
/// @param bearer the account that bears the cost
/// @param chainId by which the contract knows it
/// @param value of one unit, at most; a gift card's units are minor units of money
/// @param threshold the least amount of goods in an order that uses it
/// @param funded whether a pot of money pays; else the merchant takes it off its own price
/// @param open whether buyers claim it themselves; otherwise it is handed out
/// @param cap units in all
/// @param perAccount units that one account can get
public record Campaign(
    UUID id,
    @Nullable MerchantId merchant,
    VoucherKind kind,
    Notice notice,
    Address bearer,
    U256 chainId,
    Money value,
    Money threshold,
    boolean funded,
    boolean open,
    long cap,
    long perAccount,
    Instant startsAt,
    Instant endsAt,
    State state) {

  /// Whether the contract has it.
  public enum State {
    PUBLISHING,
    PUBLISHED,
    REFUSED
  }

  /// What buyers read, in both languages.
  public record Notice(String nameZh, String nameEn, String textZh, String textEn) {}

  /// Whether it can be claimed and used at this time.
  public boolean runs(Instant now) {
    return state == State.PUBLISHED && !now.isBefore(startsAt) && now.isBefore(endsAt);
  }

  /// Whether it serves orders of this shop.
  public boolean serves(MerchantId shop) {
    return merchant == null || merchant.equals(shop);
  }
}
