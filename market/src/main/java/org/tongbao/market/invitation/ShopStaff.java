package org.tongbao.market.invitation;

import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.UserId;

/// The shops that people are invited to.
public interface ShopStaff {
  /// What the shop is called.
  String nameOf(MerchantId shop);

  /// Lets somebody work there, in the caller's transaction. Refuses who does already, and a shop
  /// where too many do.
  void add(UserId by, MerchantId shop, UserId user, Role role);
}
